import Testing

@testable import HTTP

@Suite("The field section (RFC 9112 §5)")
struct FieldTests {
    @Test("A field name is a token: every octet, wherever it stands", arguments: UInt8.min...UInt8.max)
    func nameOctets(octet: UInt8) throws {
        for before in 1..<10 {
            let name = Array(repeating: UInt8(ascii: "x"), count: before) + [octet] + Array("-Long-name".utf8)
            let outcomes = read(Array("GET / HTTP/1.1\r\nHost: h\r\n".utf8) + name + Array(": v\r\n\r\n".utf8))
            switch octet {
            case _ where tokenOctets.contains(octet): #expect(outcomes == [.get("/")])
            // A shorter name, and a value with a colon in it.
            case UInt8(ascii: ":"): #expect(outcomes == [.get("/")])
            case .lf: #expect(outcomes == [.refusal(.lineEnding)])
            default: #expect(outcomes == [.refusal(.fieldName)])
            }
        }
    }

    @Test("A field value holds no control character but the tab: every octet, wherever it stands", arguments: UInt8.min...UInt8.max)
    func valueOctets(octet: UInt8) {
        for before in 0..<16 {
            let value = Array(repeating: UInt8(ascii: "a"), count: before) + [octet] + Array(repeating: 0xE9, count: 15 - before) + Array("b".utf8)
            let outcomes = read(Array("GET / HTTP/1.1\r\nHost: h\r\nX: a".utf8) + value + Array("\r\n\r\n".utf8))
            switch octet {
            case .tab, 0x20...0x7E, 0x80...0xFF: #expect(outcomes == [.get("/")])
            case .cr, .lf: #expect(outcomes == [.refusal(.lineEnding)])
            default: #expect(outcomes == [.refusal(.fieldValue)])
            }
        }
    }

    @Test("A field name is a token from its first octet to its last: every octet", arguments: UInt8.min...UInt8.max)
    func nameEnds(octet: UInt8) {
        let isToken = tokenOctets.contains(octet)
        let first = read(Array("GET / HTTP/1.1\r\nHost: h\r\n".utf8) + [octet] + Array("x: v\r\n\r\n".utf8))
        switch octet {
        case _ where isToken: #expect(first == [.get("/")])
        case .space, .tab: #expect(first == [.refusal(.foldedLine)])
        case .cr, .lf: #expect(first == [.refusal(.lineEnding)])
        default: #expect(first == [.refusal(.fieldName)])
        }
        let last = read(Array("GET / HTTP/1.1\r\nHost: h\r\nx".utf8) + [octet] + Array(": v\r\n\r\n".utf8))
        #expect(last == (isToken || octet == UInt8(ascii: ":") ? [.get("/")] : [.refusal(octet == .lf ? .lineEnding : .fieldName)]))
    }

    @Test("Neither the first octet of a value nor its last is a control character: every octet", arguments: UInt8.min...UInt8.max)
    func valueEnds(octet: UInt8) {
        for (before, after) in [("", "b"), ("a", "")] {
            let outcomes = read(Array("GET / HTTP/1.1\r\nHost: h\r\nX:\(before)".utf8) + [octet] + Array("\(after)\r\n\r\n".utf8))
            switch octet {
            case .tab, 0x20...0x7E, 0x80...0xFF: #expect(outcomes == [.get("/")])
            case .cr, .lf: #expect(outcomes == [.refusal(.lineEnding)])
            default: #expect(outcomes == [.refusal(.fieldValue)])
            }
        }
    }

    @Test("No whitespace stands between a name and its colon, and no name is empty", arguments: ["X : v", "X\t: v", ": v", "X", "X v"])
    func malformed(line: String) {
        #expect(readFields(line + "\r\n") == [.refusal(.fieldName)])
    }

    @Test("A line that folds is refused (RFC 9112 §5.2), also where it comes first", arguments: [" ", "\t"])
    func folding(space: String) {
        #expect(readFields("X: a\r\n\(space)b\r\n") == [.refusal(.foldedLine)])
        #expect(read("GET / HTTP/1.1\r\n\(space)Host: h\r\n\r\n") == [.refusal(.foldedLine)])
    }

