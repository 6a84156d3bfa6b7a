import Testing

@testable import PDF

@Suite("Lines of text")
struct TextBlockTests {
    private func lines(_ text: String, width: Double) throws -> [String] {
        let block = try TextBlock(text, Samples.style, width: width)
        return block.lines.map { line in
            String(String.UnicodeScalarView(block.glyphs[line.glyphs].map { Samples.subset.scalars[Int($0.code) - 1] }))
        }
    }

    @Test("A line breaks after a space or a hyphen, and keeps it")
    func breaks() throws {
        #expect(try lines("Marie-Claire de la Tour", width: 60) == ["Marie-Claire ", "de la Tour"])
        #expect(try lines("Marie-Claire de la Tour", width: 50) == ["Marie-", "Claire de ", "la Tour"])
    }

    @Test("A line never breaks inside French spacing")
    func noBreak() throws {
        for width in stride(from: 60.0, through: 160, by: 1) {
            for line in try lines("Oui\u{202F}: «\u{202F}non\u{202F}», à 10\u{A0}h\u{A0}42\u{202F}?", width: width) {
                for sign in [":", "»", "?", "h", "\u{202F}", "\u{A0}"] { #expect(!line.hasPrefix(sign)) }
                #expect(!line.hasSuffix("«") && !line.hasSuffix("« "))
            }
        }
    }

    @Test("A word wider than the block is cut, and loses no letter")
    func longWord() throws {
        let word = String(repeating: "abcdefghij", count: 20)
        let lines = try lines(word, width: 100)
        #expect(lines.count > 5)
        #expect(lines.joined() == word)
    }

    @Test("An empty text has no line, and a block narrower than a letter still ends")
    func degenerate() throws {
        #expect(try lines("", width: 100) == [])
        #expect(try lines("abc", width: 0) == ["a", "b", "c"])
        #expect(try lines("a b", width: 0) == ["a ", "b"])
    }

    @Test("Random texts over the repertoire: no letter is lost and no line is wider than the block")
    func random() throws {
        var generator = Seeded(state: 7)
        let letters = Array(Samples.french.unicodeScalars) + [" ", " ", " ", " ", "-"]
        for _ in 0..<2000 {
            var text = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...120, using: &generator) { text.append(letters.randomElement(using: &generator) ?? " ") }
            let width = Double.random(in: 12...300, using: &generator)
            let block = try TextBlock(String(text), Samples.style, width: width)
            #expect(block.lines.allSatisfy { $0.width <= width + 1e-9 })
            #expect(block.lines.flatMap { Array($0.glyphs) } == Array(block.glyphs.indices))
            let read = block.glyphs.map { Samples.subset.scalars[Int($0.code) - 1] }
            #expect(read.elementsEqual(text))
        }
    }

    @Test("A line is as wide as its letters, drawn together by kerning and apart by tracking")
    func width() throws {
        func width(_ text: String, tracking: Int = 0) throws -> Double {
            try TextBlock(text, TextStyle(Samples.subset, size: 10, tracking: tracking)).naturalWidth
        }
        #expect(try abs(width("AV") - (width("A") + width("V") - 0.4)) < 1e-9)
        #expect(try abs(width("nn", tracking: 100) - (2 * width("n") + 2)) < 1e-9)
        #expect(try width("n ") == width("n"))
    }

    @Test("Lines begin at the left, in the middle or so as to end at the right")
    func alignment() throws {
        for (alignment, share) in [(TextBlock.Alignment.start, 0.0), (.center, 0.5), (.end, 1.0)] {
            let block = try TextBlock("abc", Samples.style, width: 100, alignment: alignment)
            #expect(block.indent(of: block.lines[0]) == (100 - block.naturalWidth) * share)
            let free = try TextBlock("abc", Samples.style, alignment: alignment)
            #expect(free.indent(of: free.lines[0]) == -free.naturalWidth * share)
        }
    }
}

/// The same numbers in every run.
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}
