import Testing

@testable import HTTP

/// What is read in a POST to `h` with these lines, each with its CR LF, and these octets behind the head.
private func readPost(
    _ lines: String, _ content: String, limits: MessageLimits = MessageLimits(), contentLimit: Int = 1_000,
    sourceLocation: SourceLocation = #_sourceLocation
) -> [Outcome] {
    read(
        "POST / HTTP/1.1\r\nHost: h\r\n\(lines)\r\n\(content)", limits: limits, contentLimit: contentLimit,
        sourceLocation: sourceLocation)
}

private let chunked = "Transfer-Encoding: chunked\r\n"

@Suite("The framing of content (RFC 9112 §6.3)")
struct FramingTests {
    @Test("Item 7: without a field there is no content, whatever the method")
    func none() {
        #expect(readPost("", "") == [.post("")])
    }

    @Test("Item 6: Content-Length counts the octets, and what follows is another request")
    func length() {
        #expect(readPost("Content-Length: 5\r\n", "hello") == [.post("hello")])
        #expect(readPost("content-length: 0005\r\n", "hello") == [.post("hello")])
        #expect(readPost("Content-Length: 0\r\n", "") == [.post("")])
        #expect(readPost("Content-Length: 5\r\n", "helloGET /2 HTTP/1.1\r\nHost: h\r\n\r\n") == [.post("hello"), .get("/2")])
    }

    @Test("Content that is not whole is not a request")
    func incomplete() {
        #expect(readPost("Content-Length: 6\r\n", "hello") == [])
        #expect(readPost(chunked, "5\r\nhello\r\n") == [])
        #expect(readPost(chunked, "5\r\nhello\r\n0\r\n") == [])
    }

    @Test(
        "Item 5: Content-Length is one number in decimal digits",
        arguments: ["", "+5", "-5", "5,5", "5, 5", "0x5", "5 5", "5.0", "5e0", "five", "٥", "5;", "\"5\""])
    func badLengths(value: String) {
        #expect(readPost("Content-Length: \(value)\r\n", "hello") == [.refusal(.contentLength)])
    }

    @Test("Item 5: every octet but a digit makes Content-Length invalid", arguments: 0x21...UInt8(0x7E))
    func lengthOctets(octet: UInt8) {
        let text = String(UnicodeScalar(octet))
        let outcomes = readPost("Content-Length: 0\(text)\r\n", String(repeating: "a", count: Int(text) ?? 0))
        #expect(outcomes == (octet.isDigit ? [.post(String(repeating: "a", count: Int(text) ?? 0))] : [.refusal(.contentLength)]))
    }

    @Test("Content-Length is said once, even where two would agree")
    func repeatedLength() {
        #expect(readPost("Content-Length: 5\r\nContent-Length: 5\r\n", "hello") == [.refusal(.contentLength)])
        #expect(readPost("Content-Length: 5\r\nContent-Length: 6\r\n", "hello") == [.refusal(.contentLength)])
    }

    @Test("A length beyond the limit, or beyond any number, is refused before the content comes (413)")
    func tooLong() {
        #expect(readPost("Content-Length: 1000\r\n", String(repeating: "a", count: 1_000)).count == 1)
        for length in ["1001", "9223372036854775807", "9223372036854775808", "99999999999999999999999999", "18446744073709551621"] {
            #expect(readPost("Content-Length: \(length)\r\n", "") == [.refusal(.contentTooLarge)])
        }
    }

    @Test("Item 3: Content-Length beside Transfer-Encoding could be smuggled, in either order")
    func both() {
        #expect(readPost("Content-Length: 5\r\n" + chunked, "0\r\n\r\n") == [.refusal(.ambiguousLength)])
        #expect(readPost(chunked + "Content-Length: 5\r\n", "0\r\n\r\n") == [.refusal(.ambiguousLength)])
    }

    @Test(
        "Item 4: Transfer-Encoding ends in one “chunked” (400)",
        arguments: ["", ",", "gzip", "identity", "chunked, gzip", "chunked, identity", "chunked, chunked", "xchunked", "chunkedx", "\"chunked\"",
            "chunked;q=1", "chun ked"])
    func badCodings(value: String) {
        #expect(readPost("Transfer-Encoding: \(value)\r\n", "0\r\n\r\n") == [.refusal(.transferEncoding)])
    }

    @Test("A coding before “chunked” is not implemented (501)", arguments: ["gzip, chunked", "identity,chunked", "chunked, gzip, chunked"])
    func otherCodings(value: String) {
        #expect(readPost("Transfer-Encoding: \(value)\r\n", "0\r\n\r\n") == [.refusal(.transferCoding)])
    }

    @Test("Beside “chunked” stands whitespace or a comma: every octet", arguments: UInt8.min...UInt8.max)
    func codingOctets(octet: UInt8) {
        for (before, after) in [([octet], []), ([], [octet])] {
            let head = Array("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding:".utf8) + before + Array("chunked".utf8) + after
            let outcomes = read(head + Array("\r\n\r\n0\r\n\r\n".utf8))
            switch octet {
            case .space, .tab, UInt8(ascii: ","): #expect(outcomes == [.post("")])
            case .cr, .lf: #expect(outcomes == [.refusal(.lineEnding)])
            case 0..<0x20, 0x7F: #expect(outcomes == [.refusal(.fieldValue)])
            default: #expect(outcomes == [.refusal(.transferEncoding)])
            }
        }
    }

