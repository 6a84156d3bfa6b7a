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
                try client.get("/\(index)")
                #expect(try client.response().text == "GET /\(index) ")
            }
        }
    }

    @Test("Requests sent together are answered in order, those at once and those later")
    func pipelining() async throws {
        let service = TestService { request, _ in
            request.path.hasSuffix("5") ? .later { TestService.echo(request) } : .now(TestService.echo(request))
        }
        try await withServer(service) { server in
            let client = try Client(port: server.port)
            try client.send((0..<2_000).map { "GET /\($0) HTTP/1.1\r\nHost: h\r\n\r\n" }.joined())
            for index in 0..<2_000 { #expect(try client.response().text == "GET /\(index) ") }
        }
    }

    @Test("A request may come octet by octet, its content too")
    func trickle() async throws {
        try await withServer { server in
            let client = try Client(port: server.port)
            for octet in "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n".utf8 { try client.send([octet]) }
            #expect(try client.response().text == "POST / abc")
        }
    }

    @Test("Content larger than any buffer arrives whole, and so does a response")
    func largeContent() async throws {
        let service = TestService(contentLimit: 10_000_000) { request, _ in .now(Response(.ok, body: request.body)) }
        try await withServer(service) { server in
            let content = (0..<5_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
            let client = try Client(port: server.port)
            try client.send("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: \(content.count)\r\n\r\n")
            try client.send(content)
            #expect(try client.response().body == content)
        }
    }

    @Test("A response that is read slowly is sent whole, and the next request waits for it")
    func slowReader() async throws {
        let service = TestService { request, _ in .now(Response(.ok, body: [UInt8](repeating: 7, count: 300_000))) }
        try await withServer(service) { server in
            let client = try Client(port: server.port, receiveBuffer: 4_096)
            for _ in 0..<20 { try client.get("/") }
            try await Task.sleep(for: .milliseconds(100))
            for _ in 0..<20 { #expect(try client.response().body.count == 300_000) }
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
            return .now(Response(.ok, fields: [:], body: .source(source)))
        }
        try await withServer(service) { server in
            let client = try Client(port: server.port)
            try client.get("/whole")
            try client.get("/whole")
            try client.send("HEAD /whole HTTP/1.1\r\nHost: h\r\n\r\n")
            let expected = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 >> 4) }
            #expect(try client.response().body == expected)
            #expect(try client.response().body == expected)
            #expect(try client.response(toHead: true).has("Content-Length: 3000000"))
            try client.get("/broken")
            #expect(throws: Client.Failure.self) { try client.response() }
        }
    }

    @Test("Connections are served side by side")
    func manyConnections() async throws {
        try await withServer { server in
            let clients = try (0..<200).map { _ in try Client(port: server.port) }
            for (index, client) in clients.enumerated() { try client.get("/\(index)") }
            for (index, client) in clients.enumerated().reversed() { #expect(try client.response().text == "GET /\(index) ") }
            #expect(server.connectionCount == 200)
        }
    }

    @Test("A client that has said all it has to say still gets its answers")
    func halfClose() async throws {
        let service = TestService { request, _ in
            .later {
                try? await Task.sleep(for: .milliseconds(20))
                return TestService.echo(request)
            }
        }
        try await withServer(service) { server in
            let client = try Client(port: server.port)
            try client.get("/1")
            try client.get("/2")
            client.endWriting()
            #expect(try client.response().text == "GET /1 ")
            #expect(try client.response().text == "GET /2 ")
            try client.expectEnd()
        }
    }

    @Test("Connection: close is said and done, and so it is with HTTP/1.0")
    func close() async throws {
        try await withServer { server in
            let modern = try Client(port: server.port)
            try modern.get("/", fields: "Connection: close\r\n")
            #expect(try modern.response().has("Connection: close"))
            try modern.expectEnd()

            let old = try Client(port: server.port)
            try old.send("GET / HTTP/1.0\r\n\r\n")
            #expect(try old.response().has("Connection: close"))
            try old.expectEnd()
        }
    }

    @Test("A client that waits for 100 Continue gets it")
    func expectContinue() async throws {
        try await withServer { server in
            let client = try Client(port: server.port)
            try client.send("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")
            #expect(try client.response().status == 100)
            try client.send("ab")
            #expect(try client.response().text == "POST / ab")
        }
    }

    @Test("The service knows who asks, whichever family of addresses it listens on", arguments: ["127.0.0.1", "::1", "*", "localhost", "[::1]"])
    func families(host: String) async throws {
        let service = TestService { _, peer in .now(Response(.ok, body: Array("\(peer.address) \(peer.isLoopback)".utf8))) }
        try await withServer(service) { $0.host = host } _: { server in
            for address in host == "*" ? ["127.0.0.1", "::1"] : server.addresses {
                let client = try Client(port: server.port, host: address)
                try client.get("/")
                #expect(try client.response().text == "\(address) true")
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
            for client in clients { try client.get("/") }
            for client in clients { #expect(try client.response().text == "GET / ") }
        }
        threads.withLock { threads in
            for (loop, seen) in threads { #expect(seen == [loop]) }
        }
    }

    @Test("Others are served while one waits")
    func concurrency() async throws {
        let service = TestService { request, _ in
            guard request.path == "/slow" else { return .now(TestService.echo(request)) }
            return .later {
                try? await Task.sleep(for: .milliseconds(300))
                return TestService.echo(request)
            }
        }
        try await withServer(service) { $0.threads = 1 } _: { server in
            let (slow, quick) = (try Client(port: server.port), try Client(port: server.port))
            try slow.get("/slow")
            let start = Date()
            try quick.get("/quick")
            #expect(try quick.response().text == "GET /quick ")
            #expect(Date().timeIntervalSince(start) < 0.2)
            #expect(try slow.response().text == "GET /slow ")
        }
    }

    @Test("An answer for a client that has left harms nobody, even one who has its descriptor now")
    func lateAnswer() async throws {
        let service = TestService { request, _ in
            guard request.path == "/slow" else { return .now(TestService.echo(request)) }
            return .later {
                try? await Task.sleep(for: .milliseconds(50))
                return Response(.ok, body: Array("too late".utf8))
            }
        }
        try await withServer(service) { $0.threads = 1 } _: { server in
            for _ in 0..<20 {
                var hasty: Client? = try Client(port: server.port)
                try hasty?.get("/slow")
                hasty = nil
                let next = try Client(port: server.port)
                try next.get("/next")
                #expect(try next.response().text == "GET /next ")
            }
            try await Task.sleep(for: .milliseconds(100))
        }
    }
}

/// Calls `body` where the compiler would not let an asynchronous function call it.
private func withoutSuspending<Result>(_ body: () -> Result) -> Result { body() }
