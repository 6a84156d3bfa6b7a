import Dispatch
import Foundation
import Testing

@testable import Server

/// A client that sends and reads octets as it is told, and waits for 60 seconds at most. It blocks a thread of its own
/// queue, never one that tests and tasks share.
actor Client {
    private let executor = QueueExecutor()
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let descriptor: Int32
    private var received: [UInt8] = []

    struct Failure: Error { let what: String }

    init(port: Int, host: String = "127.0.0.1", receiveBuffer: Int32? = nil) throws {
        let address = try SocketAddress.resolve(host, port: port)[0]
        descriptor = socket(address.family, Int32(SOCK_STREAM.rawValue), 0)
        var patience = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
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

    func send(_ octets: [UInt8]) throws {
        var sent = 0
        while sent < octets.count {
            let count = octets[sent...].withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { throw Failure(what: "send: \(systemErrorDescription())") }
            sent += count
        }
    }

    func send(_ text: String) throws { try send(Array(text.utf8)) }

    func get(_ path: String, fields: String = "") throws { try send("GET \(path) HTTP/1.1\r\nHost: h\r\n\(fields)\r\n") }

    func endWriting() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// One more piece of what the server sends; false at the end.
    private func receive() throws -> Bool {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        var count = recv(descriptor, &buffer, buffer.count, 0)
        while count < 0, errno == EINTR { count = recv(descriptor, &buffer, buffer.count, 0) }
        guard count >= 0 else { throw Failure(what: "receive: \(systemErrorDescription())") }
        received.append(contentsOf: buffer[..<count])
        return count > 0
    }

    /// Takes so many octets at most, and drops them; false at the end.
    func takes(_ count: Int) -> Bool {
        var buffer = [UInt8](repeating: 0, count: count)
        return recv(descriptor, &buffer, count, 0) > 0
    }

    struct Response {
        let status: Int
        let head: String
        let body: [UInt8]

        var text: String { String(decoding: body, as: UTF8.self) }
        func has(_ line: String) -> Bool { head.contains("\r\n\(line)\r\n") }
    }

    /// The next response, delimited by its Content-Length; that of a HEAD has no content.
    func response(toHead: Bool = false) throws -> Response {
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
            guard try receive() else { throw Failure(what: "The connection ended after \(received.count) octets") }
        }
    }

    /// Expects the server to close, with nothing more to read.
    func expectEnd(sourceLocation: SourceLocation = #_sourceLocation) throws {
        while try receive() {}
        #expect(String(decoding: received, as: UTF8.self) == "", sourceLocation: sourceLocation)
    }

    /// Whether the server has closed or broken the connection within `seconds`.
    func ends(within seconds: Double) -> Bool {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        let deadline = Date(timeIntervalSinceNow: seconds)
        while deadline.timeIntervalSinceNow > 0, poll(&entry, 1, Int32(deadline.timeIntervalSinceNow * 1_000) + 1) > 0 {
            do { if try !receive() { return true } } catch { return true }
        }
        return false
    }
}

/// Runs the jobs of an actor on a dispatch queue.
private final class QueueExecutor: SerialExecutor {
    private let queue = DispatchQueue(label: "client")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
}
