/// The Unicode part of `cmap`, formats 4 and 12 (OpenType, cmap): every pair, read once.
struct CharacterMap: Sendable {
    private var glyphs: [UInt32: UInt16] = [:]

    init(_ table: SFNTReader) throws(FontError) {
        var best: (format: Int, offset: Int)?
        for index in 0..<(try table.u16(2)) {
            let entry = 4 + index * 8
            let platform = try table.u16(entry)
            let encoding = try table.u16(entry + 2)
            guard platform == 0 || platform == 3 && (encoding == 1 || encoding == 10) else { continue }
            let offset = try table.u32(entry + 4)
            let format = try table.u16(offset)
            guard format == 4 || format == 12, format > best?.format ?? 0 else { continue }
            best = (format, offset)
        }
        guard let best else { throw .malformedTable("cmap") }
        let subtable = try table.from(best.offset)
        if best.format == 4 { try readSegments(subtable) } else { try readGroups(subtable) }
    }

    subscript(scalar: Unicode.Scalar) -> Int? { glyphs[scalar.value].map(Int.init) }

    private mutating func readSegments(_ table: SFNTReader) throws(FontError) {
        let twice = try table.u16(6)
        for segment in stride(from: 0, to: twice, by: 2) {
            let last = try table.u16(14 + segment)
            let first = try table.u16(16 + twice + segment)
            let delta = try table.u16(16 + 2 * twice + segment)
            let position = 16 + 3 * twice + segment
            let offset = try table.u16(position)
            guard first <= last, last < 0xFFFF || first == last else { throw .malformedTable("cmap") }
            for code in first...last where code != 0xFFFF {
                var glyph = code
                if offset != 0 {
                    glyph = try table.u16(position + offset + (code - first) * 2)
                    if glyph == 0 { continue }
                }
                glyphs[UInt32(code)] = UInt16(truncatingIfNeeded: glyph + delta)
            }
        }
    }

    private mutating func readGroups(_ table: SFNTReader) throws(FontError) {
        for group in 0..<(try table.u32(12)) {
            let entry = 16 + group * 12
            let first = try table.u32(entry)
            let last = try table.u32(entry + 4)
            let glyph = try table.u32(entry + 8)
            guard first <= last, last <= 0x10FFFF, glyph + last - first <= 0xFFFF else { throw .malformedTable("cmap") }
            for code in first...last { glyphs[UInt32(code)] = UInt16(glyph + code - first) }
        }
    }
}
