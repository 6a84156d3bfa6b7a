import COpenSSL
import Foundation
import HTTP
import Keys
import Testing

@testable import Server

/// A server that speaks TLS.
private func withTLSServer(
    _ service: TestService = .echo, configure: (inout Server.Configuration) -> Void = { _ in }, _ body: (Server) async throws -> Void
) async throws {
    let tls = try Server.TLS.shared.get()
    try await withServer(service) {
        $0.tls = tls
        $0.timeouts.handshake = 300
        configure(&$0)
    } _: { try await body($0) }
}

extension Client {
    fileprivate init(secure port: Int, receiveBuffer: Int32? = nil, _ configure: (inout ClientTLS.Options) -> Void = { _ in }) throws {
        var options = ClientTLS.Options()
        configure(&options)
        try self.init(port: port, receiveBuffer: receiveBuffer, tls: options)
    }
}

@Suite("TLS: the handshake")
struct HandshakeTests {
    @Test("TLS 1.2 and 1.3 are spoken, with authenticated encryption and forward secrecy", arguments: [TLS1_2_VERSION, TLS1_3_VERSION])
    func versions(version: Int32) async throws {
        try await withTLSServer { server in
            let client = try Client(secure: server.port) { $0.version = version }
            try await client.get("/")
            #expect(try await client.response().text == "GET / ")
            let (name, suite) = await client.withTLS { ($0.version, $0.suite) }
            #expect(name == (version == TLS1_3_VERSION ? "TLSv1.3" : "TLSv1.2"))
            #expect(suite == (version == TLS1_3_VERSION ? "TLS_AES_128_GCM_SHA256" : "ECDHE-ECDSA-AES128-GCM-SHA256"))
        }
    }

    @Test("Older versions are refused", arguments: [TLS1_VERSION, TLS1_1_VERSION])
    func oldVersions(version: Int32) async throws {
        try await withTLSServer { server in
            let client = try Client(secure: server.port) { $0.version = version }
            await #expect(throws: ClientTLS.Alert(reason: "tlsv1 alert protocol version")) { try await client.shakeHands() }
        }
    }

    @Test("Suites without forward secrecy or authenticated encryption are refused", arguments: ["AES128-GCM-SHA256", "ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES256-SHA384", "DHE-RSA-AES128-GCM-SHA256", "ECDHE-ECDSA-AES128-CCM", "aNULL"])
    func oldSuites(suite: String) async throws {
        try await withTLSServer { server in
            let client = try Client(secure: server.port) { ($0.version, $0.suites) = (TLS1_2_VERSION, suite + ":@SECLEVEL=0") }
            await #expect(throws: ClientTLS.Alert(reason: "sslv3 alert handshake failure")) { try await client.shakeHands() }
        }
    }

    @Test("A client without instructions for AES, which puts ChaCha20 first, gets it; another gets AES", arguments: [("ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-ECDSA-CHACHA20-POLY1305"), ("ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-ECDSA-AES128-GCM-SHA256")])
    func preference(offered: String, expected: String) async throws {
        try await withTLSServer { server in
            let client = try Client(secure: server.port) { ($0.version, $0.suites) = (TLS1_2_VERSION, offered) }
            try await client.shakeHands()
            #expect(await client.withTLS { $0.suite } == expected)
        }
    }

    @Test("Keys are agreed on X25519 or P-256, and on no other group", arguments: [("X25519", true), ("P-256", true), ("P-521", false), ("ffdhe2048", false)])
    func groups(group: String, isSpoken: Bool) async throws {
        try await withTLSServer { server in
            let client = try Client(secure: server.port) { ($0.version, $0.groups) = (TLS1_3_VERSION, group) }
            if isSpoken { return try await client.shakeHands() }
            await #expect(throws: ClientTLS.Alert(reason: "sslv3 alert handshake failure")) { try await client.shakeHands() }
        }
    }

