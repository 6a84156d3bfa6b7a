/// What moves the octets of a connection: its socket, or TLS over it.
enum Transport: Wire {
    case plain(Socket)
    /// A socket on which TLS is expected, and of which nothing has been read.
    case unopened(Socket, TLSContext)
    case tls(TLSSession)

    enum OpeningOutcome {
        case open
        /// HTTP without TLS: to be told so, on what is now a plain socket.
        case plainHTTP
        case wouldBlock
        /// What the peer sends cannot be understood, and it has been told so.
        case failed
    }

    var socket: Socket {
        switch self {
        case .plain(let socket), .unopened(let socket, _): socket
        case .tls(let session): session.socket
        }
    }

    var isTLS: Bool { if case .tls = self { true } else { false } }

    /// Whether its handshake was that of a session known before.
    var isResumed: Bool { if case .tls(let session) = self { session.isResumed } else { false } }

    /// Goes on towards the point where octets can be read and written.
    mutating func open() -> OpeningOutcome {
        switch self {
        case .plain: return .open
        case .unopened(let socket, let context):
            switch socket.peek() {
            case .octet(0x41...0x5A):
                // A method, in capital letters; a handshake begins with 22 (RFC 8446 §5.1).
                self = .plain(socket)
                return .plainHTTP
            case .octet:
                guard let session = TLSSession(socket, context) else { return .failed }
                self = .tls(session)
                return open()
            case .wouldBlock: return .wouldBlock
            case .ended: return .failed
            }
        case .tls(let session):
            switch session.shakeHands() {
            case .done: return .open
            case .wouldBlock: return .wouldBlock
            case .failed: return .failed
            }
        }
    }

    func read(into buffer: inout [UInt8], from offset: Int) -> Socket.ReadOutcome {
        switch self {
        case .plain(let socket): socket.read(into: &buffer, from: offset)
        case .tls(let session): session.read(into: &buffer, from: offset)
        case .unopened: .wouldBlock
        }
    }

    func write(_ octets: borrowing Span<UInt8>, from offset: Int, isLast: Bool) -> Socket.WriteOutcome {
        switch self {
        case .plain(let socket): socket.write(octets, from: offset, isLast: isLast)
        case .tls(let session): session.write(octets, from: offset, isLast: isLast)
        case .unopened: .wouldBlock
        }
    }

    /// Says that nothing more will be sent. What still comes is read as it is, and only to be dropped.
    mutating func endWriting() {
        if case .tls(let session) = self { session.closeNotify() }
        socket.endWriting()
        self = .plain(socket)
    }

    func close() {
        if case .tls(let session) = self { session.closeNotify() }
        socket.close()
    }

    func reset() { socket.reset() }
}
