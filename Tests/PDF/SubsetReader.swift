/// The tables of a TrueType file, read without the room's own reader.
struct SubsetReader {
    private let bytes: [UInt8]
    private var tables: [String: Int] = [:]

    init?(_ bytes: [UInt8]) {
        self.bytes = bytes
        guard bytes.count > 12 else { return nil }
        for index in 0..<word(4) {
            let entry = 12 + index * 16
            let tag = String(decoding: bytes[entry..<entry + 4], as: UTF8.self)
            tables[tag] = long(entry + 8)
            let length = (long(entry + 12) + 3) / 4 * 4
            let whole = stride(from: 0, to: length, by: 4).reduce(UInt32(0)) { $0 &+ UInt32(long(long(entry + 8) + $1)) }
            guard tag == "head" || whole == UInt32(long(entry + 4)) else { return nil }
        }
    }

    var tags: [String] { tables.keys.sorted() }
    var glyphCount: Int { word(table("maxp") + 4) }
    var checksum: UInt32 { stride(from: 0, to: bytes.count, by: 4).reduce(0) { $0 &+ UInt32(long($1)) } }

    func advance(_ glyph: Int) -> Int { word(table("hmtx") + glyph * 4) }

    func outline(_ glyph: Int) -> ArraySlice<UInt8> {
        let isLong = word(table("head") + 50) == 1
        func offset(_ index: Int) -> Int { isLong ? long(table("loca") + index * 4) : word(table("loca") + index * 2) * 2 }
        return bytes[table("glyf") + offset(glyph)..<table("glyf") + offset(glyph + 1)]
    }

    /// The glyphs that a composite one is made of.
    func parts(_ glyph: Int) -> [Int] {
        let outline = outline(glyph)
        guard outline.count > 10, outline[outline.startIndex] & 0x80 != 0 else { return [] }
        var parts: [Int] = []
        var position = outline.startIndex + 10
        while true {
            let flags = word(position)
            parts.append(word(position + 2))
            position += flags & 1 == 0 ? 6 : 8
            position += flags & 8 != 0 ? 2 : flags & 0x40 != 0 ? 4 : flags & 0x80 != 0 ? 8 : 0
            if flags & 0x20 == 0 { return parts }
        }
    }

    /// Code to glyph, of the one subtable of `cmap`, which is (3, 0) and of format 4 without arrays of glyphs.
    var symbolMap: [Int: Int]? {
        let map = table("cmap")
        guard map < bytes.count, word(map + 2) == 1, word(map + 4) == 3, word(map + 6) == 0 else { return nil }
        let subtable = map + long(map + 8)
        guard word(subtable) == 4 else { return nil }
        let twice = word(subtable + 6)
        var glyphs: [Int: Int] = [:]
        for segment in stride(from: 0, to: twice, by: 2) {
            let (last, first) = (word(subtable + 14 + segment), word(subtable + 16 + twice + segment))
            for code in first...last where code != 0xFFFF { glyphs[code] = (code + word(subtable + 16 + 2 * twice + segment)) & 0xFFFF }
        }
        return glyphs
    }

    private func table(_ tag: String) -> Int { tables[tag] ?? bytes.count }
    private func word(_ offset: Int) -> Int { Int(bytes[offset]) << 8 | Int(bytes[offset + 1]) }
    private func long(_ offset: Int) -> Int { word(offset) << 16 | word(offset + 2) }
}