    @Test("A line ends by CR LF, and by nothing less", arguments: ["\n", "\r", "\r\r\n"])
    func lineEndings(ending: String) {
        #expect(readFields("X: a\(ending)Y: b\r\n") == [.refusal(.lineEnding)])
        #expect(readFields("X: a\r\n\(ending)").last?.isRefusal == true)
    }

    @Test("Whitespace around a value is not of the value (RFC 9112 §5.1)")
    func trimming() throws {
        let request = try request(fields: "A:v\r\nB: \t v w \t \r\nC:\r\nD: \t\r\n")
        #expect(request.first("A") == "v")
        #expect(request.first("B") == "v w")
        #expect(request.first("C") == "")
        #expect(request.first("D") == "")
    }

    @Test("Names are compared without case; the first of several is first, and all are joined in order (RFC 9110 §5.3)")
    func lookup() throws {
        let request = try request(fields: "X-a: 1\r\nx-A: 2\r\nX-ab: 3\r\n")
        #expect(request.first("X-A") == "1")
        #expect(request.all("x-a") == "1, 2")
        #expect(request.first("X") == nil)
        #expect(request.all("X") == nil)
    }

    @Test("Octets that are not ASCII are kept as they are where they are UTF-8, and repaired where not")
    func obsText() throws {
        #expect(try request(fields: "X: é\r\n").first("X") == "é")
        var wire = Wire()
        wire.receive(Array("GET / HTTP/1.1\r\nHost: h\r\nX: a".utf8) + [0xFF] + Array("\r\n\r\n".utf8))
        #expect(wire.requests.first?.first("X") == "a\u{FFFD}")
    }

    @Test("A head has 100 fields at most (431)")
    func fieldCount() {
        let lines = { (count: Int) in (1...count).map { "X-\($0): v\r\n" }.joined() }
        #expect(readFields(lines(99)) == [.get("/")])
        #expect(readFields(lines(100)) == [.refusal(.tooManyFields)])
    }

    @Test("A field line and a head have their limits, the empty line included (431)")
    func sizes() {
        var limits = MessageLimits()
        limits.fieldLine = 100
        limits.head = 300
        let line = { (length: Int) in "X: " + String(repeating: "v", count: length - 5) + "\r\n" }
        let start = "GET / HTTP/1.1\r\nHost: h\r\n"
        #expect(read(start + line(100) + "\r\n", limits: limits) == [.get("/")])
        #expect(read(start + line(101) + "\r\n", limits: limits) == [.refusal(.headTooLarge)])
        let full = start + line(100) + line(100) + line(300 - start.utf8.count - 202)
        #expect(read(full + "\r\n", limits: limits) == [.get("/")])
        let beyond = start + line(100) + line(100) + line(301 - start.utf8.count - 202)
        #expect(read(beyond + "\r\n", limits: limits) == [.refusal(.headTooLarge)])
    }
}

@Suite("The host of a request (RFC 9112 §3.2)")
struct HostTests {
    @Test("HTTP/1.1 names a host, once; HTTP/1.0 may name none")
    func count() {
        #expect(read("GET / HTTP/1.1\r\n\r\n") == [.refusal(.hostMissing)])
        #expect(read("GET / HTTP/1.1\r\nHost: h\r\nhost: h\r\n\r\n") == [.refusal(.hostRepeated)])
        #expect(read("GET / HTTP/1.0\r\n\r\n") == [.get("/", host: "")])
        #expect(read("GET / HTTP/1.0\r\nHost: h\r\nHost: h\r\n\r\n") == [.refusal(.hostRepeated)])
    }

