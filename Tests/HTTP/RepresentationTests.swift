import Testing

@testable import HTTP

/// The digits 0 to 9, twice over, as a file would be.
private struct Digits: ContentSource {
    let count = 20
    func read(_ range: Range<Int>, into output: inout [UInt8]) -> Bool {
        output.append(contentsOf: range.map { UInt8(ascii: "0") + UInt8($0 % 10) })
        return true
    }
}

private let v1 = EntityTag(strong: "v1") ?? EntityTag(of: [])
private let octets = Array("01234567890123456789".utf8)
private let written = HTTPDate(seconds: 784_111_777)

@Suite("A representation (RFC 9110 §13 and §14)")
struct RepresentationTests {
    private let representation = Representation(
        .bytes(octets), contentType: "text/plain", etag: v1, lastModified: written, fields: ["X": "y"])

    private func response(_ fields: String = "", method: String = "GET") throws -> Response {
        representation.response(to: try request("\(method) / HTTP/1.1\r\nHost: h\r\n\(fields)\r\n"))
    }

    private func text(_ response: Response) -> String {
        var octets: [UInt8] = []
        guard case .content(let content) = response.body else { return "" }
        #expect(content.append(to: &octets))
        return String(decoding: octets, as: UTF8.self)
    }

    @Test("A plain GET gets the whole, with its validators")
    func whole() throws {
        let response = try response()
        #expect(response.status == .ok)
        #expect(response.fields.first(.etag) == "\"v1\"")
        #expect(response.fields.first(.lastModified) == written.description)
        #expect(response.fields.first(.contentType) == "text/plain")
        #expect(response.fields.first(.acceptRanges) == "bytes")
        #expect(response.fields.first("X") == "y")
        #expect(response.body.count == 20)
    }

    @Test(
        "304 where If-None-Match names this version, weakly compared",
        arguments: ["\"v1\"", "W/\"v1\"", "*", "\"a,b\", \"v1\"", "\"a\",W/\"v1\"", ", \"v1\" ,"])
    func known(tags: String) throws {
        let response = try response("If-None-Match: \(tags)\r\n")
        #expect(response.status == .notModified)
        #expect(response.fields.first(.etag) == "\"v1\"")
        #expect(response.fields.first("X") == "y")
        #expect(response.body.count == 0)
        #expect(try self.response("If-None-Match: \(tags)\r\n", method: "HEAD").status == .notModified)
    }

    @Test("200 where it does not, or is no list of tags", arguments: ["\"v2\"", "v1", "\"v1", "w/\"v1\"", "\"v1\" x", "\"*\"", "\"a, \"v1\""])
    func unknown(tags: String) throws {
        #expect(try response("If-None-Match: \(tags)\r\n").status == .ok)
    }

    @Test("If-Modified-Since counts only without If-None-Match (RFC 9110 §13.2.2)")
    func modifiedSince() throws {
        let (same, later) = (written.description, HTTPDate(seconds: written.seconds + 1).description)
        let earlier = HTTPDate(seconds: written.seconds - 1).description
        #expect(try response("If-Modified-Since: \(same)\r\n").status == .notModified)
        #expect(try response("If-Modified-Since: \(later)\r\n").status == .notModified)
        #expect(try response("If-Modified-Since: \(earlier)\r\n").status == .ok)
        #expect(try response("If-Modified-Since: yesterday\r\n").status == .ok)
        #expect(try response("If-Modified-Since: \(same)\r\nIf-None-Match: \"v2\"\r\n").status == .ok)
    }

    @Test("412 where If-Match names no version that is here, strongly compared (RFC 9110 §13.1.1)")
    func expectedVersion() throws {
        for (tags, status) in [
            ("\"v1\"", Status.ok), ("*", .ok), ("\"v0\", \"v1\"", .ok), ("\"v2\"", .preconditionFailed), ("W/\"v1\"", .preconditionFailed), ("v1", .preconditionFailed),
        ] {
            #expect(try response("If-Match: \(tags)\r\n").status == status, "\(tags)")
            #expect(try response("If-Match: \(tags)\r\n", method: "HEAD").status == status, "\(tags)")
        }
        // In the order of §13.2.2: before If-None-Match, and instead of If-Unmodified-Since.
        #expect(try response("If-None-Match: \"v1\"\r\nIf-Match: \"v2\"\r\n").status == .preconditionFailed)
        #expect(try response("If-None-Match: \"v1\"\r\nIf-Match: \"v1\"\r\n").status == .notModified)
        #expect(try response("If-Match: \"v1\"\r\nIf-Unmodified-Since: \(HTTPDate(seconds: 0))\r\n").status == .ok)
    }

