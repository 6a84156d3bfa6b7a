import Testing

@testable import HTTP

@Suite("The request line (RFC 9112 §3)")
struct RequestLineTests {
    @Test("A method, a target and a version, one space apart, are a request line")
    func plain() {
        #expect(read("GET /a?b=c HTTP/1.1\r\nHost: h\r\n\r\n") == [.get("/a", query: "b=c")])
    }

    @Test("Requests are read in order, however many come together")
    func pipelined() {
        let three = (1...3).map { "GET /\($0) HTTP/1.1\r\nHost: h\r\n\r\n" }.joined()
        #expect(read(three) == [.get("/1"), .get("/2"), .get("/3")])
    }

    @Test("A method is a token: every octet, first and second", arguments: UInt8.min...UInt8.max)
    func methodOctets(octet: UInt8) {
        let rest = Array(" / HTTP/1.1\r\nHost: h\r\n\r\n".utf8)
        for method in [[octet], [UInt8(ascii: "G"), octet]] {
            let outcomes = read(method + rest)
            if tokenOctets.contains(octet) {
                #expect(outcomes.last?.isRefusal == false)
            } else if octet == .cr, method.count == 1 {
                // An empty line before the request line is ignored, and this is not one.
                #expect(outcomes == [.refusal(.lineEnding)])
            } else {
                #expect(outcomes == [.refusal(.requestLine)])
            }
        }
    }

    @Test("A method keeps its case, and an unknown one is the application's affair")
    func methodCase() throws {
        #expect(try request("get / HTTP/1.1\r\nHost: h\r\n\r\n").method != .get)
        #expect(try request("QUERY / HTTP/1.1\r\nHost: h\r\n\r\n").method.rawValue == "QUERY")
    }

    @Test("A method longer than any is not implemented (501)")
    func longMethod() {
        #expect(read(String(repeating: "A", count: 32) + " / HTTP/1.1\r\nHost: h\r\n\r\n").last?.isRefusal == false)
        #expect(read(String(repeating: "A", count: 33) + " / HTTP/1.1\r\nHost: h\r\n\r\n") == [.refusal(.method)])
    }

    @Test(
        "Nothing else stands on the line",
        arguments: [
            "GET  / HTTP/1.1", "GET /  HTTP/1.1", "GET / HTTP/1.1 ", " GET / HTTP/1.1", "GET\t/ HTTP/1.1", "GET / HTTP/1.1\t",
            "GET /", "GET", "GET / http/1.1", "GET / HTTP/1", "GET / HTTP/1.", "GET / HTTP/11", "GET / HTTP/1.10", "GET / HTTP/1,1",
            "GET / HTTP /1.1", "GET / HTTP/1.1 HTTP/1.1", "GET / a HTTP/1.1", "/ HTTP/1.1",
        ])
    func malformed(line: String) {
        let outcomes = read(line + "\r\nHost: h\r\n\r\n")
        guard outcomes.count == 1, case .refusal(let refusal)? = outcomes.first else {
            Issue.record("\(outcomes)")
            return
        }
        #expect(refusal.status == .badRequest)
    }

    @Test("The version is HTTP/1: all digits", arguments: 0...9, 0...9)
    func versions(major: Int, minor: Int) {
        let outcomes = read("GET / HTTP/\(major).\(minor)\r\nHost: h\r\n\r\n")
        #expect(outcomes == (major == 1 ? [.get("/")] : [.refusal(.version)]))
    }

    @Test("A version is those eight octets: every octet in every place", arguments: 0..<8)
    func versionOctets(place: Int) {
        for octet in UInt8.min...UInt8.max {
            var version = Array("HTTP/1.1".utf8)
            let expected = version[place]
            version[place] = octet
            let outcomes = read(Array("GET / ".utf8) + version + Array("\r\nHost: h\r\n\r\n".utf8))
            switch place {
            case _ where octet == expected: #expect(outcomes == [.get("/")])
            case 5 where octet.isDigit: #expect(outcomes == [.refusal(.version)], "\(octet)")
            case 7 where octet.isDigit: #expect(outcomes == [.get("/")], "\(octet)")
            default: #expect(outcomes == [.refusal(.requestLine)], "\(octet)")
            }
        }
    }

    @Test("HTTP/1.0 and 1.1 are told apart; a later 1.x is 1.1")
    func minorVersions() throws {
        #expect(try request("GET / HTTP/1.0\r\n\r\n").version == .http10)
        #expect(try request("GET / HTTP/1.1\r\nHost: h\r\n\r\n").version == .http11)
        #expect(try request("GET / HTTP/1.9\r\nHost: h\r\n\r\n").version == .http11)
    }

    @Test("One empty line before the request line is ignored, a second is not (RFC 9112 §2.2)")
    func emptyLines() {
        #expect(read("\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n") == [.get("/")])
        #expect(read("\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n") == [.refusal(.requestLine)])
    }

    @Test("A line ends by CR LF, and by nothing less", arguments: ["\n", "\r", "\r\r\n", "\n\r"])
    func lineEndings(ending: String) {
        #expect(read("GET / HTTP/1.1\(ending)Host: h\r\n\r\n") == [.refusal(.lineEnding)])
    }

    @Test("What speaks another protocol is refused at its first octets")
    func otherProtocols() {
        #expect(read([0x16, 0x03, 0x01, 0x02, 0x00]) == [.refusal(.requestLine)])
        #expect(read("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n") == [.refusal(.version)])
    }

    @Test("A target may have 8,000 octets, and not one more (414)")
    func targetLimit() {
        let longest = "/" + String(repeating: "a", count: 7_999)
        #expect(read("GET \(longest) HTTP/1.1\r\nHost: h\r\n\r\n") == [.get(longest)])
        #expect(read("GET \(longest)a HTTP/1.1\r\nHost: h\r\n\r\n") == [.refusal(.targetTooLong)])
    }
}
