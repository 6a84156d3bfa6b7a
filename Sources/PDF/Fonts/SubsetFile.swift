/// A TrueType file that holds only what a PDF reader uses: `glyf head hhea hmtx loca maxp`, and `cmap` where codes are
/// not glyphs by themselves (ISO 32000-1 §9.9).
struct SubsetFile {
    let bytes: [UInt8]

    /// - Parameter mappedCodes: how many codes of one octet, from 1 on, lead to the glyph of the same number.
    init(_ font: TrueTypeFont, _ outlines: GlyphOutlines, mappedCodes: Int?) throws(FontError) {
        guard outlines.glyphs.count <= 0xFFFF else { throw .malformedTable("maxp") }
        let short = outlines.glyf.count <= 0x1FFFE
        var metrics = ByteSink(capacity: outlines.glyphs.count * 4)
        for glyph in outlines.glyphs {
            metrics.bigEndian(try font.advance(glyph), width: 2)
            metrics.bigEndian(try font.leftSideBearing(glyph), width: 2)
        }
        var offsets = ByteSink(capacity: outlines.offsets.count * 4)
        for offset in outlines.offsets { offsets.bigEndian(short ? offset / 2 : offset, width: short ? 2 : 4) }

        let head = try Self.patched(font.head, length: 54, [8: 0, 10: 0, 50: short ? 0 : 1])
        let hhea = try Self.patched(font.hhea, length: 36, [34: outlines.glyphs.count])
        let maxp = try Self.patched(font.maxp, length: 32, [4: outlines.glyphs.count])
        let map = mappedCodes.map { [("cmap", Self.characterMap($0))] } ?? []
        bytes = Self.assemble(
            map + [
                ("glyf", outlines.glyf), ("head", head), ("hhea", hhea), ("hmtx", metrics.bytes), ("loca", offsets.bytes), ("maxp", maxp),
            ])
    }

    /// One subtable, Microsoft's for symbols (3, 0), where a code stands behind 0xF000 (ISO 32000-1 §9.6.6.4;
    /// ISO 19005-2 §6.2.11.6): format 4, the codes and the segment that ends it.
    private static func characterMap(_ count: Int) -> [UInt8] {
        let header = [0, 1, 3, 0, 0, 12]
        let counts = [4, 32, 0, 4, 4, 1, 0]
        let ends = [0xF000 + count, 0xFFFF, 0]
        let starts = [0xF001, 0xFFFF]
        let deltas = [0x1000, 1]
        let offsets = [0, 0]
        return (header + counts + ends + starts + deltas + offsets).flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    }

    private static func patched(_ table: SFNTReader, length: Int, _ words: [Int: Int]) throws(FontError) -> [UInt8] {
        var bytes = Array(try table.slice(0..<length))
        for (offset, word) in words {
            bytes[offset] = UInt8(word >> 8)
            bytes[offset + 1] = UInt8(word & 0xFF)
        }
        return bytes
    }

    private static func assemble(_ tables: [(tag: String, bytes: [UInt8])]) -> [UInt8] {
        var file = ByteSink(capacity: tables.reduce(12) { $0 + 20 + $1.bytes.count })
        let power = tables.count.bitWidth - 1 - tables.count.leadingZeroBitCount
        file.bigEndian(0x0001_0000, width: 4)
        file.bigEndian(tables.count, width: 2)
        file.bigEndian(16 << power, width: 2)
        file.bigEndian(power, width: 2)
        file.bigEndian(tables.count * 16 - 16 << power, width: 2)
        var offset = 12 + tables.count * 16
        for table in tables {
            file.raw(table.tag)
            file.bigEndian(Int(checksum(table.bytes)), width: 4)
            file.bigEndian(offset, width: 4)
            file.bigEndian(table.bytes.count, width: 4)
            offset += (table.bytes.count + 3) / 4 * 4
        }
        for table in tables {
            file.raw(table.bytes)
            while file.count % 4 != 0 { file.bigEndian(0, width: 1) }
        }
        return withAdjustment(file.bytes, tables)
    }

    /// `head.checkSumAdjustment`, which makes the sum of the whole file constant (OpenType, head).
    private static func withAdjustment(_ bytes: [UInt8], _ tables: [(tag: String, bytes: [UInt8])]) -> [UInt8] {
        var bytes = bytes
        var position = 12 + tables.count * 16 + 8
        for table in tables.prefix(while: { $0.tag != "head" }) { position += (table.bytes.count + 3) / 4 * 4 }
        let adjustment = 0xB1B0_AFBA &- checksum(bytes)
        for index in 0..<4 { bytes[position + index] = UInt8(truncatingIfNeeded: adjustment >> (24 - index * 8)) }
        return bytes
    }

    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var sum: UInt32 = 0
        for (index, byte) in bytes.enumerated() { sum &+= UInt32(byte) << (24 - index % 4 * 8) }
        return sum
    }
}
