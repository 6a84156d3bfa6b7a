import Testing

@testable import PDF

@Suite("The objects of a file")
struct ObjectFileTests {
    @Test("The end of a stream's data is never taken for the end of a line (ISO 19005-2 §6.1.7.1)", arguments: [
        ([0x41], "A\n"), ([0x41, 0x0A], "A\n\n"), ([0x41, 0x0D], "A\r\r\n"), ([0x0D, 0x0A], "\r\n\n"), ([], "\n"),
    ] as [([UInt8], String)])
    func endOfData(data: [UInt8], expected: String) {
        var file = ObjectFile(.readable)
        let root = file.reserve()
        file.stream(root, data) { _ in }
        let text = String(decoding: file.finish(root: root, info: root).dropFirst(15), as: UTF8.self)
        #expect(text.unicodeScalars.starts(with: "1 0 obj\n<<\n  /Length \(data.count)\n>>stream\n\(expected)endstream\nendobj\nxref\n0 2\n".unicodeScalars))
    }

    @Test("A whole file, to the byte")
    func bytes() {
        var file = ObjectFile(.readable)
        let root = file.reserve()
        let info = file.reserve()
        file.dictionary(info) { $0.text("Title", "Essai") }
        file.dictionary(root) { $0.name("Type", "Catalog") }
        let text = String(decoding: file.finish(root: root, info: info), as: UTF8.self)
        let head = text.prefix(while: { $0 != "[" })
        #expect(
            head.unicodeScalars.dropFirst(10).drop(while: { $0 != "\n" }).elementsEqual(
                """

                2 0 obj
                <<
                  /Title (Essai)
                >>
                endobj
                1 0 obj
                <<
                  /Type /Catalog
                >>
                endobj
                xref
                0 3
                0000000000 65535 f 
                0000000053 00000 n 
                0000000015 00000 n 
                trailer
                <<
                  /Size 3
                  /Root 1 0 R
                  /Info 2 0 R
                  /ID 
                """.unicodeScalars))
        #expect(text.hasSuffix("startxref\n91\n%%EOF\n"))
    }

    @Test("Data whose end was deflated before its beginning was known are read as one", arguments: [0, 1, 40, 0xFFFF, 0x10000, 200_000])
    func tail(headCount: Int) {
        let head = (0..<headCount).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) }
        for end in [[], [7], [UInt8](repeating: 2, count: 500)] as [[UInt8]] {
            #expect(inflated(DeflatedTail(end).behind(head), count: headCount + end.count) == head + end)
        }
    }
}