    @Test(
        "A host is a name or an address, with at most a port",
        arguments: ["h", "a.b", "a_b", "a,b", "127.0.0.1", "127.0.0.1:8080", "[::1]", "[::1]:80", "h:", "h:0", "h:65535", "xn--caf-dma.fr", "a%41b", "",
            "[::]", "[1::]", "[2001:db8::8:800:200C:417A]", "[1:2:3:4:5:6:7:8]", "[::ffff:192.0.2.1]", "[1:2:3:4:5:6:192.0.2.255]", "[1::2:3:4:5:6:7]", "[v1f.a:b]"])
    func valid(host: String) {
        #expect(read("GET / HTTP/1.1\r\nHost: \(host)\r\n\r\n") == [.get("/", host: host)])
    }

    @Test("A name of a host is made of what RFC 3986 §3.2.2 gives it: every octet", arguments: UInt8.min...UInt8.max)
    func octets(octet: UInt8) {
        let outcomes = read(Array("GET / HTTP/1.1\r\nHost: a".utf8) + [octet] + Array("1\r\n\r\n".utf8))
        let regName = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=".utf8)
        switch octet {
        case _ where regName.contains(octet), UInt8(ascii: ":"): #expect(outcomes == [.get("/", host: "a\(UnicodeScalar(octet))1")])
        case .cr, .lf: #expect(outcomes == [.refusal(.lineEnding)])
        case 0..<0x20 where octet != .tab, 0x7F: #expect(outcomes == [.refusal(.fieldValue)])
        default: #expect(outcomes == [.refusal(.host)])
        }
    }

    @Test(
        "Nothing else is a host",
        arguments: [
            "a b", "a/b", "u@h", "h:80:80", "h:-1", "h:65536", "h:99999999999999999999", "h:8a", ":80", "[]", "[::1", "::1", "[::1]a", "h?",
            "h#", "a\\b", "é", "\"h\"", "<h>", "[fe80::1%25eth0]",
            "a%4", "a%4g", "%", "[1:2:3:4:5:6:7]", "[1:2:3:4:5:6:7:8:9]", "[1::2::3]", "[:::]", "[:1]", "[1:]", "[12345::]", "[::g]", "[1::2:3:4:5:6:7:8]", "[127.0.0.1]",
            "[::256.0.0.1]", "[::1.2.3]", "[::1.2.3.4.5]", "[::01.2.3.4]", "[::1.2.3.4:5]", "[1:2:3:4:5:6:7:1.2.3.4]", "[v.a]", "[v1]", "[v1.]", "[vg.a]", "[v1.a/]", "[[::1]]",
        ])
    func invalid(host: String) {
        #expect(read("GET / HTTP/1.1\r\nHost: \(host)\r\n\r\n") == [.refusal(.host)])
    }

    @Test("A media type is accepted where Accept names it, unless its weight is 0 (RFC 9110 §12.5.1)", arguments: [
        ("text/event-stream", true), ("Text/Event-Stream", true), ("text/html, text/event-stream;q=0.1", true),
        ("text/event-stream ; charset=utf-8 ; q=1", true), ("text/event-stream;q=0", false), ("text/event-stream; q=0.000, */*", false),
        ("*/*", false), ("text/*", false), ("text/event-streams", false), ("text/html;x=text/event-stream", false), ("", false),
    ])
    func acceptedMediaType(_ accept: String, _ isAccepted: Bool) throws {
        #expect(try request("GET / HTTP/1.1\r\nHost: h\r\nAccept: \(accept)\r\n\r\n").head.accepts(mediaType: "text/event-stream") == isAccepted)
    }

    @Test("Where the octets of a value end is found at every place of it, however many are looked at together")
    func endOfFieldContent() {
        for length in 0...80 {
            var octets = [UInt8](repeating: UInt8(ascii: "a"), count: length)
            #expect(octets.span.endOfFieldContent(from: 0) == length)
            for place in octets.indices {
                for octet in UInt8.min...UInt8.max {
                    octets[place] = octet
                    let end = octet.isFieldContent ? length : place
                    guard octets.span.endOfFieldContent(from: 0) != end else { continue }
                    Issue.record("\(octet) at \(place) of \(length)")
                }
                octets[place] = UInt8(ascii: "a")
            }
        }
    }
}
