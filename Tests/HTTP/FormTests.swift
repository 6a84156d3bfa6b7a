import Testing

@testable import HTTP

@Suite("Forms (application/x-www-form-urlencoded)")
struct FormTests {
    private func decode(_ text: String, maximumCount: Int = 100) throws(FormError) -> [String] {
        try decodeForm(query: text, maximumCount: maximumCount).map { "\($0.name)=\($0.value)" }
    }

    @Test("Names and values are decoded, in order, repeated or not")
    func plain() throws {
        #expect(try decode("a=1&b=2&a=3") == ["a=1", "b=2", "a=3"])
        #expect(try decode("") == [])
        #expect(try decode("&&a=1&") == ["a=1"])
        #expect(try decode("a&b=&=c&d=e=f") == ["a=", "b=", "=c", "d=e=f"])
    }

    @Test("A plus is a space, and percent-encoded octets are UTF-8")
    func encoded() throws {
        #expect(try decode("nom=Ana%C3%AFs+L%E2%80%99H%C3%A9ritier&x=%2B%26%3d") == ["nom=Anaïs L’Héritier", "x=+&="])
        #expect(try decodeForm(Array("é=è".utf8)).first?.value == "è")
    }

    @Test("Every octet survives its encoding", arguments: UInt8.min...0x7F)
    func octets(octet: UInt8) throws {
        let text = String(UnicodeScalar(octet))
        for digits in [String(octet, radix: 16), String(octet, radix: 16, uppercase: true)] {
            let encoded = "%" + (octet < 16 ? "0" : "") + digits
            #expect(try decode("a=\(encoded)") == ["a=\(text)"])
        }
    }

    @Test("A percent sign without two digits is refused", arguments: ["a=%", "a=%4", "a=%4g", "a=%zz", "%=a", "a=%&b=1", "a=%4&1=b"])
    func percent(text: String) {
        #expect(throws: FormError.percentEncoding) { try decode(text) }
    }

    @Test("What is not UTF-8 is refused: no text is guessed", arguments: ["%FF", "%C3", "%C0%80", "%ED%A0%80", "%F4%90%80%80", "%E2%80"])
    func notUTF8(text: String) {
        #expect(throws: FormError.notUTF8) { try decode("a=" + text) }
        #expect(PercentEncoding.decode(text) == nil)
    }

    @Test("A form has so many fields at most")
    func count() throws {
        #expect(try decode("a&b&c", maximumCount: 3).count == 3)
        #expect(throws: FormError.tooManyFields) { try decode("a&b&c&d", maximumCount: 3) }
    }

    @Test("In a path a plus is a plus")
    func path() {
        #expect(PercentEncoding.decode("/a+b%20c%C3%A9") == "/a+b cé")
        #expect(PercentEncoding.decode("/%2e%2E/") == "/../")
        #expect(PercentEncoding.decode("/%") == nil)
    }
}

@Suite("Cookies (RFC 6265 §4.2)")
struct CookieTests {
    @Test("The first cookie of a name is found, in one field or several")
    func lookup() throws {
        let request = try request(fields: "Cookie: a=1; b=2;c=3 ; a=4\r\nCookie: d=5\r\n")
        #expect(request.cookie("a") == "1")
        #expect(request.cookie("b") == "2")
        #expect(request.cookie("c") == "3")
        #expect(request.cookie("d") == "5")
        #expect(request.cookie("e") == nil)
    }

    @Test("A name is whole, and has its case")
    func names() throws {
        let request = try request(fields: "Cookie: ab=1; A=2; =3; b\r\n")
        #expect(request.cookie("a") == nil)
        #expect(request.cookie("b") == nil)
        #expect(request.cookie("") == "3")
    }

    @Test("A value may hold an equals sign, be empty or be quoted")
    func values() throws {
        let request = try request(fields: "Cookie: a=b=c; d=; e=\"f\"; g=\"\r\n")
        #expect(request.cookie("a") == "b=c")
        #expect(request.cookie("d") == "")
        #expect(request.cookie("e") == "f")
        #expect(request.cookie("g") == "\"")
    }
}
