import Testing

@testable import HTTP

/// The response to the first request of `text`, as it is sent, and what the connection does then.
private func respond(
    to text: String, with response: Response = Response(.ok, body: Array("hello".utf8)), closing: Bool = false
) throws -> (text: String, persists: Bool) {
    var exchanges = Exchanges()
    let octets = Array(text.utf8)
    let (consumed, action) = exchanges.receive(octets.span) { _ in 1_000 }
    #expect(consumed == octets.count)
    guard case .answer = action else {
        Issue.record("\(action)")
        return ("", false)
    }
    var sent: [UInt8] = []
    let source = exchanges.respond(with: response, closing: closing, date: HTTPDate(seconds: 784_111_777), into: &sent)
    #expect(source == nil)
    let persists = if case .head = exchanges.phase { true } else { false }
    return (String(decoding: sent, as: UTF8.self), persists)
}

@Suite("The exchanges of a connection (RFC 9112 §9)")
struct ExchangesTests {
    @Test("HTTP/1.1 persists unless one side says close; HTTP/1.0 only where the client says keep-alive (RFC 9112 §9.3)")
    func persistence() throws {
        let cases: [(head: String, field: String?, persists: Bool)] = [
            ("GET / HTTP/1.1\r\nHost: h\r\n", nil, true),
            ("GET / HTTP/1.1\r\nHost: h\r\nConnection: keep-alive\r\n", nil, true),
            ("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n", "close", false),
            ("GET / HTTP/1.1\r\nHost: h\r\nConnection: CLOSE\r\n", "close", false),
            ("GET / HTTP/1.1\r\nHost: h\r\nConnection: x , close,\r\n", "close", false),
            ("GET / HTTP/1.1\r\nHost: h\r\nConnection: keep-alive\r\nConnection: close\r\n", "close", false),
            ("GET / HTTP/1.1\r\nHost: h\r\nConnection: closed\r\n", nil, true),
            ("GET / HTTP/1.0\r\n", "close", false),
            ("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n", "keep-alive", true),
            ("GET / HTTP/1.0\r\nConnection: keep-alive, close\r\n", "close", false),
        ]
        for (head, field, persists) in cases {
            let response = try respond(to: head + "\r\n")
            #expect(response.persists == persists, "\(head)")
            #expect(response.text.contains("Connection: ") == (field != nil), "\(head)")
            if let field { #expect(response.text.contains("\r\nConnection: \(field)\r\n"), "\(head)") }
        }
        let last = try respond(to: "GET / HTTP/1.1\r\nHost: h\r\n\r\n", closing: true)
        #expect(!last.persists && last.text.contains("Connection: close"))
    }

    @Test("A client that expects 100-continue gets it before it sends its content, once, and not if it did not wait (RFC 9110 §10.1.1)")
    func expectation() {
        let head = "POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-Continue\r\nContent-Length: 2\r\n\r\n"
        var patient = Wire()
        patient.receive(head.utf8)
        #expect(patient.interims == 1 && patient.outcomes.isEmpty)
        patient.receive("ab".utf8)
        #expect(patient.interims == 1 && patient.outcomes == [.post("ab")])

        var hasty = Wire()
        hasty.receive((head + "a").utf8)
        hasty.receive("b".utf8)
        #expect(hasty.interims == 0 && hasty.outcomes == [.post("ab")])
    }

    @Test("No interim response goes to HTTP/1.0, nor to a request without content, nor where the content would be refused")
    func noInterim() {
        for head in [
            "POST / HTTP/1.0\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2000\r\n\r\n",
        ] {
            var wire = Wire()
            wire.receive(head.utf8)
            #expect(wire.interims == 0)
        }
    }

    @Test("Another expectation cannot be met (417)")
    func otherExpectation() {
        for value in ["200-ok", "100-continue, 200-ok", "100-continue;a=b", "100-continu", "\"100-continue\""] {
            #expect(readFields("Expect: \(value)\r\n") == [.refusal(.expectation)], "\(value)")
        }
        #expect(readFields("Expect: 100-continue\r\nExpect: x\r\n") == [.refusal(.expectation)])
    }

    @Test("Expect is a list, in one line or several (RFC 9110 §5.3, §10.1.1)", arguments: ["", ", 100-Continue ,", "100-continue, 100-continue", "100-continue\r\nExpect: 100-continue"])
    func expectations(value: String) {
        #expect(readFields("Expect: \(value)\r\n") == [.get("/")])
    }

    @Test("The limit of the content is asked once for each request that has some, before it is read")
    func contentLimit() {
        var exchanges = Exchanges()
        var asked: [String] = []
        let octets = Array("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\n".utf8)
        let (_, action) = exchanges.receive(octets.span) { head in
            asked.append(head.path)
            return 8
        }
        guard case .refuse(.contentTooLarge) = action else {
            Issue.record("\(action)")
            return
        }
        #expect(asked == ["/a"])
    }

    @Test("One request is in flight: what follows it is not read before its response")
    func oneInFlight() {
        var exchanges = Exchanges()
        let first = "GET /1 HTTP/1.1\r\nHost: h\r\n\r\n"
        let octets = Array((first + "GET /2 HTTP/1.1\r\nHost: h\r\n\r\n").utf8)
        #expect(exchanges.receive(octets.span) { _ in 0 }.consumed == first.utf8.count)
        let rest = Array(octets[first.utf8.count...])
        let (consumed, action) = exchanges.receive(rest.span) { _ in 0 }
        guard case (0, .read) = (consumed, action) else {
            Issue.record("\(consumed) \(action)")
            return
        }
    }

    @Test("Nothing carries over: after any request, one that cannot be read is refused as it would be on a fresh connection")
    func nothingCarriesOver() {
        let requests = [
            "GET / HTTP/1.1\r\nHost: h\r\n\r\n", "HEAD / HTTP/1.1\r\nHost: h\r\n\r\n", "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
            "HEAD / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc",
            "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nX: y\r\n\r\n", "OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n",
            "GET http://a/ HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\n\r\n",
            "HEAD / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\na",
        ]
        let refused = [
            "NONSENSE\r\n\r\n", "GET / HTTP/2.0\r\nHost: h\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "HEAD / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\nHost: h\n\n", "\u{16}\u{3}",
            "GET / HTTP/1.1\r\nHost: h\r\n x\r\n\r\n", "GET / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", "GET https://h/ HTTP/1.1\r\nHost: h\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5000\r\n\r\n", "HEAD / HTTP/1.1\r\nHost: h\r\nContent-Length: 5000\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n", "GET /\(String(repeating: "a", count: 9_000)) HTTP/1.1\r\nHost: h\r\n\r\n",
        ]
        for bad in refused {
            var fresh = Wire(scheme: .http)
            fresh.receive(bad.utf8)
            #expect(fresh.outcomes.last?.isRefusal == true, "\(bad)")
            for request in requests {
                var wire = Wire(scheme: .http)
                wire.receive(request.utf8)
                let (sent, outcomes) = (wire.sent.count, wire.outcomes.count)
                #expect(outcomes == 1, "\(request)")
                wire.receive(bad.utf8)
                #expect(Array(wire.sent[sent...]) == fresh.sent && Array(wire.outcomes[outcomes...]) == fresh.outcomes, "\(request)\(bad)")
            }
        }
    }

    @Test("A head that does not come to its end is refused as on a fresh connection, whatever came before", arguments: ["HEAD", "GET"])
    func unfinished(method: String) {
        func refusal(after request: String) -> [UInt8] {
            var wire = Wire()
            wire.receive(request.utf8)
            wire.receive("GET / HT".utf8)
            var sent: [UInt8] = []
            _ = wire.exchanges.refuse(with: Response(.requestTimeout, body: [1, 2, 3]), date: HTTPDate(seconds: 0), into: &sent)
            return sent
        }
        #expect(refusal(after: "\(method) / HTTP/1.1\r\nHost: h\r\n\r\n") == refusal(after: ""))
    }

    @Test("A target that names another scheme than that of the connection is refused (RFC 9110 §7.4)")
    func scheme() {
        for (scheme, other, text) in [(Scheme.http, Scheme.https, "http"), (.https, .http, "HTTPS")] {
            for (connection, outcome) in [(scheme, Outcome.get("/")), (other, .refusal(.misdirected))] {
                var wire = Wire(scheme: connection)
                wire.receive("GET \(text)://h/ HTTP/1.1\r\nHost: h\r\n\r\n".utf8)
                #expect(wire.outcomes == [outcome], "\(text) \(connection)")
            }
        }
        #expect(Refusal.misdirected.status == .misdirectedRequest)
    }

    @Test("A refusal closes, and answers a HEAD without content")
    func refusal() {
        var exchanges = Exchanges()
        let octets = Array("HEAD / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\n".utf8)
        _ = exchanges.receive(octets.span) { _ in 0 }
        var sent: [UInt8] = []
        _ = exchanges.refuse(with: Response(.contentTooLarge, body: [1, 2, 3]), date: HTTPDate(seconds: 0), into: &sent)
        let text = String(decoding: sent, as: UTF8.self)
        #expect(text.hasPrefix("HTTP/1.1 413 Content Too Large\r\n"))
        #expect(text.hasSuffix("Content-Length: 3\r\nConnection: close\r\n\r\n"))
        guard case .closed = exchanges.phase else {
            Issue.record("\(exchanges.phase)")
            return
        }
    }
}

@Suite("A response on the wire (RFC 9112 §4 and §6)")
struct ResponseTests {
    private let get = "GET / HTTP/1.1\r\nHost: h\r\n\r\n"