    @Test("Transfer-Encoding may come in several lines, which are one list")
    func severalLines() {
        #expect(readPost(chunked + chunked, "0\r\n\r\n") == [.refusal(.transferEncoding)])
        #expect(readPost("Transfer-Encoding: gzip\r\n" + chunked, "0\r\n\r\n") == [.refusal(.transferCoding)])
        #expect(readPost("Transfer-Encoding: ,Chunked ,\r\n", "0\r\n\r\n") == [.post("")])
    }

    @Test("HTTP/1.0 has no Transfer-Encoding (RFC 9112 §6.1)")
    func http10() {
        #expect(read("POST / HTTP/1.0\r\n\(chunked)\r\n0\r\n\r\n") == [.refusal(.transferEncoding)])
        #expect(read("POST / HTTP/1.0\r\nHost: h\r\nContent-Length: 2\r\n\r\nab") == [.post("ab")])
    }
}

@Suite("The chunked coding (RFC 9112 §7.1)")
struct ChunkedTests {
    @Test("Chunks are joined; sizes are hexadecimal, in either case, with leading zeros")
    func plain() {
        #expect(readPost(chunked, "5\r\nhello\r\n1\r\n \r\n0005\r\nworld\r\n0\r\n\r\n") == [.post("hello world")])
        #expect(readPost(chunked, "a\r\n0123456789\r\nA\r\n0123456789\r\n00\r\n\r\n") == [.post("01234567890123456789")])
    }

    @Test("A chunk may hold what looks like its own framing")
    func opaque() {
        #expect(readPost(chunked, "7\r\n0\r\n\r\nab\r\n0\r\n\r\n") == [.post("0\r\n\r\nab")])
    }

    @Test("Extensions and trailers are read and dropped")
    func extensions() {
        #expect(readPost(chunked, "5;a=b;c=\"d e\"\r\nhello\r\n0;last\r\nX: y\r\nContent-Length: 9\r\n\r\n") == [.post("hello")])
    }

    @Test(
        "A malformed chunk is refused",
        arguments: [
            "\r\nhello", "g\r\n", "5 \r\nhello", " 5\r\nhello", "0x5\r\nhello", "-5\r\nhello", "+5\r\nhello", "5\nhello", "5\r\rhello",
            "5\r\nhelloo\r\n", "5\r\nhello\n", "5\r\nhello\r\r", "5;a\nb\r\n", "5;\u{0}\r\n", "1000000000000000\r\n", "ffffffffffffffffff\r\n",
        ])
    func malformed(content: String) {
        #expect(readPost(chunked, content) == [.refusal(.chunk)])
    }

    @Test("After a size stands CR or a semicolon: every octet", arguments: UInt8.min...UInt8.max)
    func sizeOctets(octet: UInt8) {
        let head = Array("POST / HTTP/1.1\r\nHost: h\r\n\(chunked)\r\n".utf8)
        let outcomes = read(head + [UInt8(ascii: "0"), octet] + Array("\r\n\r\n".utf8))
        switch octet {
        case UInt8(ascii: "0"), UInt8(ascii: ";"): #expect(outcomes == [.post("")])
        // The CR is the chunk, and nothing ends it.
        case UInt8(ascii: "1"): #expect(outcomes == [.refusal(.chunk)])
        case _ where octet.hexValue != nil: #expect(outcomes == [])
        default: #expect(outcomes == [.refusal(.chunk)])
        }
    }

    @Test("A trailer is a field line like any other")
    func trailers() {
        #expect(readPost(chunked, "0\r\nX : y\r\n\r\n") == [.refusal(.fieldName)])
        #expect(readPost(chunked, "0\r\nX: y\n\r\n") == [.refusal(.lineEnding)])
        #expect(readPost(chunked, "0\r\nX: y\r\n z\r\n\r\n") == [.refusal(.foldedLine)])
    }

    @Test("Chunks, extensions and trailers have their limits")
    func limits() {
        var limits = MessageLimits()
        limits.chunkLine = 20
        limits.trailers = 20
        #expect(readPost(chunked, "0;aaaaaaaaaaaaaaaa\r\n\r\n", limits: limits) == [.post("")])
        #expect(readPost(chunked, "0;aaaaaaaaaaaaaaaaa\r\n\r\n", limits: limits) == [.refusal(.chunk)])
        #expect(readPost(chunked, "0\r\nX: y\r\nX: yyyyy\r\n\r\n", limits: limits) == [.post("")])
        #expect(readPost(chunked, "0\r\nX: y\r\nX: yyyyyyyy\r\n\r\n", limits: limits) == [.refusal(.trailers)])
        let six = "6\r\nabcdef\r\n"
        #expect(readPost(chunked, six + "0\r\n\r\n", contentLimit: 6) == [.post("abcdef")])
        #expect(readPost(chunked, six + "1\r\n", contentLimit: 6) == [.refusal(.contentTooLarge)])
        #expect(readPost(chunked, "7\r\n", contentLimit: 6) == [.refusal(.contentTooLarge)])
    }
}