    @Test("A session is resumed by its ticket, on another connection", arguments: [TLS1_2_VERSION, TLS1_3_VERSION])
    func resumption(version: Int32) async throws {
        try await withTLSServer { server in
            var session: ClientTLS.Session?
            for isResumed in [false, true, true] {
                let client = try Client(secure: server.port) { ($0.version, $0.session) = (version, session) }
                try await client.get("/")
                #expect(try await client.response().text == "GET / ")
                #expect(await client.withTLS { $0.isResumed } == isResumed)
                session = await client.withTLS { $0.session }
            }
        }
    }

    @Test("Of the protocols that a client offers http/1.1 is chosen", arguments: [["http/1.1"], ["h2", "http/1.1"], ["http/1.1", "h2", "http/1.0"]])
    func applicationProtocol(offered: [String]) async throws {
        try await withTLSServer { server in
            let client = try Client(secure: server.port) { $0.protocols = offered }
            try await client.shakeHands()
            #expect(await client.withTLS { $0.applicationProtocol } == "http/1.1")
        }
    }

    @Test("Where http/1.1 is not among them the handshake fails (RFC 7301 §3.2)", arguments: [["h2"], ["http/1.0", "HTTP/1.1", "http/1.12"]])
    func noApplicationProtocol(offered: [String]) async throws {
        try await withTLSServer { server in
            let client = try Client(secure: server.port) { $0.protocols = offered }
            await #expect(throws: ClientTLS.Alert(reason: "tlsv1 alert no application protocol")) { try await client.shakeHands() }
        }
    }

    @Test("Whatever name the client asks for, the certificate is the same", arguments: ["localhost", "ailleurs.example"])
    func serverName(name: String) async throws {
        let certificate = try Certificate(contentsOf: try Server.TLS.shared.get().certificateFile).der
        try await withTLSServer { server in
            let client = try Client(secure: server.port) { $0.serverName = name }
            try await client.get("/")
            #expect(try await client.response().status == 200)
            #expect(await client.withTLS { $0.certificate } == certificate)
        }
    }

    @Test("A handshake may come octet by octet")
    func trickle() async throws {
        try await withTLSServer { server in
            let client = try Client(secure: server.port)
            let hello = try await client.withTLS { tls in
                try tls.shakeHands()
                return tls.takeOutput()
            }
            for octet in hello { try await client.sendAsIs([octet]) }
            // Whoever began has no more to send than what the server says next makes necessary.
            try await client.get("/")
            #expect(try await client.response().text == "GET / ")
        }
    }

    @Test("One that does not come to its end is cut at its deadline, however often an octet comes", arguments: [0, 1, 40])
    func slow(octets: Int) async throws {
        try await withTLSServer { $0.timeouts.handshake = 0.4 } _: { server in
            let client = try Client(secure: server.port)
            let hello = try await client.withTLS { tls in
                try tls.shakeHands()
                return tls.takeOutput()
            }
            let start = Date()
            for octet in hello.prefix(octets) {
                if (try? await client.sendAsIs([octet])) == nil { break }
                try await Task.sleep(for: .milliseconds(20))
            }
            #expect(try await eventually { server.connectionCount == 0 })
            #expect(Date().timeIntervalSince(start) < 5)
        }
    }

    @Test("What is no TLS ends the connection, and harms nobody else, whatever its first octet")
    func garbage() async throws {
        try await withTLSServer { server in
            for first in UInt8.min...UInt8.max where !(0x41...0x5A).contains(first) {
                let client = try Client(port: server.port)
                try await client.send([first] + (0..<200).map { UInt8(truncatingIfNeeded: $0 &* 151 &+ Int(first)) })
                await client.endWriting()
                // An alert, or nothing; then the end.
                while await client.takes(1_000) {}
            }
            #expect(try await eventually { server.connectionCount == 0 })
            let client = try Client(secure: server.port)
            try await client.get("/")
            #expect(try await client.response().status == 200)
        }
    }
}