    @Test("Status line, Date, the application's fields, Content-Length, an empty line, the content")
    func layout() throws {
        let response = Response(.created, fields: ["Content-Type": "text/plain", "Location": "/a"], body: Array("hello".utf8))
        #expect(
            try respond(to: get, with: response).text == """
                HTTP/1.1 201 Created\r
                Date: Sun, 06 Nov 1994 08:49:37 GMT\r
                Content-Type: text/plain\r
                Location: /a\r
                Content-Length: 5\r
                \r
                hello
                """)
    }

    @Test("HEAD gets the fields of GET, and no content")
    func head() throws {
        let whole = try respond(to: get).text
        let head = try respond(to: "HEAD / HTTP/1.1\r\nHost: h\r\n\r\n").text
        #expect(whole == head + "hello")
    }

    @Test("204 and 304 have neither content nor Content-Length (RFC 9110 §8.6)", arguments: [Status.noContent, .notModified])
    func noContent(status: Status) throws {
        let text = try respond(to: get, with: Response(status, body: [65])).text
        #expect(!text.contains("Content-Length"))
        #expect(text.hasSuffix("\r\n\r\n"))
    }

    @Test("An empty response says so, to HTTP/1.0 as well")
    func empty() throws {
        #expect(try respond(to: get, with: Response(.seeOther)).text.contains("\r\nContent-Length: 0\r\n"))
        #expect(try respond(to: "GET / HTTP/1.0\r\n\r\n", with: Response(.ok)).text.hasPrefix("HTTP/1.1 200 OK\r\n"))
    }

