import HTTP
import Synchronization
import Testing

@testable import Server

/// One request, and what a strict server does with it.
struct Check: Sendable, CustomTestStringConvertible {
    let rule: String
    let octets: [UInt8]
    let status: Int

    init(_ rule: String, _ text: String, _ status: Int) { (self.rule, octets, self.status) = (rule, Array(text.utf8), status) }

    var testDescription: String { rule }
}

/// A service that remembers the paths it was asked for.
private final class Witness: Sendable {
    private let paths = Mutex<[String]>([])

    var seen: [String] { paths.withLock { $0 } }
    var service: TestService {
        TestService { request, _ in
            self.paths.withLock { $0.append(request.path) }
            return .now(TestService.echo(request))
        }
    }
}

private let host = "Host: h\r\n"
private let post = "POST / HTTP/1.1\r\n" + host
private let chunked = post + "Transfer-Encoding: chunked\r\n\r\n"
private let next = "GET /next HTTP/1.1\r\n" + host + "\r\n"

/// What h1spec checks (github.com/dropseed/h1spec), each with the one answer that this server gives.
@Suite("The checks of h1spec")
struct ConformanceTests {
    @Test("Accepted, and the connection goes on", arguments: [
        Check("A simple GET (RFC 9112 §3)", "GET / HTTP/1.1\r\n\(host)\r\n", 200),
        Check("A POST with Content-Length (RFC 9112 §6.2)", post + "Content-Length: 5\r\n\r\nhello", 200),
        Check("The asterisk-form, for OPTIONS (RFC 9112 §3.2.4)", "OPTIONS * HTTP/1.1\r\n\(host)\r\n", 200),
        Check("The absolute-form (RFC 9112 §3.2.2)", "GET http://h/ HTTP/1.1\r\n\(host)\r\n", 200),
        Check("Chunked content (RFC 9112 §7.1)", chunked + "5\r\nhello\r\n0\r\n\r\n", 200),
        Check("A large field, within the limits", "GET / HTTP/1.1\r\n\(host)X: \(String(repeating: "x", count: 9_000))\r\n\r\n", 200),
        Check("An Upgrade, which a server may ignore (RFC 9110 §7.8)", "GET / HTTP/1.1\r\n\(host)Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n\r\n", 200),
        Check("A TRACE: the application's affair (RFC 9110 §9.3.8)", "TRACE / HTTP/1.1\r\n\(host)\r\n", 200),
        Check("A method in lower case is another method, the application's affair (RFC 9110 §9.1)", "get / HTTP/1.1\r\n\(host)\r\n", 200),
    ])
    func accepted(check: Check) async throws {
        try await withServer { server in
            let client = try Client(port: server.port)
            try await client.send(check.octets)
            #expect(try await client.response().status == check.status)
            try await client.send(next)
            #expect(try await client.response().text == "GET /next ")
        }
    }

