import Testing

@testable import PDF

@Suite("A TrueType font, read and cut down")
struct FontTests {
    @Test("The font tells its name and its measures")
    func measures() throws {
        let font = Samples.font
        #expect(font.postScriptName == "NotoSans-Regular")
        #expect(font.unitsPerEm == 1000)
        #expect((font.ascent, font.descent, font.capHeight) == (1069, -293, 714))
        let glyph = try #require(font.glyph(for: "A"))
        #expect(try font.advance(glyph) == 639)
        #expect(font.glyph(for: "漢") == nil)
    }

    @Test("Every letter of French has its glyph, and each its own", arguments: [
        "œ", "Œ", "«", "»", "’", "€", "\u{202F}", "\u{A0}", "ÿ", "Ÿ", "–", "…", "ç", "Ç",
    ] as [Unicode.Scalar])
    func french(scalar: Unicode.Scalar) {
        #expect(Samples.font.glyph(for: scalar) != nil)
    }

    @Test("Pairs are kerned as the font says, by pair and by class", arguments: [
        ("A" as Unicode.Scalar, "V" as Unicode.Scalar, -40), ("T", "o", -70), ("T", "é", -70), ("A", "A", 0), ("L", "’", -80),
        ("n", "n", 0), ("(", "J", 90), ("A", "J", 50), ("&", "Ÿ", -30), ("F", ",", -60),
    ])
    func kerning(first: Unicode.Scalar, second: Unicode.Scalar, expected: Int) throws {
        let font = Samples.font
        #expect(try font.kerning(#require(font.glyph(for: first)), #require(font.glyph(for: second))) == expected)
    }

    @Test("A font that is cut short is refused, and never traps, wherever the cut is")
    func truncated() {
        let bytes = Samples.regularBytes
        for length in Array(0..<400) + Array(stride(from: 400, to: bytes.count, by: 487)) {
            #expect(throws: FontError.self) { try TrueTypeFont(Array(bytes.prefix(length))) }
        }
    }

    @Test("A damaged font is refused or read, and never traps")
    func damaged() {
        var state: UInt64 = 20_261_122
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        for _ in 0..<400 {
            var bytes = Samples.regularBytes
            for _ in 0..<1 + random(8) { bytes[random(2) == 0 ? random(600) : random(bytes.count)] = UInt8(random(256)) }
            guard let font = try? TrueTypeFont(bytes) else { continue }
            _ = try? FontSubset(font, letters: "Été".unicodeScalars)
        }
    }

