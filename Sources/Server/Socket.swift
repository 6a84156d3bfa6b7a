import CLinux
import Glibc
import HTTP

/// A connected socket that never blocks, and so is never interrupted. ``TLSSession`` stands beside it, with the same
/// outcomes.
struct Socket {
    let descriptor: Int32

    enum ReadOutcome {
        /// So many octets, and whether others may be there already; if not, they will be told.
        case received(Int, mayHaveMore: Bool)
        case wouldBlock
        /// The peer will send nothing more.
        case ended
        case failed
    }

    enum WriteOutcome {
        /// How many octets the system took: some or all.
        case sent(Int)
        case wouldBlock
        case failed
    }

    enum PeekOutcome {
        case octet(UInt8)
        case wouldBlock
        case ended
    }

    /// The next octet, which is still there to be read.
    func peek() -> PeekOutcome {
        var octet: UInt8 = 0
        let count = recv(descriptor, &octet, 1, Int32(MSG_PEEK))
        if count > 0 { return .octet(octet) }
        return count < 0 && errno == EAGAIN ? .wouldBlock : .ended
    }

    /// Reads into `buffer` from `offset` on.
    func read(into buffer: inout [UInt8], from offset: Int) -> ReadOutcome {
        let count = buffer.withUnsafeMutableBytes { octets in
            // Inside the array's own storage: `offset` is at most its count.
            Linux_recv(descriptor, octets.baseAddress.map { $0 + offset }, UInt(octets.count - offset), 0)
        }
        // A short read has emptied the socket.
        if count > 0 { return .received(count, mayHaveMore: offset + count == buffer.count) }
        if count == 0 { return .ended }
        return errno == EAGAIN ? .wouldBlock : .failed
    }

    /// Sends what follows `offset`. What is last is held back until ``endWriting()``, so that its end goes with it: one
    /// packet, where each is half of what a short connection costs.
    func write(_ octets: borrowing Span<UInt8>, from offset: Int, isLast: Bool = false) -> WriteOutcome {
        let count = octets.withUnsafeBytes { raw in
            // Inside the span: `offset` is at most its count. MSG_NOSIGNAL: a peer that left is an error, not a signal.
            Linux_send(descriptor, raw.baseAddress.map { $0 + offset }, UInt(raw.count - offset), Socket.flags(isFollowed: isLast))
        }
        if count >= 0 { return .sent(count) }
        return errno == EAGAIN ? .wouldBlock : .failed
    }

    static func flags(isFollowed: Bool) -> Int32 { Int32(isFollowed ? MSG_NOSIGNAL | MSG_MORE : MSG_NOSIGNAL) }

    /// Says that nothing more will be sent, and leaves the other direction open.
    func endWriting() { shutdown(descriptor, Int32(SHUT_WR)) }

    func close() { Glibc.close(descriptor) }

    /// Closes, and drops what the peer has not taken, which the system would keep for it.
    func reset() {
        var abortive = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &abortive, socklen_t(MemoryLayout<linger>.size))
        close()
    }
}
