import Foundation
import HTTP
import Synchronization
import Testing

@testable import Server

@Suite("Serving")
struct ServingTests {
    @Test("A connection serves request after request")
    func persistence() async throws {
        try await withServer { server in
            let client = try Client(port: server.port)
            for index in 0..<100 {
                try await client.get("/\(index)")
                #expect(try await client.response().text == "GET /\(index) ")
            }
        }
    }

    @Test("What is answered later waits for what its reader has not taken of the answers before it")
    func laterToSlowReader() async throws {
        let gate = Gate()
        let service = TestService { request, _ in
            let response = Response(.ok, body: [UInt8](repeating: UInt8(request.path.utf8.count), count: 100_000))
            guard request.path == "/later" else { return .now(response) }
            return .later {
                await gate.pass()
                return response
            }
        }
        try await withServer(service) { server in
            let client = try Client(port: server.port, receiveBuffer: 4_096)
            try await client.send(["/1", "/22", "/later", "/4444"].map { "GET \($0) HTTP/1.1\r\nHost: h\r\n\r\n" }.joined())
            try await gate.holds(1)
            try await Task.sleep(for: .milliseconds(100))
            gate.open()
            try await Task.sleep(for: .milliseconds(100))
            for length in [2, 3, 6, 5] { #expect(try await client.response().body == [UInt8](repeating: UInt8(length), count: 100_000)) }
        }
    }

    @Test("Requests sent together are answered in order, those at once and those later")
    func pipelining() async throws {
        let service = TestService { request, _ in
            request.path.hasSuffix("5") ? .later { TestService.echo(request) } : .now(TestService.echo(request))
        }
        try await withServer(service) { server in
            let client = try Client(port: server.port)
            try await client.send((0..<2_000).map { "GET /\($0) HTTP/1.1\r\nHost: h\r\n\r\n" }.joined())
            for index in 0..<2_000 { #expect(try await client.response().text == "GET /\(index) ") }
        }
    }

    @Test("A request may come octet by octet, its content too")
    func trickle() async throws {
        try await withServer { server in
            let client = try Client(port: server.port)
            for octet in "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n".utf8 { try await client.send([octet]) }
            #expect(try await client.response().text == "POST / abc")
        }
    }

    @Test("Content larger than any buffer arrives whole, and so does a response")
    func largeContent() async throws {
        let service = TestService(contentLimit: 10_000_000) { request, _ in .now(Response(.ok, body: request.body)) }
        try await withServer(service) { server in
            let content = (0..<5_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
            let client = try Client(port: server.port)
            try await client.send("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: \(content.count)\r\n\r\n")
            try await client.send(content)
            #expect(try await client.response().body == content)
        }
    }

    @Test("A response that is read slowly is sent whole, and the next request waits for it")
    func slowReader() async throws {
        let service = TestService { request, _ in .now(Response(.ok, body: [UInt8](repeating: 7, count: 300_000))) }
        try await withServer(service) { server in
            let client = try Client(port: server.port, receiveBuffer: 4_096)
            for _ in 0..<20 { try await client.get("/") }
            try await Task.sleep(for: .milliseconds(100))
            for _ in 0..<20 { #expect(try await client.response().body.count == 300_000) }
        }
    }

    @Test("Content that is not in memory is read as it is sent; where it can no longer be read the connection breaks off")
    func sources() async throws {
        struct Counting: ContentSource {
            let count = 3_000_000
            let readable: Int
            func read(_ range: Range<Int>, into output: inout [UInt8]) -> Bool {
                guard range.upperBound <= readable else { return false }
                output.append(contentsOf: range.map { UInt8(truncatingIfNeeded: $0 >> 4) })
                return true
            }
        }
        let service = TestService { request, _ in
            let source = Counting(readable: request.path == "/whole" ? 3_000_000 : 1_000_000)
            return .now(Response(.ok, fields: [:], content: .source(source)))
        }
        try await withServer(service) { server in
            let client = try Client(port: server.port)
            try await client.get("/whole")
            try await client.get("/whole")
            try await client.send("HEAD /whole HTTP/1.1\r\nHost: h\r\n\r\n")
            let expected = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 >> 4) }
            #expect(try await client.response().body == expected)
            #expect(try await client.response().body == expected)
            #expect(try await client.response(toHead: true).has("Content-Length: 3000000"))
            try await client.get("/broken")
            await #expect(throws: Client.Failure.self) { try await client.response() }
        }
    }

    @Test("Connections are served side by side")
    func manyConnections() async throws {
        try await withServer { server in
            let clients = try (0..<200).map { _ in try Client(port: server.port) }
            for (index, client) in clients.enumerated() { try await client.get("/\(index)") }
            for (index, client) in clients.enumerated().reversed() { #expect(try await client.response().text == "GET /\(index) ") }
            #expect(server.connectionCount == 200)
        }
    }

    @Test("A client that has said all it has to say still gets its answers")
    func halfClose() async throws {
        let gate = Gate()
        let service = TestService { request, _ in
            .later {
                await gate.pass()
                return TestService.echo(request)
            }
        }
        try await withServer(service) { server in
            let client = try Client(port: server.port)
            try await client.get("/1")
            try await client.get("/2")
            await client.endWriting()
            try await gate.holds(1)
            gate.open()
            #expect(try await client.response().text == "GET /1 ")
            #expect(try await client.response().text == "GET /2 ")
            try await client.expectEnd()
        }
    }

    @Test("Connection: close is said and done, and so it is with HTTP/1.0")
    func close() async throws {
        try await withServer { server in
            let modern = try Client(port: server.port)
            try await modern.get("/", fields: "Connection: close\r\n")
            #expect(try await modern.response().has("Connection: close"))
            try await modern.expectEnd()

            let old = try Client(port: server.port)
            try await old.send("GET / HTTP/1.0\r\n\r\n")
            #expect(try await old.response().has("Connection: close"))
            try await old.expectEnd()
        }
    }

    @Test("A client that waits for 100 Continue gets it")
    func expectContinue() async throws {
        try await withServer { server in
            let client = try Client(port: server.port)
            try await client.send("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")
            #expect(try await client.response().status == 100)
            try await client.send("ab")
            #expect(try await client.response().text == "POST / ab")
        }
    }

    @Test("The service knows who asks, whichever family of addresses it listens on", arguments: ["127.0.0.1", "::1", "*", "localhost", "[::1]"])
    func families(host: String) async throws {
        let service = TestService { _, peer in .now(Response(.ok, body: Array("\(peer.address) \(peer.isLoopback)".utf8))) }
        try await withServer(service) { $0.host = host } _: { server in
            for address in host == "*" ? ["127.0.0.1", "::1"] : server.addresses {
                let client = try Client(port: server.port, host: address)
                try await client.get("/")
                #expect(try await client.response().text == "\(address) true")
            }
        }
    }
}

@Suite("Answers that come later")
struct LaterTests {
    @Test("A task that answers runs on the loop of its connection, also after it has waited elsewhere")
    func executor() async throws {
        actor Elsewhere { func work() async { try? await Task.sleep(for: .milliseconds(1)) } }
        let elsewhere = Elsewhere()
        let threads = Mutex<[UInt: Set<UInt>]>([:])
        let service = TestService { request, _ in
            let loop = pthread_self()
            return .later {
                await elsewhere.work()
                let here = withoutSuspending { pthread_self() }
                threads.withLock { _ = $0[loop, default: []].insert(here) }
                return TestService.echo(request)
            }
        }
        try await withServer(service) { server in
            let clients = try (0..<20).map { _ in try Client(port: server.port) }
            for client in clients { try await client.get("/") }
            for client in clients { #expect(try await client.response().text == "GET / ") }
        }
        threads.withLock { threads in
            for (loop, seen) in threads { #expect(seen == [loop]) }
        }
    }

    @Test("Others are served while one waits")
    func concurrency() async throws {
        let gate = Gate()
        let service = TestService { request, _ in
            guard request.path == "/slow" else { return .now(TestService.echo(request)) }
            return .later {
                await gate.pass()
                return TestService.echo(request)
            }
        }
        try await withServer(service) { $0.threads = 1 } _: { server in
            let (slow, quick) = (try Client(port: server.port), try Client(port: server.port))
            try await slow.get("/slow")
            try await gate.holds(1)
            try await quick.get("/quick")
            #expect(try await quick.response().text == "GET /quick ")
            gate.open()
            #expect(try await slow.response().text == "GET /slow ")
        }
    }

    @Test("An answer for a client that has left harms nobody, even one who has its descriptor now")
    func lateAnswer() async throws {
        let gate = Gate()
        let service = TestService { request, _ in
            guard request.path == "/slow" else { return .now(TestService.echo(request)) }
            return .later {
                await gate.pass()
                return Response(.ok, body: Array("too late".utf8))
            }
        }
        try await withServer(service) { $0.threads = 1 } _: { server in
            var nexts: [Client] = []
            for _ in 0..<20 {
                var hasty: Client? = try Client(port: server.port)
                try await hasty?.get("/slow")
                hasty = nil
                let next = try Client(port: server.port)
                try await next.get("/next")
                #expect(try await next.response().text == "GET /next ")
                nexts.append(next)
            }
            try await gate.holds(20)
            gate.open()
            for next in nexts {
                try await next.get("/again")
                #expect(try await next.response().text == "GET /again ")
            }
        }
    }
}

/// Calls `body` where the compiler would not let an asynchronous function call it.
private func withoutSuspending<Result>(_ body: () -> Result) -> Result { body() }