    @Test("Refused: one response that says how long it is, and the connection closes", arguments: [
        Check("HTTP/2.0 (RFC 9110 §2.5)", "GET / HTTP/2.0\r\n\(host)\r\n", 505),
        Check("A request line without a version (RFC 9112 §3)", "GET /\r\n\(host)\r\n", 400),
        Check("The authority-form, for CONNECT: not implemented (RFC 9110 §9.3.6)", "CONNECT example.com:443 HTTP/1.1\r\n\(host)\r\n", 501),
        Check("No Host (RFC 9112 §3.2)", "GET / HTTP/1.1\r\n\r\n", 400),
        Check("Two Hosts (RFC 9112 §3.2)", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
        Check("A Host with a space (RFC 9112 §3.2)", "GET / HTTP/1.1\r\nHost: bad host\r\n\r\n", 400),
        Check("A field name with a space (RFC 9112 §5)", "GET / HTTP/1.1\r\n\(host)Bad Name: v\r\n\r\n", 400),
        Check("A folded line (RFC 9112 §5.2)", "GET / HTTP/1.1\r\n\(host)  continued\r\n\r\n", 400),
        Check("Space before the colon (RFC 9112 §5.1)", "GET / HTTP/1.1\r\nHost : h\r\n\r\n", 400),
        Check("NUL in a field value (RFC 9110 §5.5)", "GET / HTTP/1.1\r\nHost: a\0b\r\n\r\n", 400),
        Check("Chunked content of HTTP/1.0 (RFC 9112 §6.1)", "POST / HTTP/1.0\r\n\(host)Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        Check("Transfer-Encoding beside Content-Length (RFC 9112 §6.1)", post + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n", 400),
        Check("An unknown transfer coding (RFC 9112 §6.1)", post + "Transfer-Encoding: nonsense\r\n\r\nhello", 400),
        Check("Chunked that is not the last coding (RFC 9112 §6.3)", post + "Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n", 400),
        Check("A Content-Length that is no number (RFC 9112 §6.3)", post + "Content-Length: xyz\r\n\r\nhello", 400),
        Check("Two lengths (RFC 9112 §6.3)", post + "Content-Length: 5\r\nContent-Length: 7\r\n\r\nhello!!", 400),
        Check("A chunk size that is no number (RFC 9112 §7.1)", chunked + "Z\r\nhello\r\n0\r\n\r\n", 400),
        Check("Chunk data that no CR LF ends (RFC 9112 §7.1)", chunked + "5\r\nhello0\r\n\r\n", 400),
        Check("An oversized request line (RFC 9112 §3)", "GET /\(String(repeating: "a", count: 9_000)) HTTP/1.1\r\n\(host)\r\n", 414),
        Check("A flood of fields (RFC 6585 §5)", "GET / HTTP/1.1\r\n\(host)" + (0...100).map { "X-\($0): v\r\n" }.joined() + "\r\n", 431),
    ])
    func refused(check: Check) async throws {
        let witness = Witness()
        try await withServer(witness.service) { server in
            let client = try Client(port: server.port)
            try await client.send(check.octets + Array(next.utf8))
            let response = try await client.response()
            #expect(response.status == check.status && response.has("Connection: close") && response.head.contains("\r\nContent-Length: "))
            await client.endWriting()
            try await client.expectEnd()
            #expect(witness.seen == [])
            let other = try Client(port: server.port)
            try await other.send(next)
            #expect(try await other.response().status == 200)
        }
    }

    @Test("A response to HEAD has no content (RFC 9110 §9.3.2)")
    func head() async throws {
        try await withServer { server in
            let client = try Client(port: server.port)
            try await client.send("HEAD / HTTP/1.1\r\n\(host)\r\n")
            #expect(try await client.response(toHead: true).has("Content-Length: 7"))
            try await client.send(next)
            #expect(try await client.response().text == "GET /next ")
        }
    }

    @Test("Expect: 100-continue gets an interim response, or a final one where the content would be refused (RFC 9110 §10.1.1)")
    func expectContinue() async throws {
        try await withServer { server in
            let client = try Client(port: server.port)
            try await client.send(post + "Content-Length: 5\r\nExpect: 100-continue\r\n\r\n")
            #expect(try await client.response().status == 100)
            try await client.send("hello")
            #expect(try await client.response().text == "POST / hello")
            try await client.send(post + "Content-Length: 5000\r\nExpect: 100-continue\r\n\r\n")
            #expect(try await client.response().status == 413)
        }
    }

    @Test("A connection persists in HTTP/1.1, and not where close is said or with HTTP/1.0 (RFC 9112 §9.3)", arguments: [
        Check("HTTP/1.1", "GET / HTTP/1.1\r\n\(host)\r\n", 200), Check("close", "GET / HTTP/1.1\r\n\(host)Connection: close\r\n\r\n", 200),
        Check("HTTP/1.0", "GET / HTTP/1.0\r\n\(host)\r\n", 200), Check("HTTP/1.0, keep-alive", "GET / HTTP/1.0\r\n\(host)Connection: keep-alive\r\n\r\n", 200),
    ])
    func persistence(check: Check) async throws {
        try await withServer { server in
            let client = try Client(port: server.port)
            try await client.send(check.octets)
            let response = try await client.response()
            #expect(response.status == check.status)
            switch check.rule {
            case "HTTP/1.1", "HTTP/1.0, keep-alive":
                #expect(response.has("Connection: keep-alive") == (check.rule != "HTTP/1.1"))
                try await client.send(next)
                #expect(try await client.response().text == "GET /next ")
            default:
                #expect(response.has("Connection: close"))
                try await client.expectEnd()
            }
        }
    }
}

@Suite("Request smuggling (RFC 9112 §11.2)")
struct SmugglingTests {
    private static let hidden = "GET /smuggled HTTP/1.1\r\n" + host + "\r\n"