    @Test("Content that is not in memory is left to the sender, its length announced")
    func source() throws {
        struct NoSource: Error {}
        struct Zeros: ContentSource {
            let count = 1_234_567
            func read(_ range: Range<Int>, into output: inout [UInt8]) -> Bool { false }
        }
        var exchanges = Exchanges()
        let octets = Array(get.utf8)
        _ = exchanges.receive(octets.span) { _ in 0 }
        var sent: [UInt8] = []
        let response = Response(.ok, fields: [:], content: .source(Zeros()))
        let remaining = exchanges.respond(with: response, closing: false, date: HTTPDate(seconds: 0), into: &sent)
        guard case .source(let source)? = remaining else { throw NoSource() }
        #expect(source.count == 1_234_567)
        #expect(String(decoding: sent, as: UTF8.self).hasSuffix("Content-Length: 1234567\r\n\r\n"))
    }
}

@Suite("The fields of a response")
struct FieldsTests {
    @Test("No octet of a value ends its line: control characters are spaces (RFC 9110 §5.5)", arguments: UInt8.min...0x7F)
    func splitting(octet: UInt8) {
        var fields = Fields()
        fields.add("X", "a\(UnicodeScalar(octet))b")
        let isControl = octet < 0x20 && octet != .tab || octet == 0x7F
        #expect(fields.octets == Array("X: a".utf8) + [isControl ? .space : octet] + Array("b\r\n".utf8))
    }

    @Test("Fields keep their order and may repeat")
    func order() {
        var fields: Fields = ["Set-Cookie": "a=1", "Set-Cookie": "b=2"]
        fields.add(contentsOf: ["X": "é"])
        #expect(fields.all(.setCookie) == ["a=1", "b=2"])
        #expect(fields.first("set-cookie") == "a=1")
        #expect(fields.first("X") == "é")
        #expect(fields.first("Y") == nil)
    }

