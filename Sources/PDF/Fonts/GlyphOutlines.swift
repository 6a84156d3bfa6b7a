/// The `glyf` and `loca` of a subset: glyphs renumbered from 0 in the order that is asked for, the parts of composite
/// glyphs behind them, hints left out (OpenType, glyf).
struct GlyphOutlines {
    /// For each new glyph, the one of the font.
    private(set) var glyphs: [Int]
    private(set) var glyf: [UInt8] = []
    private(set) var offsets: [Int] = [0]

    /// - Parameter glyphs: what is drawn, `.notdef` first; one glyph may stand there twice.
    init(_ font: TrueTypeFont, glyphs wanted: [Int]) throws(FontError) {
        glyphs = wanted
        var renumbered: [Int: Int] = [:]
        for (new, old) in wanted.enumerated() where renumbered[old] == nil { renumbered[old] = new }
        var next = 0
        while next < glyphs.count {
            var outline = try font.outline(glyphs[next])
            if outline.count >= 10 {
                if outline[0] & 0x80 == 0 {
                    try Self.removeSimpleHints(&outline)
                } else {
                    try renumberParts(&outline, &renumbered)
                }
            }
            glyf.append(contentsOf: outline)
            // Short offsets count pairs of bytes.
            if glyf.count % 2 == 1 { glyf.append(0) }
            offsets.append(glyf.count)
            next += 1
        }
    }

    private static func removeSimpleHints(_ outline: inout [UInt8]) throws(FontError) {
        let contours = Int(outline[0]) << 8 | Int(outline[1])
        let position = 10 + contours * 2
        guard position + 2 <= outline.count else { throw .malformedTable("glyf") }
        let length = Int(outline[position]) << 8 | Int(outline[position + 1])
        guard position + 2 + length <= outline.count else { throw .malformedTable("glyf") }
        outline.replaceSubrange(position..<position + 2 + length, with: [0, 0])
    }

    private mutating func renumberParts(_ outline: inout [UInt8], _ renumbered: inout [Int: Int]) throws(FontError) {
        var position = 10
        var more = true
        while more {
            guard position + 4 <= outline.count else { throw .malformedTable("glyf") }
            let flags = Int(outline[position]) << 8 | Int(outline[position + 1])
            let old = Int(outline[position + 2]) << 8 | Int(outline[position + 3])
            let new = renumbered[old] ?? glyphs.count
            if new == glyphs.count {
                renumbered[old] = new
                glyphs.append(old)
            }
            outline[position] = UInt8((flags & ~Self.hasInstructions) >> 8)
            outline[position + 2] = UInt8(new >> 8)
            outline[position + 3] = UInt8(new & 0xFF)
            position += 4 + (flags & Self.wordArguments == 0 ? 2 : 4)
            if flags & Self.scale != 0 { position += 2 }
            if flags & Self.twoScales != 0 { position += 4 }
            if flags & Self.matrix != 0 { position += 8 }
            more = flags & Self.moreParts != 0
        }
        guard position <= outline.count else { throw .malformedTable("glyf") }
        outline.removeSubrange(position...)
    }

    private static let wordArguments = 0x0001
    private static let scale = 0x0008
    private static let moreParts = 0x0020
    private static let twoScales = 0x0040
    private static let matrix = 0x0080
    private static let hasInstructions = 0x0100
}
