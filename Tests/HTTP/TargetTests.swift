import Testing

@testable import HTTP

@Suite("The target of a request (RFC 9112 §3.2)")
struct TargetTests {
    @Test("Which octets a path may hold: all of them", arguments: UInt8.min...UInt8.max)
    func octets(octet: UInt8) {
        let outcomes = read(Array("GET /".utf8) + [octet] + Array("x HTTP/1.1\r\nHost: h\r\n\r\n".utf8))
        let unreserved = Set("-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
        let allowed = unreserved.union("!$&'()*+,;=:@/".utf8).union("[]{}|\\^`".utf8)
        switch octet {
        case UInt8(ascii: "?"): #expect(outcomes == [.get("/", query: "x")])
        case _ where allowed.contains(octet): #expect(outcomes == [.get("/" + String(UnicodeScalar(octet)) + "x")])
        case .space, .cr, .lf: #expect(outcomes == [.refusal(.requestLine)])
        default: #expect(outcomes == [.refusal(.target)])
        }
    }

    @Test("A percent sign is followed by two hexadecimal digits", arguments: ["%", "%4", "%4g", "%g4", "%%41", "%4%31"])
    func percents(path: String) {
        #expect(read("GET /\(path) HTTP/1.1\r\nHost: h\r\n\r\n") == [.refusal(.target)])
        #expect(read("GET /?\(path) HTTP/1.1\r\nHost: h\r\n\r\n") == [.refusal(.target)])
    }

    @Test("A path and a query stay as they were sent; an empty query is not a missing one")
    func verbatim() {
        #expect(read("GET /%41/../b//c?x=%2F?y HTTP/1.1\r\nHost: h\r\n\r\n") == [.get("/%41/../b//c", query: "x=%2F?y")])
        #expect(read("GET /? HTTP/1.1\r\nHost: h\r\n\r\n") == [.get("/", query: "")])
        #expect(read("GET //evil.example/ HTTP/1.1\r\nHost: h\r\n\r\n") == [.get("//evil.example/")])
    }

    @Test("The authority of an absolute-form replaces Host (RFC 9112 §3.2.2)")
    func absoluteForm() {
        #expect(read("GET http://a.example:81/p?q HTTP/1.1\r\nHost: h\r\n\r\n") == [.get("/p", query: "q", host: "a.example:81")])
        #expect(read("GET HTTPS://[::1] HTTP/1.1\r\nHost: h\r\n\r\n") == [.get("/", host: "[::1]")])
        #expect(read("GET http://a?q HTTP/1.1\r\nHost: h\r\n\r\n") == [.get("/", query: "q", host: "a")])
        #expect(read("GET http://a/ HTTP/1.1\r\n\r\n") == [.refusal(.hostMissing)])
    }

    @Test("An absolute-form has a valid authority, without userinfo", arguments: ["", "u@a", "u:p@a", "a:b", "a:65536", "[::1", "%"])
    func badAuthorities(authority: String) {
        let outcomes = read("GET http://\(authority)/ HTTP/1.1\r\nHost: h\r\n\r\n")
        #expect(outcomes == [.refusal(authority == "%" ? .target : .host)])
    }

    @Test("An asterisk is for OPTIONS only, an authority alone for CONNECT only, and no other form exists")
    func otherForms() {
        let options = Outcome.request(method: "OPTIONS", path: "*", query: nil, host: "h", body: "")
        #expect(read("OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n") == [options])
        #expect(read("OPTIONS http://h HTTP/1.1\r\nHost: h\r\n\r\n") == [options])
        for target in ["*", "h:80", "ftp://h/", "a", "?a", "**", "http:/h/"] {
            #expect(read("GET \(target) HTTP/1.1\r\nHost: h\r\n\r\n") == [.refusal(.targetForm)])
        }
        #expect(read("CONNECT h:80 HTTP/1.1\r\nHost: h\r\n\r\n") == [.refusal(.method)])
    }
}
