import Foundation
import HTTP
import Synchronization
import Testing

@testable import Server

@Suite("Refusals on a connection")
struct RefusalTests {
    @Test(
        "A request that breaks a rule is told so, in the service's dress, and the connection closes",
        arguments: [
            ("NONSENSE\r\n\r\n", 400), ("GET / HTTP/1.1\r\n\r\n", 400), ("GET / HTTP/1.1\nHost: h\n\n", 400), ("GET / HTTP/2.0\r\nHost: h\r\n\r\n", 505),
            ("GET /\(String(repeating: "a", count: 9_000)) HTTP/1.1\r\nHost: h\r\n\r\n", 414),
            ("GET / HTTP/1.1\r\nHost: h\r\nX: \(String(repeating: "a", count: 40_000))\r\n\r\n", 431),
            ("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1001\r\n\r\n", 413),
            ("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", 501), ("\u{16}\u{3}\u{1}", 400),
        ])
    func refusals(request: String, status: Int) async throws {
        try await withServer { server in
            let client = try Client(port: server.port)
            try await client.send(request)
            let response = try await client.response()
            #expect(response.status == status)
            #expect(response.has("X-Dressed: yes"))
            #expect(response.has("Connection: close"))
            await client.endWriting()
            try await client.expectEnd()
        }
    }

    @Test("What came before the fault is answered first")
    func order() async throws {
        try await withServer { server in
            let client = try Client(port: server.port)
            try await client.send("GET /1 HTTP/1.1\r\nHost: h\r\n\r\nGET /2 HTTP/1.1\r\n\r\nGET /3 HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(try await client.response().text == "GET /1 ")
            #expect(try await client.response().text == "host-missing")
            await client.endWriting()
            try await client.expectEnd()
        }
    }

    @Test("A client that still sends its content can read the refusal: nothing is reset")
    func drain() async throws {
        try await withServer { server in
            let client = try Client(port: server.port)
            try await client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 900000\r\n\r\n")
            for _ in 0..<9 { try await client.send([UInt8](repeating: 65, count: 100_000)) }
            #expect(try await client.response().status == 413)
            await client.endWriting()
            try await client.expectEnd()
        }
    }

    @Test("After any request a refusal is whole: as many octets come as are announced", arguments: ["GET", "HEAD"])
    func whole(method: String) async throws {
        try await withServer { server in
            let client = try Client(port: server.port)
            try await client.send("\(method) / HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(try await client.response(toHead: method == "HEAD").status == 200)
            try await client.send("NONSENSE\r\n\r\n")
            #expect(try await client.response().text == "request-line")
            await client.endWriting()
            try await client.expectEnd()
        }
    }

    @Test("Content of a refusal that is not in memory is sent as well")
    func source() async throws {
        struct Zeros: ContentSource {
            let count = 200_000
            func read(_ range: Range<Int>, into output: inout [UInt8]) -> Bool {
                output.append(contentsOf: repeatElement(0, count: range.count))
                return true
            }
        }
        try await withServer(TestService(content: .source(Zeros())) { request, _ in .now(TestService.echo(request)) }) { server in
            let client = try Client(port: server.port)
            try await client.send("NONSENSE\r\n\r\n")
            #expect(try await client.response().body == [UInt8](repeating: 0, count: 200_000))
        }
    }

    @Test("A target that names another scheme is told so (421), with TLS and without (RFC 9110 §7.4)", arguments: [false, true])
    func scheme(isSecure: Bool) async throws {
        let tls = isSecure ? try Server.TLS.shared.get() : nil
        try await withServer {
            $0.tls = tls
        } _: { server in
            for scheme in ["http", "https"] {
                let client = try Client(port: server.port, tls: isSecure ? ClientTLS.Options() : nil)
                try await client.get("\(scheme)://h/path")
                let response = try await client.response()
                #expect(response.status == ((scheme == "https") == isSecure ? 200 : 421))
                #expect(response.status == 421 ? response.text == "misdirected" : response.text == "GET /path ")
            }
        }
    }

    @Test("Whoever writes all before reading gets the refusal, however much that is", arguments: [1, 5, 50])
    func writeFirst(megabytes: Int) async throws {
        try await withServer { server in
            let client = try Client(port: server.port), part = [UInt8](repeating: 65, count: 1_000_000)
            try await client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: \(megabytes * part.count)\r\n\r\n")
            for _ in 0..<megabytes { try await client.send(part) }
            #expect(try await client.response().status == 413)
            await client.endWriting()
            try await client.expectEnd()
        }
    }

    @Test("Nobody holds a connection by sending on after a refusal")
    func drainInAll() async throws {
        try await withServer { ($0.timeouts.drain, $0.timeouts.drainInAll) = (300, 0.5) } _: { server in
            let client = try Client(port: server.port)
            try await client.send("NONSENSE\r\n\r\n")
            #expect(try await client.response().status == 400)
            let start = Date()
            while (try? await client.send("a")) != nil, Date().timeIntervalSince(start) < 20 { try await Task.sleep(for: .milliseconds(20)) }
            #expect(server.connectionCount == 0)
        }
    }

    @Test("Draining has an end, in time and in octets")
    func drainLimits() async throws {
        try await withServer { $0.timeouts.drain = 0.2 } _: { server in
            let silent = try Client(port: server.port)
            try await silent.send("NONSENSE\r\n\r\n")
            #expect(try await silent.response().status == 400)
            try await silent.expectEnd()
        }
        try await withServer { $0.limits.drain = 1_000_000 } _: { server in
            let talkative = try Client(port: server.port)
            await #expect(throws: Client.Failure.self) {
                try await talkative.send("NONSENSE\r\n\r\n")
                for _ in 0..<1_000 { try await talkative.send([UInt8](repeating: 65, count: 100_000)) }
            }
        }
    }
}

@Suite("Timeouts")
struct TimeoutTests {
    @Test("A head that does not come to its end is cut at its deadline, however often an octet comes (408)")
    func slowHead() async throws {
        try await withServer { $0.timeouts.head = 0.4 } _: { server in
            let client = try Client(port: server.port)
            let start = Date()
            try await client.send("GET / HTTP/1.1\r\nHost: h\r\nX: ")
            while Date().timeIntervalSince(start) < 0.3 {
                try await client.send("a")
                try await Task.sleep(for: .milliseconds(10))
            }
            #expect(try await client.response().text == "head-timeout")
        }
    }

