/// The letters of a font that a document may use, ready to embed: each Unicode scalar has its own character code,
/// so text extracted is text written. Making one costs far more than using it: keep it.
public final class FontSubset: Sendable {
    /// ISO 32000-1 §9.6.4: `ABCDEF+Name`.
    let name: String
    let font: TrueTypeFont
    /// What the subset can write, in the order of the codes: `scalars[i]` has code `i + 1`.
    public let scalars: [Unicode.Scalar]
    /// Octets of a code in a string: one as long as there are codes enough, which makes a smaller file.
    let codeWidth: Int
    /// Its TrueType file, and the same deflated.
    let file: [UInt8]
    let deflatedFile: [UInt8]
    /// Of each code, in thousandths of an em.
    let widths: [Double]

    /// The space comes first: no letter of a text stands before it.
    static let spaceCode: UInt16 = 1
    /// Codes after which a line may end: space, hyphen-minus, hyphen.
    let breakingCodes: [UInt16]

    private let low: [UInt16]
    private let high: [Unicode.Scalar: UInt16]
    private let composed: [Character: UInt16]
    private let advances: [Int32]
    private let kerning: [Int16]

    /// - Parameter letters: every scalar that the document may write; the space is always there.
    /// - Throws: `.missingGlyph` for a letter that the font cannot draw; `.font` when its outlines are damaged;
    ///   `.tooManyLetters` beyond 4,096, as every pair of them has its kerning.
    public init(_ font: TrueTypeFont, letters: some Sequence<Unicode.Scalar>) throws(TextError) {
        let scalars = Set(letters).union([" "]).sorted()
        guard scalars.count <= 4_096 else { throw .tooManyLetters(scalars.count) }
        var glyphs = [0]
        for scalar in scalars {
            guard scalar.value >= 0x20, let glyph = font.glyph(for: scalar) else { throw .missingGlyph(scalar, font: font.postScriptName) }
            glyphs.append(glyph)
        }
        do {
            let outlines = try GlyphOutlines(font, glyphs: glyphs)
            codeWidth = scalars.count < 256 ? 1 : 2
            file = try SubsetFile(font, outlines, mappedCodes: codeWidth == 1 ? scalars.count : nil).bytes
            var advances: [Int32] = []
            for glyph in glyphs { advances.append(Int32(try font.advance(glyph))) }
            self.advances = advances
        } catch {
            throw .font(error)
        }
        var kerning: [Int16] = []
        kerning.reserveCapacity(glyphs.count * glyphs.count)
        for first in glyphs { for second in glyphs { kerning.append(Int16(font.kerning(first, second))) } }
        var low = [UInt16](repeating: 0, count: Self.lowCount)
        var high: [Unicode.Scalar: UInt16] = [:]
        var composed: [Character: UInt16] = [:]
        for (index, scalar) in scalars.enumerated() {
            let code = UInt16(index + 1)
            if scalar.value < Self.lowCount { low[Int(scalar.value)] = code } else { high[scalar] = code }
            composed[Character(scalar)] = code
        }
        var hash = StableHash()
        for scalar in scalars { hash.combine(UInt64(scalar.value)) }
        hash.combine(file)
        name = hash.subsetTag + "+" + font.postScriptName
        let unit = 1000 / Double(font.unitsPerEm)
        widths = advances.map { Double($0) * unit }
        deflatedFile = deflated(file)
        breakingCodes = [" ", "-", "\u{2010}"].compactMap { scalars.firstIndex(of: $0).map { UInt16($0 + 1) } }
        self.kerning = kerning
        self.low = low
        self.high = high
        self.composed = composed
        self.font = font
        self.scalars = scalars
    }

    /// Whether every letter of `text` can be written.
    public func covers(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { code($0) != nil } || (try? codesByCharacter(text)) != nil
    }

    /// The codes of `text`. A letter written in several scalars (e, then a combining acute) takes the code of its
    /// composed form.
    func codes(_ text: String) throws(TextError) -> [UInt16] {
        var codes: [UInt16] = []
        codes.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            guard let code = code(scalar) else { return try codesByCharacter(text) }
            codes.append(code)
        }
        return codes
    }

    func advance(_ code: UInt16) -> Int32 { advances[Int(code)] }

    /// What is added to the advance of `first` before `second`, in font units.
    func kerning(_ first: UInt16, _ second: UInt16) -> Int16 { kerning[Int(first) * advances.count + Int(second)] }

    private func code(_ scalar: Unicode.Scalar) -> UInt16? {
        guard scalar.value < Self.lowCount else { return high[scalar] }
        let code = low[Int(scalar.value)]
        return code == 0 ? nil : code
    }

    private func codesByCharacter(_ text: String) throws(TextError) -> [UInt16] {
        var codes: [UInt16] = []
        for character in text {
            if let code = composed[character] {
                codes.append(code)
                continue
            }
            for scalar in character.unicodeScalars {
                guard let code = code(scalar) else { throw .missingGlyph(scalar, font: font.postScriptName) }
                codes.append(code)
            }
        }
        return codes
    }

    private static let lowCount = 0x2200
}
