import Foundation
import HTTP
import Logging
import Testing

@testable import Server

@Suite("Starting")
struct StartTests {
    private func start(_ configure: (inout Server.Configuration) -> Void) throws(ServerError) -> Server {
        var configuration = Server.Configuration()
        configuration.port = 0
        configure(&configuration)
        return try Server(service: TestService.echo, configuration: configuration, logger: Logger(label: "test"))
    }

    @Test("A port that is taken is refused in one clear line, on whichever address", arguments: ["127.0.0.1", "localhost", "*", "0.0.0.0"])
    func portTaken(host: String) throws {
        let first = try start { $0.host = "127.0.0.1" }
        let error = #expect(throws: ServerError.self) {
            try start {
                $0.host = host
                $0.port = UInt16(first.port)
            }
        }
        #expect(error?.description == "Port \(first.port) of \(host) is already taken by another program")
    }

    @Test("A free port is found, the same for all loops and addresses")
    func freePort() throws {
        let server = try start {
            $0.host = "localhost"
            $0.threads = 4
        }
        #expect(server.port > 0)
        #expect(server.addresses.contains("127.0.0.1"))
    }

    @Test("A host that does not exist or is not of this machine is refused in one clear line", arguments: ["nowhere.invalid", "192.0.2.1", "", "1.2.3.4.5"])
    func unusableHost(host: String) {
        let error = #expect(throws: ServerError.self) { try start { $0.host = host } }
        #expect(error?.description.contains("\n") == false)
    }
}

@Suite("Stopping")
struct StopTests {
    @Test("What is in flight is answered, with Connection: close; what is idle is closed; then run() returns")
    func graceful() async throws {
        let gate = Gate()
        let service = TestService { request, _ in
            guard request.path == "/held" else { return .now(TestService.echo(request)) }
            return .later {
                await gate.pass()
                return TestService.echo(request)
            }
        }
        try await withServer(service) { server in
            let (busy, idle) = (try Client(port: server.port), try Client(port: server.port))
            try await idle.get("/")
            _ = try await idle.response()
            try await busy.get("/held")
            try await gate.holds(1)
            server.stop()
            try await idle.expectEnd()
            // The other loop hears of it a little later.
            #expect(try await eventually { (try? Client(port: server.port)) == nil })
            gate.open()
            let response = try await busy.response()
            #expect(response.text == "GET /held ")
            #expect(response.has("Connection: close"))
            try await busy.expectEnd()
            #expect(try await eventually { server.connectionCount == 0 })
        }
    }

    @Test("A request that has come but was not read yet is answered")
    func unread() async throws {
        try await withServer { server in
            let clients = try (0..<50).map { _ in try Client(port: server.port) }
            for client in clients { try await client.get("/") }
            server.stop()
            for client in clients { #expect(try await client.response().text == "GET / ") }
        }
    }

    @Test("What does not end in time is cut, and a second call cuts at once", arguments: [false, true])
    func deadline(twice: Bool) async throws {
        let gate = Gate()
        let service = TestService { request, _ in
            .later {
                await gate.pass()
                return TestService.echo(request)
            }
        }
        try await withServer(service) { $0.timeouts.stop = twice ? 60 : 0.2 } _: { server in
            let client = try Client(port: server.port)
            try await client.get("/")
            try await gate.holds(1)
            server.stop()
            if twice { server.stop() }
            try await client.expectEnd()
            gate.open()
        }
    }

    @Test("A server that is stopped before it runs does not run")
    func early() throws {
        var configuration = Server.Configuration()
        configuration.port = 0
        let server = try Server(service: TestService.echo, configuration: configuration, logger: Logger(label: "test"))
        server.stop()
        server.run()
    }
}

@Suite("Peers")
struct PeerTests {
    @Test(
        "An address is written as RFC 5952 has it",
        arguments: [
            ("127.0.0.1", "127.0.0.1", true), ("::ffff:127.8.9.1", "127.8.9.1", true), ("::1", "::1", true), ("::", "::", false),
            ("192.168.1.20", "192.168.1.20", false), ("2001:DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1", false), ("fe80::", "fe80::", false),
            ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1", false), ("1:0:0:2:0:0:0:3", "1:0:0:2::3", false), ("::2:0", "::2:0", false),
        ])
    func text(address: String, expected: String, isLoopback: Bool) throws {
        let peer = Peer(try SocketAddress.resolve(address, port: 1)[0])
        #expect(peer.address == expected)
        #expect(peer.isLoopback == isLoopback)
        #expect(Peer(address) == peer, "and is read so")
    }

    @Test("What is no address alone is no peer", arguments: ["", "localhost", "1.2.3", "1.2.3.4:80", "[::1]", "fe80::1%lo", "1.2.3.4 ", "::g"])
    func noAddress(text: String) {
        #expect(Peer(text) == nil)
    }
}
