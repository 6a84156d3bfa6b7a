import HTTP
import Synchronization
import Testing

@testable import Server

/// Answers every request with a stream, and keeps it for the test to write to.
private final class Streams: Sendable {
    private let streams = Mutex<[ContentStream]>([])
    private let ended = Mutex(0)
    private let limit: Int
    private let heartbeat: [UInt8]

    init(limit: Int = 65_536, heartbeat: [UInt8] = []) { (self.limit, self.heartbeat) = (limit, heartbeat) }

    var service: TestService {
        TestService { request, _ in
            guard request.path == "/stream" else { return .now(TestService.echo(request)) }
            let stream = ContentStream(limit: self.limit, heartbeat: self.heartbeat) { self.ended.withLock { $0 += 1 } }
            self.streams.withLock { $0.append(stream) }
            return .now(Response(.ok, fields: ["Content-Type": "text/event-stream"], stream: stream))
        }
    }

    var endCount: Int { ended.withLock { $0 } }

    /// The stream of the request of that number, once it has come.
    func stream(_ index: Int = 0) async throws -> ContentStream {
        #expect(try await eventually { streams.withLock { $0.count } > index })
        return streams.withLock { $0[index] }
    }
}

@Suite("Responses that stay open")
struct StreamingTests {
    @Test("Each part arrives when it is written, and the connection goes on after the end")
    func parts() async throws {
        let streams = Streams()
        try await withServer(streams.service) { server in
            let client = try Client(port: server.port)
            try await client.get("/stream")
            try await client.get("/next")
            let stream = try await streams.stream()
            #expect(try await client.received(upTo: "\r\n\r\n").contains("Transfer-Encoding: chunked"))
            for index in 0..<50 {
                stream.write(Array("data: \(index)\n\n".utf8))
                #expect(try await client.received(upTo: "\n\n\r\n").hasSuffix("data: \(index)\n\n\r\n"))
            }
            stream.finish()
            #expect(try await client.received(upTo: "0\r\n\r\n") == "0\r\n\r\n")
            #expect(try await client.response().text == "GET /next ")
        }
    }

    @Test("A reader that stalls is dropped, and what waited for it is freed; others get all")
    func stalledReader() async throws {
        let streams = Streams(limit: 100_000)
        try await withServer(streams.service) { server in
            let stalled = try Client(port: server.port, receiveBuffer: 4_096), reader = try Client(port: server.port)
            try await stalled.get("/stream")
            let slow = try await streams.stream(0)
            try await reader.get("/stream")
            let quick = try await streams.stream(1)
            _ = try await reader.received(upTo: "\r\n\r\n")
            let part = [UInt8](repeating: UInt8(ascii: "x"), count: 10_000)
            var written = 0
            while slow.write(part), written < 10_000 {
                written += 1
                #expect(quick.write(part))
                #expect(try await reader.received(upTo: "x\r\n").utf8.count == "2710\r\n".utf8.count + 10_000 + "\r\n".utf8.count)
            }
            #expect(written < 10_000, "The system buffers a few megabytes at most")
            #expect(quick.isOpen)
            #expect(try await eventually { server.connectionCount == 1 })
            #expect(streams.endCount == 1)
        }
    }

    @Test("A reader that takes nothing is dropped by the write deadline, however little waits for it")
    func writeDeadline() async throws {
        let streams = Streams(limit: 100_000_000)
        try await withServer(streams.service, configure: { $0.timeouts.write = 0.2 }) { server in
            let client = try Client(port: server.port, receiveBuffer: 4_096)
            try await client.get("/stream")
            try await streams.stream().write([UInt8](repeating: 1, count: 50_000_000))
            #expect(try await eventually { streams.endCount == 1 && server.connectionCount == 0 })
        }
    }