    @Test("Content slower than its rate is cut (408); at its rate it is not, until the request's own deadline")
    func slowContent() async throws {
        let head = "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\n"
        try await withServer {
            ($0.timeouts.contentGrace, $0.timeouts.rate, $0.timeouts.request) = (4, 10, 5)
        } _: { server in
            let (silent, steady) = (try Client(port: server.port), try Client(port: server.port))
            let start = Date()
            try await silent.send(head)
            try await steady.send(head)
            while await !steady.hasNews {
                try? await steady.send("a")
                try await Task.sleep(for: .milliseconds(20))
            }
            #expect(Date().timeIntervalSince(start) > 4.9)
            #expect(try await silent.response().text == "content-timeout")
            #expect(try await steady.response().text == "content-timeout")
        }
    }

    @Test("A connection that is idle is closed without a word, before its first request or after it")
    func idle() async throws {
        try await withServer { ($0.timeouts.idle, $0.timeouts.head) = (0.2, 0.4) } _: { server in
            let silent = try Client(port: server.port)
            let used = try Client(port: server.port)
            let start = Date()
            try await used.get("/")
            _ = try await used.response()
            try await used.expectEnd()
            #expect(Date().timeIntervalSince(start) > 0.15)
            try await silent.expectEnd()
            #expect(Date().timeIntervalSince(start) > 0.35)
        }
    }