@Suite("TLS: HTTP without it on the same port")
struct PlainHTTPTests {
    @Test("is told so in clear, in the service's dress, and the connection closes", arguments: ["GET", "HEAD", "POST", "DELETE", "OPTIONS", "PROPFIND", "X"])
    func told(method: String) async throws {
        try await withTLSServer { server in
            let client = try Client(port: server.port)
            try await client.send("\(method) / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nabcdGET /next HTTP/1.1\r\nHost: h\r\n\r\n")
            let response = try await client.response(toHead: method == "HEAD")
            #expect(response.status == 400)
            #expect(response.text == (method == "HEAD" ? "" : "plain-http"))
            #expect(response.has("X-Dressed: yes") && response.has("Connection: close"))
            await client.endWriting()
            try await client.expectEnd()
        }
    }

    @Test("is held to the rules and the deadlines of HTTP")
    func rules() async throws {
        try await withTLSServer { $0.timeouts.head = 0.3 } _: { server in
            let malformed = try Client(port: server.port)
            try await malformed.send("GET / HTTP/1.1\r\n\r\n")
            #expect(try await malformed.response().text == "host-missing")
            let slow = try Client(port: server.port)
            try await slow.send("GET / HT")
            #expect(try await slow.response().text == "head-timeout")
        }
    }

    @Test("TLS on a port of plain HTTP is refused as what it is: no request")
    func reverse() async throws {
        try await withServer { server in
            let client = try Client(secure: server.port)
            await #expect(throws: ClientTLS.Alert.self) { try await client.shakeHands() }
        }
    }
}

@Suite("TLS: serving")
struct TLSServingTests {
    static let versions = [TLS1_2_VERSION, TLS1_3_VERSION]

    @Test("A connection serves request after request", arguments: versions)
    func persistence(version: Int32) async throws {
        try await withTLSServer { server in
            let client = try Client(secure: server.port) { $0.version = version }
            for index in 0..<100 {
                try await client.get("/\(index)")
                #expect(try await client.response().text == "GET /\(index) ")
            }
        }
    }