    @Test("A reader that leaves is noticed at once, and the writer told", arguments: [false, true])
    func leaving(halfway: Bool) async throws {
        let streams = Streams()
        try await withServer(streams.service) { server in
            var client: Client? = try Client(port: server.port)
            try await client?.get("/stream")
            let stream = try await streams.stream()
            _ = try await client?.received(upTo: "\r\n\r\n")
            if halfway { await client?.endWriting() } else { client = nil }
            #expect(try await eventually { streams.endCount == 1 && server.connectionCount == 0 })
            #expect(!stream.write([1]))
        }
    }

    @Test("While nothing is written, a heartbeat is")
    func heartbeat() async throws {
        let streams = Streams(heartbeat: Array(":\n\n".utf8))
        try await withServer(streams.service, configure: { ($0.timeouts.heartbeat, $0.timeouts.idle, $0.timeouts.write) = (0.1, 0.2, 0.2) }) { server in
            let client = try Client(port: server.port)
            try await client.get("/stream")
            _ = try await client.received(upTo: "\r\n\r\n")
            for _ in 0..<5 { #expect(try await client.received(upTo: "\r\n:\n\n\r\n") == "3\r\n:\n\n\r\n") }
            #expect(streams.endCount == 0)
        }
    }

    @Test("A stream without a heartbeat may be silent for longer than any deadline")
    func silence() async throws {
        let streams = Streams()
        try await withServer(streams.service, configure: { ($0.timeouts.heartbeat, $0.timeouts.idle, $0.timeouts.write) = (0.05, 0.05, 0.05) }) { server in
            let client = try Client(port: server.port)
            try await client.get("/stream")
            let stream = try await streams.stream()
            try await Task.sleep(for: .milliseconds(400))
            stream.write(Array("late".utf8))
            stream.finish()
            #expect(try await client.received(upTo: "0\r\n\r\n").hasSuffix("\r\n\r\n4\r\nlate\r\n0\r\n\r\n"))
        }
    }

    @Test("A stream that begins while the server stops ends at once, whole: nobody waits for it")
    func stopMeanwhile() async throws {
        let gate = Gate()
        let service = TestService { _, _ in
            .later {
                await gate.pass()
                let stream = ContentStream()
                stream.write(Array("all".utf8))
                return Response(.ok, fields: Fields(), stream: stream)
            }
        }
        try await withServer(service) { $0.timeouts.stop = 60 } _: { server in
            let client = try Client(port: server.port)
            try await client.get("/")
            try await gate.holds(1)
            server.stop()
            gate.open()
            #expect(try await client.received(upTo: "0\r\n\r\n").hasSuffix("3\r\nall\r\n0\r\n\r\n"))
            try await client.expectEnd()
        }
    }

    @Test("A server that stops ends the streams, whole")
    func stop() async throws {
        let streams = Streams()
        try await withServer(streams.service) { server in
            let client = try Client(port: server.port)
            try await client.get("/stream")
            try await streams.stream().write(Array("last".utf8))
            server.stop()
            #expect(try await client.received(upTo: "0\r\n\r\n").hasSuffix("\r\n\r\n4\r\nlast\r\n0\r\n\r\n"))
            try await client.expectEnd()
            #expect(streams.endCount == 1)
        }
    }

    @Test("Two hundred readers of what many threads write get every part, in each writer's order")
    func many() async throws {
        let streams = Streams()
        try await withServer(streams.service) { server in
            let clients = try (0..<200).map { _ in try Client(port: server.port) }
            for client in clients { try await client.get("/stream") }
            _ = try await streams.stream(199)
            await withTaskGroup { group in
                for index in 0..<200 {
                    group.addTask {
                        guard let stream = try? await streams.stream(index) else { return }
                        for part in 0..<20 { stream.write(Array("\(part),".utf8)) }
                        stream.finish()
                    }
                }
            }
            for client in clients {
                let received = try await client.received(upTo: "0\r\n\r\n")
                let parts = received.matches(of: /([0-9]+),/).map { Int($0.1) }
                #expect(parts == Array(0..<20))
            }
            #expect(streams.endCount == 200)
        }
    }
}