    @Test("412 where it was modified since If-Unmodified-Since (RFC 9110 §13.1.4)")
    func unmodifiedSince() throws {
        #expect(try response("If-Unmodified-Since: \(written)\r\n").status == .ok)
        #expect(try response("If-Unmodified-Since: \(HTTPDate(seconds: written.seconds - 1))\r\n").status == .preconditionFailed)
        #expect(try response("If-Unmodified-Since: yesterday\r\n").status == .ok)
    }

    @Test(
        "One range gets its part",
        arguments: [
            ("bytes=0-0", "0", "0-0"), ("bytes=0-4", "01234", "0-4"), ("bytes=15-", "56789", "15-19"), ("bytes=-3", "789", "17-19"),
            ("bytes=-99", "01234567890123456789", "0-19"), ("bytes=18-99", "89", "18-19"), ("BYTES=1-2", "12", "1-2"), ("bytes= 1-2 ,", "12", "1-2"),
        ])
    func range(range: String, part: String, position: String) throws {
        let response = try response("Range: \(range)\r\n")
        #expect(response.status == .partialContent)
        #expect(response.fields.first(.contentRange) == "bytes \(position)/20")
        #expect(text(response) == part)
    }

    @Test("Several ranges get a multipart (RFC 9110 §15.3.7.2)")
    func ranges() throws {
        let response = try response("Range: bytes=0-1,-2\r\n")
        #expect(response.status == .partialContent)
        #expect(response.fields.first(.contentType) == "multipart/byteranges; boundary=part-of-v1")
        #expect(response.fields.first(.contentRange) == nil)
        #expect(
            text(response) == """
                \r
                --part-of-v1\r
                Content-Type: text/plain\r
                Content-Range: bytes 0-1/20\r
                \r
                01\r
                --part-of-v1\r
                Content-Type: text/plain\r
                Content-Range: bytes 18-19/20\r
                \r
                89\r
                --part-of-v1--\r

                """)
    }

    @Test("416 where no range meets the content, with its length", arguments: ["bytes=20-", "bytes=99-100", "bytes=-0", "bytes=20-,99-"])
    func unsatisfiable(range: String) throws {
        let response = try response("Range: \(range)\r\n")
        #expect(response.status == .rangeNotSatisfiable)
        #expect(response.fields.first(.contentRange) == "bytes */20")
    }

    @Test(
        "A range that is malformed, of another unit, overlapping or one of too many is not looked at",
        arguments: [
            "bytes", "bytes=a-b", "bytes=5-1", "bytes=1", "bytes=--1", "bytes=1-2-3", "items=0-1", "bytes=+1-2",
            "bytes=99999999999999999999-", "bytes=0-,0-,0-", "bytes=0-0,1-1,2-2,3-3,4-4,5-5,6-6,7-7,8-8",
        ])
    func ignored(range: String) throws {
        #expect(try response("Range: \(range)\r\n").status == .ok)
    }

    @Test("A range is for GET, and only while If-Range names this version, strongly (RFC 9110 §13.1.5)")
    func ifRange() throws {
        let range = "Range: bytes=0-1\r\n"
        #expect(try response(range, method: "HEAD").status == .ok)
        #expect(try response(range + "If-Range: \"v1\"\r\n").status == .partialContent)
        #expect(try response(range + "If-Range: W/\"v1\"\r\n").status == .ok)
        #expect(try response(range + "If-Range: \"v2\"\r\n").status == .ok)
        #expect(try response(range + "If-Range: \(written)\r\n").status == .partialContent)
        #expect(try response(range + "If-Range: \(HTTPDate(seconds: 0))\r\n").status == .ok)
    }

    @Test("Content that is not in memory is cut as well, alone or in a multipart")
    func source() throws {
        let representation = Representation(.source(Digits()), contentType: "text/plain", etag: v1)
        let one = representation.response(to: try request(fields: "Range: bytes=3-5\r\n"))
        #expect(text(one) == "345")
        #expect(one.fields.first(.contentRange) == "bytes 3-5/20")
        let two = representation.response(to: try request(fields: "Range: bytes=3-5,11-12\r\n"))
        #expect(text(two).contains("\r\n345\r\n") && text(two).contains("\r\n12\r\n"))
    }

    @Test("However large, a multipart is in memory for what is read of it at a time")
    func largeParts() throws {
        /// Each octet says where it is.
        struct Large: ContentSource {
            let count = 1 << 50
            func read(_ range: Range<Int>, into output: inout [UInt8]) -> Bool {
                #expect(range.count <= 1_000)
                output.append(contentsOf: range.map { UInt8(truncatingIfNeeded: $0 / 7) })
                return true
            }
        }
        let whole = Large(), representation = Representation(.source(whole), contentType: "a/b", etag: v1)
        let response = representation.response(to: try request(fields: "Range: bytes=0-1999999999,\(whole.count - 3_000)-\r\n"))
        guard case .content(.source(let source)) = response.body else { throw Unexpected() }
        var ends: [UInt8] = []
        for start in [0, 1_999_999_500, source.count - 1_000] { #expect(source.read(start..<start + 1_000, into: &ends)) }
        let head = { (first: Int, last: Int) in "\r\n--part-of-v1\r\nContent-Type: a/b\r\nContent-Range: bytes \(first)-\(last)/\(whole.count)\r\n\r\n" }
        #expect(ends.starts(with: head(0, 1_999_999_999).utf8))
        #expect(ends.firstRange(of: Array(head(whole.count - 3_000, whole.count - 1).utf8)) != nil)
        #expect(Array(ends.suffix(18)) == Array("\r\n--part-of-v1--\r\n".utf8))
        // The same octets, however they are asked for.
        var (one, several): ([UInt8], [UInt8]) = ([], [])
        #expect(source.read(1_999_999_700..<2_000_000_200, into: &one))
        for start in stride(from: 1_999_999_700, to: 2_000_000_200, by: 7) { #expect(source.read(start..<min(start + 7, 2_000_000_200), into: &several)) }
        #expect(one == several && one.count == 500)
    }

    @Test("Where a part can no longer be had nothing is appended")
    func lostPart() throws {
        struct Lost: ContentSource {
            let count = 20
            func read(_ range: Range<Int>, into output: inout [UInt8]) -> Bool { false }
        }
        let representation = Representation(.source(Lost()), contentType: "a/b", etag: v1)
        let response = representation.response(to: try request(fields: "Range: bytes=0-1,5-6\r\n"))
        guard case .content(let content) = response.body else { throw Unexpected() }
        var octets: [UInt8] = [1]
        #expect(!content.append(to: &octets) && octets == [1])
    }

    @Test("Ranges that nobody can add up are not looked at", arguments: ["bytes=0-,0-", "bytes=0-9223372036854775805,1-", "bytes=-5,0-9223372036854775799"])
    func enormous(range: String) throws {
        struct Enormous: ContentSource {
            let count = Int.max
            func read(_ range: Range<Int>, into output: inout [UInt8]) -> Bool { false }
        }
        let representation = Representation(.source(Enormous()), contentType: "a/b", etag: v1)
        #expect(representation.response(to: try request(fields: "Range: \(range)\r\n")).status == .ok)
    }

    private struct Unexpected: Error {}

    @Test("A tag is made of visible octets without a quote", arguments: ["a b", "a\"b", "a\u{7F}", "\n"])
    func opaque(text: String) {
        #expect(EntityTag(strong: text) == nil)
        #expect(EntityTag(strong: "a")?.description == "\"a\"")
        #expect(EntityTag(numbers: [255, 16]).description == "\"ff-10\"")
    }

    @Test("The tag of octets changes with them")
    func tags() {
        #expect(EntityTag(of: [1, 2]) == EntityTag(of: [1, 2]))
        #expect(EntityTag(of: [1, 2]) != EntityTag(of: [2, 1]))
        #expect(EntityTag(of: []) != EntityTag(of: [0]))
    }
}
