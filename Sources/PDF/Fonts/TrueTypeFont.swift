/// A font file with TrueType outlines, read once: which glyph draws which letter, how wide, how far from the next.
/// Distances are in the font's own units, `unitsPerEm` to the em.
public struct TrueTypeFont: Sendable {
    public let postScriptName: String
    public let unitsPerEm: Int
    public let ascent: Int
    public let descent: Int
    public let capHeight: Int
    let italicAngle: Double
    let isFixedPitch: Bool
    let boundingBox: [Int]
    let weight: Int
    let glyphCount: Int

    let head: SFNTReader
    let hhea: SFNTReader
    let maxp: SFNTReader
    private let glyf: SFNTReader
    private let loca: SFNTReader
    private let hmtx: SFNTReader
    private let longMetrics: Int
    private let longOffsets: Bool
    private let glyphs: CharacterMap
    private let kerning: PairKerning

    /// - Throws: `FontError` when the file is damaged, has no TrueType outlines, or forbids its embedding.
    public init(_ bytes: [UInt8]) throws(FontError) {
        let tables = try Self.directory(bytes)
        func table(_ tag: String) throws(FontError) -> SFNTReader {
            guard let range = tables[tag] else { throw .missingTable(tag) }
            return try SFNTReader(tag: tag, bytes: bytes, range: range)
        }
        guard tables["glyf"] != nil else { throw .notTrueType }
        head = try table("head")
        hhea = try table("hhea")
        maxp = try table("maxp")
        glyf = try table("glyf")
        loca = try table("loca")
        hmtx = try table("hmtx")
        unitsPerEm = try head.u16(18)
        guard (16...16_384).contains(unitsPerEm) else { throw .malformedTable("head") }
        boundingBox = [try head.i16(36), try head.i16(38), try head.i16(40), try head.i16(42)]
        longOffsets = try head.u16(50) == 1
        ascent = try hhea.i16(4)
        descent = try hhea.i16(6)
        longMetrics = try hhea.u16(34)
        glyphCount = try maxp.u16(4)
        guard longMetrics >= 1, longMetrics <= glyphCount else { throw .malformedTable("hhea") }

        let os2 = try table("OS/2")
        // Restricted licence (2), no subsetting (0x100), bitmaps only (0x200): OpenType, OS/2, fsType.
        guard try os2.u16(8) & 0x000F != 2, try os2.u16(8) & 0x0300 == 0 else { throw .embeddingForbidden }
        weight = try os2.u16(4)
        capHeight = try os2.u16(0) >= 2 ? os2.i16(88) : hhea.i16(4) * 7 / 10
        let post = try table("post")
        italicAngle = Double(Int32(truncatingIfNeeded: try post.u32(4))) / 65_536
        isFixedPitch = try post.u32(12) != 0
        postScriptName = try Self.postScriptName(table("name"))
        glyphs = try CharacterMap(table("cmap"))
        kerning = try tables["GPOS"] == nil ? PairKerning() : PairKerning(table("GPOS"), glyphCount: glyphCount)
    }

    /// The glyph that draws `scalar`; `nil` when this font has none.
    func glyph(for scalar: Unicode.Scalar) -> Int? {
        glyphs[scalar].flatMap { $0 > 0 && $0 < glyphCount ? $0 : nil }
    }

    func advance(_ glyph: Int) throws(FontError) -> Int { try hmtx.u16(min(glyph, longMetrics - 1) * 4) }

    func leftSideBearing(_ glyph: Int) throws(FontError) -> Int {
        try glyph < longMetrics ? hmtx.i16(glyph * 4 + 2) : hmtx.i16(longMetrics * 4 + (glyph - longMetrics) * 2)
    }

    /// What is added to the advance of `first` when `second` follows: negative brings them closer.
    func kerning(_ first: Int, _ second: Int) -> Int { kerning.adjustment(first, second) }

    /// The outline of a glyph as it stands in `glyf`: empty for a space.
    func outline(_ glyph: Int) throws(FontError) -> [UInt8] {
        let start = try longOffsets ? loca.u32(glyph * 4) : loca.u16(glyph * 2) * 2
        let end = try longOffsets ? loca.u32(glyph * 4 + 4) : loca.u16(glyph * 2 + 2) * 2
        guard start <= end else { throw .malformedTable("loca") }
        return Array(try glyf.slice(start..<end))
    }

    private static func directory(_ bytes: [UInt8]) throws(FontError) -> [String: Range<Int>] {
        guard let reader = try? SFNTReader(tag: "file", bytes: bytes, range: 0..<bytes.count),
            let version = try? reader.u32(0), version == 0x0001_0000 || version == 0x7472_7565
        else { throw .notTrueType }
        var tables: [String: Range<Int>] = [:]
        for index in 0..<(try reader.u16(4)) {
            let entry = 12 + index * 16
            let tag = String(decoding: try reader.slice(entry..<entry + 4), as: UTF8.self)
            let start = try reader.u32(entry + 8)
            let length = try reader.u32(entry + 12)
            guard start + length <= bytes.count else { throw .malformedTable(tag) }
            tables[tag] = start..<start + length
        }
        return tables
    }

    /// Name 6, which a PDF calls the font by; what a PDF name should not hold is left out.
    private static func postScriptName(_ table: SFNTReader) throws(FontError) -> String {
        let storage = try table.u16(4)
        for index in 0..<(try table.u16(2)) where try table.u16(6 + index * 12 + 6) == 6 {
            let entry = 6 + index * 12
            let start = try storage + table.u16(entry + 10)
            let characters = try table.slice(start..<start + table.u16(entry + 8)).filter { $0 > 0x20 && $0 < 0x7F }
            if !characters.isEmpty { return String(decoding: characters, as: UTF8.self) }
        }
        throw .malformedTable("name")
    }
}
