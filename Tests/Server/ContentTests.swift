import Foundation
import HTTP
import Synchronization
import Testing
import Threads

@testable import Server

/// Zeros, each reading of which waits until it is let go.
private final class HeldSource: ContentSource {
    let count: Int
    private let hold = DispatchSemaphore(value: 0)
    private let begun = Atomic(0)

    init(count: Int) { self.count = count }

    /// Readings that have begun.
    var readings: Int { begun.load(ordering: .relaxed) }

    func letGo(_ readings: Int = 1) { for _ in 0..<readings { hold.signal() } }

    func read(_ range: Range<Int>, into output: inout [UInt8]) -> Bool {
        #expect(Waiting.isAllowed && range.count <= 65_536)
        begun.add(1, ordering: .relaxed)
        hold.wait()
        output.append(contentsOf: repeatElement(0, count: range.count))
        return true
    }

    var service: TestService {
        TestService { request, _ in .now(request.path == "/held" ? Response(.ok, fields: [:], content: .source(self)) : TestService.echo(request)) }
    }
}

@Suite("Content that is read while it is sent")
struct ContentTests {
    @Test("A loop may not wait, its connections go on while a piece is waited for, and no disk counts against a reader")
    func held() async throws {
        let source = HeldSource(count: 100_000), allowed = Mutex<[Bool]>([])
        let service = TestService { request, peer in
            allowed.withLock { $0.append(Waiting.isAllowed) }
            return source.service.answer(request, from: peer)
        }
        try await withServer(service) { ($0.threads, $0.timeouts.write) = (1, 0.2) } _: { server in
            let (reader, other) = (try Client(port: server.port), try Client(port: server.port))
            try await reader.get("/held")
            #expect(try await eventually { source.readings == 1 })
            try await other.get("/")
            #expect(try await other.response().text == "GET / ")
            try await Task.sleep(for: .milliseconds(500))
            #expect(source.readings == 1)
            source.letGo(2)
            #expect(try await reader.response().body == [UInt8](repeating: 0, count: 100_000))
            try await reader.get("/")
            #expect(try await reader.response().text == "GET / ")
        }
        #expect(allowed.withLock { $0 } == [false, false, false])
    }

    @Test("A reader that leaves while a piece is on its way is let go, and nobody else gets it")
    func gone() async throws {
        let source = HeldSource(count: 200_000)
        try await withServer(source.service) { $0.threads = 1 } _: { server in
            do {
                let first = try Client(port: server.port)
                try await first.get("/held")
                #expect(try await eventually { source.readings == 1 })
                source.letGo()
                // Its piece goes to the system, and the next is on its way when it leaves.
                #expect(try await eventually { source.readings == 2 })
            }
            let second = try Client(port: server.port)
            try await second.get("/")
            source.letGo(4)
            #expect(try await second.response().text == "GET / ")
            #expect(try await eventually { server.connectionCount == 1 })
            try await second.get("/")
            #expect(try await second.response().text == "GET / ")
        }
    }

    @Test("What is on its way when the server ends reaches nobody, and holds nobody")
    func end() async throws {
        let source = HeldSource(count: 200_000)
        try await withServer(source.service) { server in
            let client = try Client(port: server.port)
            try await client.get("/held")
            #expect(try await eventually { source.readings == 1 })
            server.stop()
            server.stop()
            #expect(await client.countToEnd() < 200_000)
            source.letGo(4)
        }
    }

    @Test("A response that ends while the server stops ends its connection")
    func stopping() async throws {
        let source = HeldSource(count: 100_000)
        try await withServer(source.service) { $0.timeouts.stop = 300 } _: { server in
            let client = try Client(port: server.port)
            try await client.get("/held")
            #expect(try await eventually { source.readings == 1 })
            server.stop()
            source.letGo(2)
            #expect(try await client.response().body.count == 100_000)
            try await client.expectEnd()
        }
    }
}
