import Testing

@testable import PDF

@Suite("Primitives of a file, byte for byte")
struct ByteSinkTests {
    private func written(readable: Bool = false, _ body: (inout ByteSink) -> Void) -> String {
        var sink = ByteSink(readable: readable)
        body(&sink)
        return String(decoding: sink.bytes, as: UTF8.self)
    }

    @Test("A real has three decimals at most, no exponent, and nothing that it does not need (ISO 32000-1 §7.3.3)", arguments: [
        (0, "0"), (1, "1"), (-1, "-1"), (0.5, ".5"), (-0.5, "-.5"), (12.25, "12.25"), (1.0005, "1.001"), (0.0004, "0"), (-0.0004, "0"),
        (595.276, "595.276"), (32_767, "32767"), (100, "100"), (0.05, ".05"), (-12.001, "-12.001"),
    ])
    func real(value: Double, expected: String) {
        #expect(written { $0.real(value) } == expected)
    }

    @Test("Every thousandth from -2 to 2 is read back as it was")
    func thousandths() throws {
        for thousandths in -2000...2000 {
            let text = written { $0.real(Double(thousandths) / 1000) }
            #expect(Double(text.hasPrefix(".") ? "0" + text : text.replacing("-.", with: "-0.")) == Double(thousandths) / 1000)
        }
    }

    @Test("Integers, to the ends of what 64 bits hold", arguments: [
        (0, "0"), (7, "7"), (-7, "-7"), (10, "10"), (Int.max, "9223372036854775807"), (Int.min, "-9223372036854775808"),
    ])
    func integer(value: Int, expected: String) {
        #expect(written { $0.integer(value) } == expected)
    }

    @Test("Two tokens are separated only where they would run together")
    func separation() {
        #expect(written { $0.integer(1); $0.integer(2) } == "1 2")
        #expect(written { $0.integer(1); $0.name("N") } == "1/N")
        #expect(written { $0.name("N"); $0.integer(1) } == "/N 1")
        #expect(written { $0.string([65]); $0.integer(1) } == "(A)1")
        #expect(written { $0.real(0.5); $0.operation("rg"); $0.operation("q") } == ".5 rg q")
        #expect(written { $0.array { $0.integer(1); $0.reference(Reference(number: 3)); $0.real(-1) } } == "[1 3 0 R -1]")
    }

    @Test("In a name, what is not a regular character is escaped (ISO 32000-1 §7.3.5)")
    func name() {
        #expect(written { $0.name("ABCDEF+Noto Sans") } == "/ABCDEF+Noto#20Sans")
        #expect(written { $0.name("a#b/c(d)é") } == "/a#23b#2fc#28d#29#c3#a9")
    }

    @Test("A literal string escapes its delimiters and the carriage return, which would be read as another byte (§7.3.4.2)")
    func literalString() {
        var sink = ByteSink()
        sink.string([0x28, 0x29, 0x5C, 0x0D, 0x0A, 0x00, 0xFF])
        #expect(sink.bytes == Array("(\\(\\)\\\\\\r\n".utf8) + [0x00, 0xFF] + Array(")".utf8))
    }

    @Test("A text string is in PDFDocEncoding if that can say it, or UTF-16 with its mark (§7.9.2.2, annex D.2)")
    func text() {
        #expect(written { $0.text("D:2026 (x)") } == "(D:2026 \\(x\\))")
        #expect(written(readable: true) { $0.text("é€’–œŒ…•—") } == "<e9a090859c96838084>")
        #expect(written(readable: true) { $0.text("\u{A0}é") } == "<feff00a000e9>")
        // In PDFDocEncoding these would begin like the mark of UTF-16, or that of UTF-8.
        #expect(written(readable: true) { $0.text("þÿ") } == "<feff00fe00ff>")
        #expect(written(readable: true) { $0.text("ï»¿") } == "<feff00ef00bb00bf>")
        #expect(written(readable: true) { $0.text("𝄞") } == "<feffd834dd1e>")
    }

    @Test("A dictionary closes itself, and stands on one line or on several")
    func dictionary() {
        func body(_ sink: inout ByteSink) {
            sink.dictionary {
                $0.name("Type", "Page")
                $0.integer("Count", 1)
                $0.dictionary("MarkInfo") { $0.bool("Marked", true) }
                $0.rectangle("Rect", Rectangle(x: 1, y: 2, width: 10, height: 0.5))
            }
        }
        #expect(written(body) == "<</Type/Page/Count 1/MarkInfo<</Marked true>>/Rect[1 2 11 2.5]>>")
        #expect(
            written(readable: true, body) == """
                <<
                  /Type /Page
                  /Count 1
                  /MarkInfo <<
                    /Marked true
                  >>
                  /Rect [1 2 11 2.5]
                >>
                """)
    }

    @Test("Deflate is what zlib reads back, whatever the length")
    func deflate() {
        #expect(deflated([]).count == 8)
        for length in [1, 2, 255, 256, 511, 512, 513, 4096, 40_000] {
            let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) }
            #expect(inflated(deflated(bytes), count: length) == bytes)
        }
    }
}