    @Test("Requests may be cut across records, and records across reads", arguments: [1, 7, 1_000, 16_384])
    func pipelining(size: Int) async throws {
        try await withTLSServer { server in
            let client = try Client(secure: server.port)
            try await client.shakeHands()
            let requests = Array((0..<200).map { "GET /\($0) HTTP/1.1\r\nHost: h\r\n\r\n" }.joined().utf8)
            let records = try await client.withTLS { tls in
                try stride(from: 0, to: requests.count, by: size).flatMap { try tls.encrypt(Array(requests[$0..<min($0 + size, requests.count)])) }
            }
            for start in stride(from: 0, to: records.count, by: 8_191) { try await client.sendAsIs(Array(records[start..<min(start + 8_191, records.count)])) }
            for index in 0..<200 { #expect(try await client.response().text == "GET /\(index) ") }
        }
    }

    @Test("A record may come octet by octet")
    func trickle() async throws {
        try await withTLSServer { server in
            let client = try Client(secure: server.port)
            try await client.shakeHands()
            for octet in try await client.withTLS({ try $0.encrypt(Array("GET / HTTP/1.1\r\nHost: h\r\n\r\n".utf8)) }) { try await client.sendAsIs([octet]) }
            #expect(try await client.response().text == "GET / ")
        }
    }

    @Test("Content larger than any buffer arrives whole, and so does a response", arguments: versions)
    func largeContent(version: Int32) async throws {
        let service = TestService(contentLimit: 10_000_000) { request, _ in .now(Response(.ok, body: request.body)) }
        try await withTLSServer(service) { server in
            let content = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
            let client = try Client(secure: server.port) { $0.version = version }
            try await client.send("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: \(content.count)\r\n\r\n")
            try await client.send(content)
            #expect(try await client.response().body == content)
        }
    }

    @Test("A large file is read slowly and arrives whole; the next request waits for it")
    func slowReader() async throws {
        let directory = NSTemporaryDirectory() + "opposition-\(UUID())"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        let content = Data((0..<5_000_000).map { UInt8(truncatingIfNeeded: $0 >> 4) })
        try content.write(to: URL(fileURLWithPath: directory + "/large.bin"))
        let files = try Files(directory: directory)
        try await withTLSServer(files.service) { server in
            let client = try Client(secure: server.port, receiveBuffer: 4_096)
            try await client.get("/large.bin")
            try await client.get("/large.bin", fields: "Range: bytes=4000000-4999999\r\n")
            try await Task.sleep(for: .milliseconds(100))
            #expect(try await client.response().body == Array(content))
            #expect(try await client.response().body == Array(content[4_000_000...]))
        }
    }

    @Test("Keys may be changed between requests, as often as one likes (RFC 8446 §4.6.3)")
    func keyUpdates() async throws {
        try await withTLSServer { server in
            let client = try Client(secure: server.port) { $0.version = TLS1_3_VERSION }
            try await client.shakeHands()
            for index in 0..<20 {
                for _ in 0..<50 { try await client.sendAsIs(try await client.withTLS { try $0.updateKeys() }) }
                try await client.get("/\(index)")
                #expect(try await client.response().text == "GET /\(index) ")
            }
        }
    }

    @Test("The last octets are followed by close_notify (RFC 8446 §6.1)", arguments: versions)
    func close(version: Int32) async throws {
        try await withTLSServer { server in
            let client = try Client(secure: server.port) { $0.version = version }
            try await client.get("/", fields: "Connection: close\r\n")
            #expect(try await client.response().has("Connection: close"))
            // Throws where the connection ends without.
            try await client.expectEnd()
        }
    }

    @Test("A client that has said all it has to say still gets its answers", arguments: versions)
    func halfClose(version: Int32) async throws {
        let gate = Gate()
        let service = TestService { request, _ in
            .later {
                await gate.pass()
                return TestService.echo(request)
            }
        }
        try await withTLSServer(service) { server in
            let client = try Client(secure: server.port) { $0.version = version }
            try await client.send("GET /1 HTTP/1.1\r\nHost: h\r\n\r\nGET /2 HTTP/1.1\r\nHost: h\r\n\r\n")
            await client.endWriting()
            try await gate.holds(1)
            gate.open()
            #expect(try await client.response().text == "GET /1 ")
            #expect(try await client.response().text == "GET /2 ")
            try await client.expectEnd()
        }
    }

    @Test("A client that leaves in the middle of a record, or sends a false one, harms nobody", arguments: [true, false])
    func abruptClose(leaves: Bool) async throws {
        try await withTLSServer { server in
            // Behind the five octets of the record's header: a longer record would only be waited for.
            for count in 5..<40 {
                let client = try Client(secure: server.port)
                try await client.shakeHands()
                var record = try await client.withTLS { try $0.encrypt(Array("GET / HTTP/1.1\r\nHost: h\r\n\r\n".utf8)) }
                if leaves { record.removeLast(count) } else { record[count] ^= 1 }
                try await client.sendAsIs(record)
                if leaves { continue }
                await #expect(throws: (any Error).self) { try await client.response() }
            }
            #expect(try await eventually { server.connectionCount == 0 })
        }
    }

    @Test("A request that breaks a rule is told so, and nothing is reset")
    func refusal() async throws {
        try await withTLSServer { server in
            let client = try Client(secure: server.port)
            try await client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 900000\r\n\r\n")
            for _ in 0..<9 { try await client.send([UInt8](repeating: 65, count: 100_000)) }
            #expect(try await client.response().status == 413)
            await client.endWriting()
            try await client.expectEnd()
        }
    }

    @Test("A connection that is one too many is told so, after the handshake")
    func tooMany() async throws {
        try await withTLSServer { $0.maxConnectionsPerAddress = 1 } _: { server in
            let first = try Client(secure: server.port)
            try await first.shakeHands()
            let second = try Client(secure: server.port)
            try await second.shakeHands()
            #expect(try await second.response().status == 503)
            await second.endWriting()
            try await second.expectEnd()
            try await first.get("/")
            #expect(try await first.response().status == 200)
        }
    }

    @Test("A thousand connections are served side by side")
    func manyConnections() async throws {
        try await withTLSServer { server in
            var session: ClientTLS.Session?
            var clients: [Client] = []
            for index in 0..<1_000 {
                // Most of them resumed: it is their number that counts here.
                let client = try Client(secure: server.port) { $0.session = index % 10 == 0 ? nil : session }
                try await client.get("/\(index)")
                clients.append(client)
                guard index % 10 == 0 else { continue }
                #expect(try await client.response().text == "GET /\(index) ")
                session = await client.withTLS { $0.session }
            }
            for (index, client) in clients.enumerated().reversed() where index % 10 != 0 { #expect(try await client.response().text == "GET /\(index) ") }
            for (index, client) in clients.enumerated() { try await client.get("/\(index)") }
            for (index, client) in clients.enumerated() { #expect(try await client.response().text == "GET /\(index) ") }
            #expect(server.connectionCount == 1_000)
        }
    }

    @Test("Stopping answers what is in flight, and says the end")
    func stop() async throws {
        let gate = Gate()
        let service = TestService { request, _ in
            .later {
                await gate.pass()
                return TestService.echo(request)
            }
        }
        // One loop: when the idle client sees the end, the new one's is decided too.
        try await withTLSServer(service, configure: { $0.threads = 1 }) { server in
            let (busy, idle, new) = (try Client(secure: server.port), try Client(secure: server.port), try Client(secure: server.port))
            try await idle.shakeHands()
            try await busy.get("/")
            try await gate.holds(1)
            server.stop()
            try await idle.expectEnd()
            await #expect(throws: (any Error).self) { try await new.shakeHands() }
            gate.open()
            #expect(try await busy.response().has("Connection: close"))
            try await busy.expectEnd()
        }
    }
}

@Suite("TLS: the certificate")
struct CertificateFileTests {
    private func start(_ tls: Server.TLS) throws(ServerError) -> Server {
        var configuration = Server.Configuration()
        (configuration.port, configuration.tls) = (0, tls)
        return try Server(service: TestService.echo, configuration: configuration, logger: .init(label: "test"))
    }

    @Test("New connections have the certificate that was read again; those that are open go on")
    func reload() async throws {
        let (old, new) = (try Server.TLS.fresh(), try Server.TLS.fresh())
        let certificates = try [old, new].map { try Certificate(contentsOf: $0.certificateFile).der }
        try await withTLSServer { $0.tls = old } _: { server in
            let before = try Client(secure: server.port)
            try await before.get("/")
            _ = try await before.response()
            for (from, to) in [(new.certificateFile, old.certificateFile), (new.keyFile, old.keyFile)] {
                rename(from, to)
            }
            server.reloadCertificate()
            let after = try Client(secure: server.port)
            for client in [before, after] {
                try await client.get("/")
                #expect(try await client.response().status == 200)
            }
            #expect(await before.withTLS { $0.certificate } == certificates[0])
            #expect(await after.withTLS { $0.certificate } == certificates[1])
        }
    }

    @Test("Files that cannot be used change nothing")
    func unusableReload() async throws {
        let files = try Server.TLS.fresh(), certificate = try Certificate(contentsOf: files.certificateFile).der
        try await withTLSServer { $0.tls = files } _: { server in
            for content in ["", "nonsense"] {
                try content.write(toFile: files.certificateFile, atomically: true, encoding: .utf8)
                server.reloadCertificate()
                let client = try Client(secure: server.port)
                try await client.shakeHands()
                #expect(await client.withTLS { $0.certificate } == certificate)
            }
        }
    }

    @Test("Under load no request is lost while the certificate is read again and again")
    func reloadUnderLoad() async throws {
        try await withTLSServer { server in
            let end = Gate()
            try await withThrowingTaskGroup(of: Int.self) { group in
                for index in 0..<8 {
                    group.addTask {
                        var count = 0
                        while !end.isOpen || count < 3 {
                            let client = try Client(secure: server.port)
                            for _ in 0..<(index % 4 + 1) * 5 {
                                try await client.get("/")
                                #expect(try await client.response().status == 200)
                            }
                            count += 1
                        }
                        return count
                    }
                }
                for _ in 0..<50 {
                    server.reloadCertificate()
                    try await Task.sleep(for: .milliseconds(10))
                }
                end.open()
                try await group.waitForAll()
            }
        }
    }

    @Test("A server of HTTP has none to read, and goes on")
    func noCertificate() async throws {
        try await withServer { server in
            server.reloadCertificate()
            let client = try Client(port: server.port)
            try await client.get("/")
            #expect(try await client.response().status == 200)
        }
    }

    @Test("A file that cannot be used is named in one line, with the reason")
    func unusable() throws {
        let (good, other) = (try Server.TLS.fresh(), try Server.TLS.fresh())
        let junk = good.keyFile + ".junk"
        try "junk".write(toFile: junk, atomically: true, encoding: .utf8)
        let encrypted = good.keyFile + ".encrypted"
        let ran = try Process.run(URL(fileURLWithPath: "/usr/bin/env"), arguments: ["openssl", "pkey", "-in", good.keyFile, "-aes256", "-passout", "pass:secret", "-out", encrypted])
        ran.waitUntilExit()
        for (certificate, key, file, reason) in [
            ("/nowhere", good.keyFile, "/nowhere", "No such file or directory"), (good.certificateFile, "/nowhere", "/nowhere", "No such file or directory"),
            (junk, good.keyFile, junk, "it is not a certificate chain in PEM"), (good.keyFile, good.keyFile, good.keyFile, "it is not a certificate chain in PEM"),
            (good.certificateFile, junk, junk, "it is not a private key in PEM"), (good.certificateFile, good.certificateFile, good.certificateFile, "it is not a private key in PEM"),
            (good.certificateFile, other.keyFile, other.keyFile, "it is not the key of the certificate"), (good.certificateFile, encrypted, encrypted, "it is encrypted"),
            ("/", good.keyFile, "/", "it is not a certificate chain"),
        ] {
            let error = #expect(throws: ServerError.self) { try start(Server.TLS(certificateFile: certificate, keyFile: key)) }
            let line = error?.description ?? ""
            #expect(line.hasPrefix("Cannot use the file “\(file)”: \(reason)") && !line.contains("\n"), "\(line)")
        }
    }

    @Test("One that has expired is served, and said to have")
    func expired() throws {
        let files = try Server.TLS.fresh()
        #expect(try !TLSContext(files).hasExpired)
        let key = try PrivateKey(contentsOf: files.keyFile)
        let certificate = try Certificate(selfSigning: key, .init(commonName: "EXERCICE", validity: 0...1_000_000_000, serial: 1, usages: .digitalSignature))
        try KeyFile.replace(files.certificateFile, try certificate.pem, mode: 0o600)
        #expect(try TLSContext(files).hasExpired)
    }

    @Test("A chain is sent whole, and any usual key is taken")
    func chain() async throws {
        // Made by openssl: an authority, and under it a server with an RSA key.
        let directory = NSTemporaryDirectory() + "opposition-\(UUID())"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        let script = """
            openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.pem -days 2 -subj /CN=EXERCICE-authority
            openssl req -newkey rsa:2048 -nodes -keyout key.pem -out request.pem -subj /CN=EXERCICE
            openssl x509 -req -in request.pem -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -out certificate.pem
            cat certificate.pem ca.pem > chain.pem
            """
        let process = Process()
        (process.executableURL, process.arguments) = (URL(fileURLWithPath: "/bin/sh"), ["-ec", script])
        (process.currentDirectoryURL, process.standardError) = (URL(fileURLWithPath: directory), FileHandle.nullDevice)
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        try await withTLSServer { $0.tls = Server.TLS(certificateFile: directory + "/chain.pem", keyFile: directory + "/key.pem") } _: { server in
            for version in TLSServingTests.versions {
                let client = try Client(secure: server.port) { $0.version = version }
                try await client.get("/")
                #expect(try await client.response().status == 200)
                #expect(await client.withTLS { $0.chainCount } == 2)
            }
        }
    }
}

@Suite("TLS: a certificate for a room")
struct SelfSignedTests {
    private static let now = Int64(1_800_000_000)

    private func directory() throws -> String {
        let directory = NSTemporaryDirectory() + "opposition-\(UUID())"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        return directory
    }

    private func make(_ directory: String, _ hosts: [String] = [], at now: Int64 = now) throws -> (certificate: Certificate, fingerprint: String) {
        let (tls, fingerprint) = try Server.TLS.selfSigned(in: directory, commonName: "EXERCICE", hosts: hosts, now: now)
        #expect(tls.certificateFile == directory + "/tls-certificate.pem" && tls.keyFile == directory + "/tls-key.pem")
        _ = try TLSContext(tls)
        return (try Certificate(contentsOf: tls.certificateFile), fingerprint)
    }

    @Test("It is for this machine by each of its names, and for the host that links say; for 397 days at most")
    func names() throws {
        let certificate = try make(try directory(), ["salle.example", "192.0.2.7", "2001:db8::7"]).certificate
        for name in ["localhost", "salle.example"] { #expect(certificate.isFor(.dns(name)), "\(name)") }
        for address in ["127.0.0.1", "::1", "192.0.2.7", "2001:db8::7"] { #expect(certificate.isFor(.ip(address)), "\(address)") }
        #expect(!certificate.isFor(.dns("ailleurs.example")) && !certificate.isFor(.ip("192.0.2.8")))
        #expect((1...397 * 86_400).contains(certificate.expiration - Self.now))
    }

    @Test("It is kept as long as it serves; only its owner can read the key")
    func kept() throws {
        let directory = try directory()
        let first = try make(directory, ["a.example"])
        #expect(first.fingerprint == first.certificate.fingerprint.map { String(format: "%02X", $0) }.joined(separator: ":"))
        #expect(try make(directory, ["a.example"], at: Self.now + 300 * 86_400).certificate == first.certificate)
        for file in ["/tls-key.pem", "/tls-certificate.pem"] {
            #expect(try FileManager.default.attributesOfItem(atPath: directory + file)[.posixPermissions] as? Int == 0o600)
        }
    }

    @Test("It is made anew, for the same key, when its end is near, when a name is new, and when it is lost")
    func renewed() throws {
        let directory = try directory()
        var last = try make(directory).certificate
        let key = try PrivateKey(contentsOf: directory + "/tls-key.pem")
        func expectNew(_ hosts: [String] = [], at now: Int64 = Self.now, sourceLocation: SourceLocation = #_sourceLocation) throws {
            let next = try make(directory, hosts, at: now).certificate
            #expect(next != last && next.certifies(key), sourceLocation: sourceLocation)
            last = next
        }
        try expectNew(at: Self.now + 380 * 86_400)
        try expectNew(["a.example"])
        try FileManager.default.removeItem(atPath: directory + "/tls-certificate.pem")
        try expectNew()
    }

    @Test("A key that was taken away is replaced, and its certificate too; one that cannot be read is left alone")
    func key() throws {
        let directory = try directory()
        let first = try make(directory).certificate
        try FileManager.default.removeItem(atPath: directory + "/tls-key.pem")
        #expect(try make(directory).certificate != first)
        try "junk".write(toFile: directory + "/tls-key.pem", atomically: true, encoding: .utf8)
        #expect(throws: KeyError.self) { try make(directory) }
        #expect(try String(contentsOfFile: directory + "/tls-key.pem", encoding: .utf8) == "junk")
    }
}