    @Test("What two readers could frame differently is refused and closes: nothing behind it is a request", arguments: [
        Check("CL.TE", post + "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        Check("TE.CL", post + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n5c\r\n", 400),
        Check("CL.TE, of no length", post + "Content-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
        Check("TE.TE, another word", post + "Transfer-Encoding: xchunked\r\nContent-Length: 0\r\n\r\n", 400),
        Check("TE.TE, another word alone", post + "Transfer-Encoding: xchunked\r\n\r\n", 400),
        Check("TE.TE, twice", post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n", 400),
        Check("TE.TE, twice the same", post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        Check("TE.TE, identity first", post + "Transfer-Encoding: identity, chunked\r\n\r\n0\r\n\r\n", 501),
        Check("TE.TE, quoted", post + "Transfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n", 400),
        Check("TE.TE, with a parameter", post + "Transfer-Encoding: chunked;a=b\r\n\r\n0\r\n\r\n", 400),
        Check("TE.TE, a space before the colon", post + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n", 400),
        Check("TE.TE, a tab before the colon", post + "Transfer-Encoding\t: chunked\r\n\r\n0\r\n\r\n", 400),
        Check("TE.TE, folded", post + "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n", 400),
        Check("TE.TE, folded before the colon", post + "Transfer-Encoding\r\n : chunked\r\n\r\n0\r\n\r\n", 400),
        Check("TE.TE, a vertical tab", post + "Transfer-Encoding: \u{B}chunked\r\n\r\n0\r\n\r\n", 400),
        Check("TE.TE, a form feed", post + "Transfer-Encoding: chunked\u{C}\r\n\r\n0\r\n\r\n", 400),
        Check("TE.TE, a NUL", post + "Transfer-Encoding: chunked\0\r\n\r\n0\r\n\r\n", 400),
        Check("TE.TE, a no-break space", post + "Transfer-Encoding: \u{A0}chunked\r\n\r\n0\r\n\r\n", 400),
        Check("TE.TE, a dotless ı", post + "Transfer-Encodıng: chunked\r\n\r\n0\r\n\r\n", 400),
        Check("TE.TE, a Kelvin sign", post + "Transfer-Encoding: chun\u{212A}ed\r\n\r\n0\r\n\r\n", 400),
        Check("TE.TE, behind a bare LF", post + "X: a\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        Check("TE.TE, behind a bare CR", post + "X: a\rTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        Check("TE.TE, a space first", post + " Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        Check("TE in HTTP/1.0", "POST / HTTP/1.0\r\n\(host)Connection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        Check("CL.CL", post + "Content-Length: 0\r\nContent-Length: 40\r\n\r\n", 400),
        Check("CL.CL, the same", post + "Content-Length: 0\r\nContent-Length: 0\r\n\r\n", 400),
        Check("CL.CL, a list", post + "Content-Length: 0, 0\r\n\r\n", 400),
        Check("CL with a sign", post + "Content-Length: +0\r\n\r\n", 400),
        Check("CL below zero", post + "Content-Length: -1\r\n\r\n", 400),
        Check("CL in hexadecimal", post + "Content-Length: 0x0\r\n\r\n", 400),
        Check("CL with an exponent", post + "Content-Length: 1e1\r\n\r\n", 400),
        Check("CL of nothing", post + "Content-Length: \r\n\r\n", 400),
        Check("CL with a space before the colon", post + "Content-Length : 0\r\n\r\n", 400),
        Check("CL in digits of another script", post + "Content-Length: ٠\r\n\r\n", 400),
        Check("CL that wraps around 64 bits", post + "Content-Length: 18446744073709551616\r\n\r\n", 413),
        Check("A chunk size that wraps around 64 bits", chunked + "10000000000000000\r\n", 400),
        Check("A chunk size with 0x", chunked + "0x0\r\n\r\n", 400),
        Check("A chunk size with a sign", chunked + "+0\r\n\r\n", 400),
        Check("A chunk size with a space behind", chunked + "0 \r\n\r\n", 400),
        Check("A chunk size that a bare LF ends", chunked + "0\n\r\n", 400),
        Check("An extension that a bare LF ends", chunked + "0;a\n\r\n", 400),
        Check("A chunk that a bare LF ends", chunked + "1\r\na\n0\r\n\r\n", 400),
        Check("A chunk longer than its size", chunked + "1\r\nab\r\n0\r\n\r\n", 400),
        Check("Trailers that a bare LF ends", chunked + "0\r\nX: y\n\r\n", 400),
        Check("A head that bare LFs end", "GET / HTTP/1.1\nHost: h\n\n", 400),
        Check("A head that CR LF LF ends", "GET / HTTP/1.1\r\nHost: h\r\n\n", 400),
        Check("A bare CR in a request line", "GET /\r HTTP/1.1\r\n\(host)\r\n", 400),
        Check("A NUL in a field name", "GET / HTTP/1.1\r\n\(host)X\0: y\r\n\r\n", 400),
        Check("A Host of two names", "GET / HTTP/1.1\r\nHost: a, b@c\r\n\r\n", 400),
        Check("A Host repeated in another case", "GET / HTTP/1.1\r\n\(host)hOST: h\r\n\r\n", 400),
        Check("An expectation in disguise", post + "Content-Length: 0\r\nExpect: y 100-continue\r\n\r\n", 417),
        Check("The preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
    ])
    func refused(check: Check) async throws {
        let witness = Witness()
        try await withServer(witness.service) { $0.threads = 1 } _: { server in
            let client = try Client(port: server.port)
            try await client.send(check.octets + Array(Self.hidden.utf8))
            #expect(try await client.response().status == check.status)
            await client.endWriting()
            try await client.expectEnd()
            #expect(witness.seen == [])
        }
    }

    @Test("Content stays content, whatever it looks like and whatever the method", arguments: [
        Check("Content of a GET", "GET / HTTP/1.1\r\n\(host)Content-Length: \(hidden.utf8.count)\r\n\r\n\(hidden)", 200),
        Check("Content in a chunk", chunked + "\(String(hidden.utf8.count, radix: 16))\r\n\(hidden)\r\n0\r\n\r\n", 200),
        Check("An extension", chunked + "0;a=\"GET /smuggled HTTP/1.1\"\r\n\r\n", 200),
        Check("A trailer that would frame", chunked + "0\r\nContent-Length: 40\r\nTransfer-Encoding: chunked\r\n\r\n", 200),
        Check("A field whose name is only like one that frames", post + "Content_Length: 40\r\nTransfer_Encoding: chunked\r\n\r\n", 200),
    ])
    func content(check: Check) async throws {
        let witness = Witness()
        try await withServer(witness.service) { server in
            let client = try Client(port: server.port)
            try await client.send(check.octets + Array(next.utf8))
            #expect(try await client.response().status == check.status)
            #expect(try await client.response().text == "GET /next ")
            #expect(witness.seen == ["/", "/next"])
        }
    }
}

@Suite("Requests sent ahead")
struct PipeliningTests {
    @Test("They are answered no further than their reader takes the responses, and others are served meanwhile")
    func bounded() async throws {
        let witness = Witness()
        let service = TestService { request, peer in
            guard case .now(var response) = witness.service.respond(request, peer) else { return .now(Response(.notFound)) }
            if request.path == "/ahead" { response.body = .content(.bytes([UInt8](repeating: 7, count: 20_000))) }
            return .now(response)
        }
        try await withServer(service) { $0.threads = 1 } _: { server in
            let greedy = try Client(port: server.port, receiveBuffer: 4_096)
            // Their responses are 100 MB: more than any buffer of the system.
            try await greedy.send(String(repeating: "GET /ahead HTTP/1.1\r\n\(host)\r\n", count: 5_000))
            let other = try Client(port: server.port)
            try await other.send(next)
            #expect(try await other.response().text == "GET /next ")
            #expect(witness.seen.count < 2_500)
            for _ in 0..<5_000 { #expect(try await greedy.response().body.count == 20_000) }
        }
    }

    @Test("What follows a request that says close is not processed (RFC 9112 §9.6)")
    func afterClose() async throws {
        let witness = Witness()
        try await withServer(witness.service) { server in
            let client = try Client(port: server.port)
            try await client.send("GET /last HTTP/1.1\r\n\(host)Connection: close\r\n\r\n" + next)
            #expect(try await client.response().text == "GET /last ")
            await client.endWriting()
            try await client.expectEnd()
            #expect(witness.seen == ["/last"])
        }
    }
}
