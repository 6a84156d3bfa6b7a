import Foundation
import Testing

@testable import Server

/// A client that sends and reads octets as it is told, and waits for a minute at most. It never blocks the threads that
/// tests and tasks share: what cannot be done now is tried again a little later.
actor Client {
    private let descriptor: Int32
    private var received: [UInt8] = []
    private let tls: ClientTLS?
    /// Whether the server has said the end, which without TLS is that of the connection.
    private var isEnded = false

    struct Failure: Error { let what: String }

    init(port: Int, host: String = "127.0.0.1", receiveBuffer: Int32? = nil, tls: ClientTLS.Options? = nil) throws {
        self.tls = tls.map { ClientTLS($0) }
        let address = try SocketAddress.resolve(host, port: port)[0]
        descriptor = socket(address.family, Int32(SOCK_STREAM.rawValue), 0)
        if var receiveBuffer {
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, socklen_t(MemoryLayout<Int32>.size))
        }
        guard address.withSockaddr({ connect(descriptor, $0, $1) }) == 0 else {
            let reason = systemErrorDescription()
            close(descriptor)
            throw Failure(what: "connect: \(reason)")
        }
    }

    deinit { close(descriptor) }

    /// The result of `call` once the system does not answer that it would block.
    private func whenPossible(_ call: () -> Int) async throws -> Int {
        for _ in 0..<60_000 {
            let result = call()
            if result >= 0 { return result }
            guard errno == EAGAIN || errno == EINTR else { throw Failure(what: systemErrorDescription()) }
            try await Task.sleep(for: .milliseconds(1))
        }
        throw Failure(what: "Nothing for a minute")
    }

    /// Through TLS where there is TLS, after the handshake.
    func send(_ octets: [UInt8]) async throws {
        guard let tls else { return try await sendAsIs(octets) }
        if !tls.isOpen { try await shakeHands() }
        try await sendAsIs(try tls.encrypt(octets))
    }

    func sendAsIs(_ octets: [UInt8]) async throws {
        var sent = 0
        while sent < octets.count {
            sent += try await whenPossible {
                octets[sent...].withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT)) }
            }
        }
    }

    func send(_ text: String) async throws { try await send(Array(text.utf8)) }

    func get(_ path: String, fields: String = "") async throws { try await send("GET \(path) HTTP/1.1\r\nHost: h\r\n\(fields)\r\n") }

    /// Something that the client's TLS tells or does.
    func withTLS<Result: Sendable>(_ body: @Sendable (ClientTLS) throws -> Result) rethrows -> Result {
        guard let tls else { preconditionFailure("A client of HTTP without TLS") }
        return try body(tls)
    }

    /// From one end to the other; the server's alert is thrown.
    func shakeHands() async throws {
        guard let tls else { return }
        while !tls.isOpen {
            try tls.shakeHands()
            try await sendAsIs(tls.takeOutput())
            if !tls.isOpen, try await !feed(tls, atMost: 65_536) { throw Failure(what: "The connection ended in the handshake") }
        }
    }

    private func feed(_ tls: ClientTLS, atMost count: Int) async throws -> Bool {
        var buffer = [UInt8](repeating: 0, count: count)
        let taken = try await whenPossible { recv(descriptor, &buffer, count, Int32(MSG_DONTWAIT)) }
        tls.feed(Array(buffer[..<taken]))
        return taken > 0
    }

    func endWriting() async {
        // A server that is gone needs not be told.
        if let tls, tls.isOpen { try? await sendAsIs(tls.closeNotify()) }
        shutdown(descriptor, Int32(SHUT_WR))
    }

    /// Some more of what the server sends; false at the end.
    private func receive(atMost count: Int = 65_536) async throws -> Bool {
        if let tls {
            while !isEnded {
                let (octets, isEnded) = try tls.decrypt()
                self.isEnded = isEnded
                received.append(contentsOf: octets)
                if !octets.isEmpty { return true }
                if !isEnded, try await !feed(tls, atMost: count) { throw Failure(what: "The connection ended without close_notify") }
            }
            return false
        }
        var buffer = [UInt8](repeating: 0, count: count)
        let taken = try await whenPossible { recv(descriptor, &buffer, count, Int32(MSG_DONTWAIT)) }
        received.append(contentsOf: buffer[..<taken])
        return taken > 0
    }

    /// Takes so many octets at most, and drops them; false at the end.
    func takes(_ count: Int) async -> Bool {
        defer { received = [] }
        return (try? await receive(atMost: count)) ?? false
    }

    /// How many octets come until the end, however it comes.
    func countToEnd() async -> Int {
        while (try? await receive()) == true {}
        return received.count
    }

    struct Response {
        let status: Int
        let head: String
        let body: [UInt8]

        var text: String { String(decoding: body, as: UTF8.self) }
        func has(_ line: String) -> Bool { head.contains("\r\n\(line)\r\n") }
    }

    /// The next response, delimited by its Content-Length; that of a HEAD has no content.
    func response(toHead: Bool = false) async throws -> Response {
        let separator = Array("\r\n\r\n".utf8)
        while true {
            if let end = received.firstRange(of: separator)?.upperBound {
                let head = String(decoding: received[..<end], as: UTF8.self)
                let length = head.firstMatch(of: /\r\nContent-Length: (\d+)\r\n/).flatMap { Int($0.1) } ?? 0
                let count = toHead ? 0 : length
                if received.count >= end + count {
                    let body = Array(received[end..<end + count])
                    received.removeFirst(end + count)
                    return Response(status: Int(head.split(separator: " ")[1]) ?? 0, head: head, body: body)
                }
            }
            guard try await receive() else { throw Failure(what: "The connection ended after \(received.count) octets") }
        }
    }

    /// The octets up to `end` and with it, as text.
    func received(upTo end: String) async throws -> String {
        let end = Array(end.utf8)
        while true {
            if let count = received.firstRange(of: end)?.upperBound {
                defer { received.removeFirst(count) }
                return String(decoding: received[..<count], as: UTF8.self)
            }
            guard try await receive() else { throw Failure(what: "The connection ended after \(received.count) octets") }
        }
    }

    /// Expects the server to close, with nothing more to read.
    func expectEnd(sourceLocation: SourceLocation = #_sourceLocation) async throws {
        while try await receive() {}
        #expect(String(decoding: received, as: UTF8.self) == "", sourceLocation: sourceLocation)
    }

    /// Whether the server has sent anything yet, or closed.
    var hasNews: Bool {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&entry, 1, 0) > 0
    }
}