    @Test("A font whose licence forbids embedding is refused")
    func embedding() throws {
        var bytes = Samples.regularBytes
        let entry = try #require((0..<20).map { 12 + $0 * 16 }.first { bytes[$0..<$0 + 4].elementsEqual("OS/2".utf8) })
        let table = bytes[entry + 8..<entry + 12].reduce(0) { $0 << 8 | Int($1) }
        for (type, allowed) in [(UInt8(0), true), (2, false), (4, true), (8, true)] {
            bytes[table + 9] = type
            if allowed { _ = try TrueTypeFont(bytes) } else { #expect(throws: FontError.embeddingForbidden) { try TrueTypeFont(bytes) } }
        }
        bytes[table + 9] = 0
        bytes[table + 8] = 1
        #expect(throws: FontError.embeddingForbidden) { try TrueTypeFont(bytes) }
    }

    @Test("What is not a TrueType file is told apart")
    func notTrueType() {
        #expect(throws: FontError.notTrueType) { try TrueTypeFont([]) }
        #expect(throws: FontError.notTrueType) { try TrueTypeFont(Array("OTTO".utf8) + [UInt8](repeating: 0, count: 100)) }
    }

    @Test("A subset keeps each outline, width and bearing, and nothing else")
    func subset() throws {
        let letters = "aéŒ\u{202F}Ḃ".unicodeScalars.filter { Samples.font.glyph(for: $0) != nil }
        let subset = try FontSubset(Samples.font, letters: letters)
        let file = try #require(SubsetReader(subset.file))
        #expect(file.tags == ["cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp"])
        #expect(file.checksum == 0xB1B0_AFBA)
        #expect(subset.scalars == [" ", "a", "é", "Œ", "\u{202F}"])
        // .notdef, five letters, and the two parts of é: e and the acute.
        #expect(file.glyphCount == 8)
        for (index, scalar) in subset.scalars.enumerated() {
            let old = try #require(Samples.font.glyph(for: scalar))
            #expect(file.advance(index + 1) == (try Samples.font.advance(old)))
            let outline = try Samples.font.outline(old)
            #expect(file.outline(index + 1).count == (outline.count + 1) / 2 * 2)
        }
        #expect(subset.widths == [600, 260, 561, 564, 928, 166])
    }

    @Test("Up to 255 letters have codes of one octet, which one symbol subtable leads to their glyphs; more have codes that are their glyphs")
    func codes() throws {
        let letters = (0x20...0x21B).compactMap(Unicode.Scalar.init).filter { $0.value >= 0x20 && Samples.font.glyph(for: $0) != nil }
        let few = try FontSubset(Samples.font, letters: letters.prefix(255))
        #expect(few.codeWidth == 1 && few.scalars.count == 255)
        let file = try #require(SubsetReader(few.file))
        let map = try #require(file.symbolMap)
        #expect(map.keys.sorted() == Array(0xF001...0xF0FF))
        #expect(map.allSatisfy { $0.value == $0.key - 0xF000 })
        let many = try FontSubset(Samples.font, letters: letters.prefix(256))
        #expect(many.codeWidth == 2 && many.scalars.count == 256)
        #expect(try #require(SubsetReader(many.file)).symbolMap == nil)
        let text = try TextBlock("Ąĝ", TextStyle(many, size: 10))
        var document = Document(Samples.metadata(), form: .readable)
        document.page { $0.paragraph { $0.show(text, at: Point(x: 50, y: 50)) } }
        let readable = try ReadableFile(document.bytes())
        #expect(try readable.text() == ["Ąĝ\n"])
        #expect(readable.all("/Subtype /CIDFontType2").count == 1 && readable.all("/Subtype /TrueType").isEmpty)
    }

    @Test("The parts of a composite glyph lead to glyphs of the subset, as deep as they go")
    func composites() throws {
        let letters = Samples.french.unicodeScalars
        let file = try #require(SubsetReader(FontSubset(Samples.font, letters: letters).file))
        var composites = 0
        for glyph in 0..<file.glyphCount {
            let parts = file.parts(glyph)
            if !parts.isEmpty { composites += 1 }
            #expect(parts.allSatisfy { $0 > 0 && $0 < file.glyphCount })
        }
        #expect(composites >= 15)
    }

    @Test("The same letters in any order make the same subset")
    func deterministic() throws {
        let one = try FontSubset(Samples.font, letters: "Éléa".unicodeScalars)
        let two = try FontSubset(Samples.font, letters: "aélÉa ".unicodeScalars)
        #expect(one.name == two.name)
        #expect(one.file == two.file)
        #expect(one.name.wholeMatch(of: /[A-Z]{6}\+NotoSans-Regular/) != nil)
        #expect(try FontSubset(Samples.font, letters: "Élé".unicodeScalars).name != one.name)
    }

    @Test("A letter that the font lacks is an error, never a .notdef")
    func missing() throws {
        #expect(throws: TextError.missingGlyph("漢", font: "NotoSans-Regular")) {
            try FontSubset(Samples.font, letters: "a漢".unicodeScalars)
        }
        #expect(throws: TextError.tooManySpans(256)) { try TextBlock((0..<256).map { _ in TextSpan("a", Samples.style) }) }
        #expect(throws: TextError.tooManyLetters(5_096)) { try FontSubset(Samples.font, letters: (0x100..<0x1100 + 999).compactMap(Unicode.Scalar.init)) }
        #expect(throws: TextError.missingGlyph("Ω", font: "NotoSans-Regular")) { try TextBlock("aΩ", Samples.style) }
        #expect(throws: TextError.missingGlyph("\n", font: "NotoSans-Regular")) { try TextBlock("a\nb", Samples.style) }
        #expect(!Samples.subset.covers("Ω"))
        #expect(Samples.subset.covers("Œuf"))
    }

    @Test("A letter written in two scalars is the composed one")
    func decomposed() throws {
        #expect(try Samples.subset.codes("e\u{301}te\u{301}") == Samples.subset.codes("été"))
        #expect(throws: TextError.missingGlyph("\u{302}", font: "NotoSans-Regular")) { try Samples.subset.codes("x\u{302}") }
    }

    @Test("The ToUnicode map gives each code its scalar, by ranges within one byte, a hundred a block (ISO 32000-1 §9.10.3)")
    func toUnicode() {
        func map(_ scalars: [Unicode.Scalar], codeWidth: Int = 2) -> String { String(decoding: ToUnicodeMap.bytes(scalars, codeWidth: codeWidth), as: UTF8.self) }
        let french = map([" ", "!", "A", "B", "C", "é", "𝄞", "𝄟"])
        #expect(
            french.contains(
                """
                1 begincodespacerange
                <0000> <FFFF>
                endcodespacerange
                4 beginbfrange
                <0001> <0002> <0020>
                <0003> <0005> <0041>
                <0006> <0006> <00e9>
                <0007> <0008> <d834dd1e>
                """))
        #expect(map([" ", "!", "é"], codeWidth: 1).contains("<00> <FF>\nendcodespacerange\n2 beginbfrange\n<01> <02> <0020>\n<03> <03> <00e9>\n"))
        let apart = map((0..<150).compactMap { Unicode.Scalar(0x20 + $0 * 2) })
        #expect(apart.contains("100 beginbfrange\n") && apart.contains("endbfrange\n50 beginbfrange\n"))
        let whole = map((0..<600).compactMap { Unicode.Scalar(0x1E80 + $0) })
        #expect(whole.contains("<0001> <0080> <1e80>\n<0081> <00ff> <1f00>\n<0100> <0180> <1f7f>\n<0181> <01ff> <2000>\n<0200> <0258> <207f>"))
    }
}
