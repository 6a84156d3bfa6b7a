import HTTP
import Testing

@Suite("multipart/form-data (RFC 7578)")
struct MultipartTests {
    private static let type = "multipart/form-data; boundary=----Boundary7"
    private static let body = """
        ------Boundary7\r
        Content-Disposition: form-data; name="reference"\r
        \r
        EXERCICE\r
        ------Boundary7\r
        content-disposition: form-data; name="fichier"; filename="a; name=\\"x\\".pdf"\r
        Content-Type: application/pdf\r
        \r
        %PDF\r
        --\r
        ------Boundary\r
        \r
        ------Boundary7--\r

        """

    private func decode(_ body: String, type: String = type, maximumCount: Int = 10) throws(MultipartError) -> [(name: String, content: String)] {
        let octets = Array(body.utf8)
        return try decodeMultipart(octets.span, type: type, maximumCount: maximumCount).map { ($0.name, String(decoding: octets[$0.content], as: UTF8.self)) }
    }

    @Test("Each part has the name of its field, and all that stands before the next boundary")
    func parts() throws {
        let parts = try decode(Self.body)
        #expect(parts.map(\.name) == ["reference", "fichier"])
        #expect(parts.map(\.content) == ["EXERCICE", "%PDF\r\n--\r\n------Boundary\r\n"])
        #expect(try decode(String(Self.body.dropLast())).count == 2, "without the last end of line")
        #expect(try decode("--x\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n--x--", type: "Multipart/Form-Data;BOUNDARY=\"x\"").first?.content == "")
        #expect(try decode("--x--", type: "multipart/form-data; boundary=x").isEmpty)
    }

    @Test("A type without a boundary, or with one that is none", arguments: [
        "multipart/form-data", "multipart/mixed; boundary=x", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"a;\"",
        "multipart/form-data; boundary=x; boundary=y", "multipart/form-data; boundary=\"x", "multipart/form-data; boundary=\"x \"", "", ";",
        "multipart/form-data; boundary=" + String(repeating: "x", count: 71), "application/x-www-form-urlencoded",
    ])
    func mediaType(_ type: String) {
        #expect(throws: MultipartError.mediaType) { try decode(Self.body, type: type) }
    }

    @Test("Octets before the first boundary, after the last, or a boundary that is missing")
    func boundaries() {
        for body in ["", "x" + Self.body, "\r\n" + Self.body, Self.body + "x", Self.body + "\r\n", String(Self.body.dropLast(3))] {
            #expect(throws: MultipartError.boundary) { try decode(body) }
        }
        #expect(throws: MultipartError.boundary) { try decode(Self.body.replacing("Boundary7\r\n", with: "Boundary7 \r\n")) }
    }

    @Test("A part without a name, named twice, or whose head does not end")
    func heads() {
        let disposition = "Content-Disposition: form-data; name=\"reference\"\r\n"
        for head in ["", "Content-Type: text/plain\r\n", disposition + disposition, disposition.replacing("form-data", with: "attachment"),
            "Content-Disposition: form-data\r\n", "Content-Disposition: form-data; name\r\n", " folded: x\r\n", "X: " + String(repeating: "x", count: 5_000) + "\r\n", "no colon\r\n"] {
            #expect(throws: MultipartError.head) { try decode(Self.body.replacing(disposition, with: head)) }
        }
        #expect(throws: MultipartError.head) { try decode(Self.body.replacing("Boundary7--", with: "Boundary7")) }
        #expect(throws: MultipartError.head) { try decode("------Boundary7\r\nContent-Disposition: form-data") }
    }

    @Test("More parts than a form has")
    func count() {
        #expect(throws: MultipartError.tooManyParts) { try decode(Self.body, maximumCount: 1) }
    }

    @Test("Cut anywhere, or with any octet changed, it is read or refused, never trapped on")
    func mutations() {
        let octets = Array(Self.body.utf8)
        for end in 0..<octets.count - 2 {
            #expect(throws: MultipartError.self) { try decodeMultipart(Array(octets[..<end]).span, type: Self.type) }
        }
        for index in octets.indices {
            for octet in [0, 0x0D, 0x0A, 0x22, 0x2D, 0x5C, 0xFF] as [UInt8] {
                var changed = octets
                changed[index] = octet
                if let parts = try? decodeMultipart(changed.span, type: Self.type) { #expect(parts.allSatisfy { $0.content.upperBound <= changed.count }) }
            }
        }
    }
}