    @Test("A name is a token")
    func names() {
        #expect(FieldName(validating: "") == nil)
        #expect(FieldName(validating: "a b") == nil)
        #expect(FieldName(validating: "a:") == nil)
        #expect(FieldName(validating: "é") == nil)
        #expect(FieldName(validating: "X-Simulation") == "x-simulation")
        #expect(Set([FieldName.etag, "ETAG", "etag"]).count == 1)
    }

    @Test("The serializer's own fields are not the application's to write", arguments: ["Content-Length", "date", "CONNECTION", "Transfer-Encoding"])
    func reserved(name: String) throws {
        #expect(Fields.isReserved(try #require(FieldName(validating: name))))
        #expect(!Fields.isReserved(try #require(FieldName(validating: name + "s"))))
        var fields: Fields = ["X": "y"]
        #expect(!fields.add(try #require(FieldName(validating: name)), "1") && fields == ["X": "y"])
        #expect(fields.add("Y", "1") && fields != ["X": "y"])
    }

    @Test("A status is one of a final response, and its reason one line", arguments: [(Int.min, ""), (0, ""), (100, "Continue"), (199, ""), (600, ""), (200, "a\r\nb")])
    func statuses(code: Int, reason: String) {
        #expect(Status(validating: code, reason) == nil)
        #expect(Status(validating: 200, "Fine")?.description == "200 Fine" && Status(validating: 599, "")?.code == 599)
    }

    @Test("Where no request is in flight a response answers nothing, and who writes its stream is told")
    func unasked() {
        var exchanges = Exchanges(), output: [UInt8] = []
        let stream = ContentStream()
        #expect(exchanges.respond(with: Response(.ok, fields: [:], stream: stream), closing: false, date: HTTPDate(seconds: 0), into: &output) == nil)
        #expect(output.isEmpty && !stream.isOpen)
    }

    @Test("A source that says less than nothing has no content")
    func negative() {
        struct Owing: ContentSource {
            let count = -1
            func read(_ range: Range<Int>, into output: inout [UInt8]) -> Bool { true }
        }
        var (exchanges, output) = (Exchanges(), [UInt8]())
        _ = exchanges.receive(Array("GET / HTTP/1.1\r\nHost: h\r\n\r\n".utf8).span) { _ in 0 }
        _ = exchanges.respond(with: Response(.ok, fields: [:], content: .source(Owing())), closing: false, date: HTTPDate(seconds: 0), into: &output)
        #expect(String(decoding: output, as: UTF8.self).contains("\r\nContent-Length: 0\r\n"))
    }
}

@Suite("A request that is made, not received")
struct MadeRequestTests {
    @Test("It is the one that a server would have read")
    func read() throws {
        let request = try Request(.post, "/a%20b?c=d", host: "exemple.example:8080", fields: [.cookie: "a=1", "X": "é"], body: [1, 2, 3])
        #expect(request.method == .post && request.path == "/a%20b" && request.query == "c=d" && request.host == "exemple.example:8080")
        #expect(request.cookie("a") == "1" && request.first("x") == "é" && request.first(.contentLength) == "3" && request.body == [1, 2, 3])
        #expect(try Request(.get, "/").host == "localhost")
    }

    @Test("What breaks a rule is refused by its name, and nothing is smuggled", arguments: [
        ("/ HTTP/1.1\r\nX: y\r\n\r\n", "h", Refusal.requestLine), ("/a b", "h", .requestLine), ("a", "h", .targetForm), ("/%zz", "h", .target), ("/", "a/b", .host),
        ("/" + String(repeating: "a", count: 8_001), "h", .targetTooLong),
    ])
    func refused(target: String, host: String, refusal: Refusal) throws {
        #expect(throws: Refusal.self) { try Request(.get, target, host: host) }
    }
}

@Suite("Refusals")
struct RefusalTests {
    @Test("Each rule has its name, its sentence and a status that blames the right side", arguments: Refusal.allCases)
    func complete(refusal: Refusal) {
        #expect((400...599).contains(refusal.status.code))
        #expect(refusal.sentence.hasSuffix("."))
        #expect(refusal.code.utf8.allSatisfy { $0 == UInt8(ascii: "-") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) })
    }

    @Test("No two rules say the same")
    func distinct() {
        #expect(Set(Refusal.allCases.map(\.sentence)).count == Refusal.allCases.count)
    }
}