    @Test("A reader that takes nothing is dropped")
    func stalledReader() async throws {
        let answered = Atomic(false)
        let service = TestService { _, _ in
            answered.store(true, ordering: .relaxed)
            return .now(Response(.ok, body: [UInt8](repeating: 7, count: 30_000_000)))
        }
        try await withServer(service) { $0.timeouts.write = 0.3 } _: { server in
            let client = try Client(port: server.port, receiveBuffer: 4_096)
            try await client.get("/")
            #expect(try await eventually { answered.load(ordering: .relaxed) && server.connectionCount == 0 })
            // Nothing is kept for it on the way either.
            await #expect(throws: Client.Failure.self) { try await client.expectEnd() }
        }
    }

    @Test("A reader that takes a little now and then is dropped as well")
    func slowReader() async throws {
        let service = TestService { _, _ in .now(Response(.ok, body: [UInt8](repeating: 7, count: 30_000_000))) }
        try await withServer(service) { ($0.timeouts.write, $0.timeouts.rate) = (1, 100_000_000) } _: { server in
            let client = try Client(port: server.port, receiveBuffer: 4_096)
            try await client.get("/")
            #expect(await client.takes(2_000))
            // At this pace the whole would take a minute.
            let start = Date()
            while server.connectionCount > 0, Date().timeIntervalSince(start) < 30 {
                #expect(await client.takes(2_000))
                try await Task.sleep(for: .milliseconds(5))
            }
            #expect(server.connectionCount == 0)
        }
    }

    @Test("An answer may take longer than any of these")
    func slowAnswer() async throws {
        let service = TestService { request, _ in
            .later {
                try? await Task.sleep(for: .milliseconds(600))
                return TestService.echo(request)
            }
        }
        try await withServer(service) {
            ($0.timeouts.head, $0.timeouts.idle, $0.timeouts.request, $0.timeouts.write) = (0.1, 0.1, 0.1, 0.1)
        } _: { server in
            let client = try Client(port: server.port)
            try await client.get("/")
            #expect(try await client.response().text == "GET / ")
        }
    }
}

@Suite("Limits of connections")
struct OccupancyTests {
    @Test("An address with too many connections is told so (503), and has its place back when one ends")
    func perAddress() async throws {
        try await withServer { $0.maxConnectionsPerAddress = 2 } _: { server in
            var clients = try (0..<2).map { _ in try Client(port: server.port) }
            for client in clients {
                try await client.get("/")
                #expect(try await client.response().status == 200)
            }
            let third = try Client(port: server.port)
            #expect(try await third.response().text == "too-many-connections")
            await third.endWriting()
            try await third.expectEnd()
            clients.removeLast()
            #expect(try await eventually { server.connectionCount == 1 })
            let next = try Client(port: server.port)
            try await next.get("/")
            #expect(try await next.response().status == 200)
        }
    }

    @Test("Loopback can be left out of that limit")
    func loopback() async throws {
        try await withServer { ($0.maxConnectionsPerAddress, $0.limitsLoopback) = (1, false) } _: { server in
            let clients = try (0..<3).map { _ in try Client(port: server.port) }
            for client in clients {
                try await client.get("/")
                #expect(try await client.response().status == 200)
            }
        }
    }

    @Test("Where there is no room at all new connections wait, and are served when there is")
    func inAll() async throws {
        try await withServer {
            ($0.threads, $0.limits.connections, $0.timeouts.acceptPause) = (1, 2, 0.05)
        } _: { server in
            var clients = try (0..<2).map { _ in try Client(port: server.port) }
            for client in clients {
                try await client.get("/")
                #expect(try await client.response().status == 200)
            }
            let third = try Client(port: server.port)
            try await third.get("/third")
            try await Task.sleep(for: .milliseconds(200))
            #expect(await !third.hasNews)
            clients.removeAll()
            #expect(try await third.response().text == "GET /third ")
        }
    }
}
