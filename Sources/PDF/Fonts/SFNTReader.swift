/// Big-endian numbers of one table of a font file. Whatever lies outside the table is an error, never a trap.
struct SFNTReader: Sendable {
    let tag: String
    private let bytes: [UInt8]
    private let range: Range<Int>

    init(tag: String, bytes: [UInt8], range: Range<Int>) throws(FontError) {
        guard range.lowerBound >= 0, range.upperBound <= bytes.count else { throw .malformedTable(tag) }
        self.tag = tag
        self.bytes = bytes
        self.range = range
    }

    var count: Int { range.count }

    func u8(_ offset: Int) throws(FontError) -> Int {
        guard offset >= 0, offset < range.count else { throw .malformedTable(tag) }
        return Int(bytes[range.lowerBound + offset])
    }

    func u16(_ offset: Int) throws(FontError) -> Int {
        guard offset >= 0, offset <= range.count - 2 else { throw .malformedTable(tag) }
        let position = range.lowerBound + offset
        return Int(bytes[position]) << 8 | Int(bytes[position + 1])
    }

    func i16(_ offset: Int) throws(FontError) -> Int { Int(Int16(truncatingIfNeeded: try u16(offset))) }

    func u32(_ offset: Int) throws(FontError) -> Int { try u16(offset) << 16 | u16(offset + 2) }

    /// The same table, seen from `offset` on.
    func from(_ offset: Int) throws(FontError) -> SFNTReader {
        guard offset >= 0, offset <= range.count else { throw .malformedTable(tag) }
        return try SFNTReader(tag: tag, bytes: bytes, range: range.lowerBound + offset..<range.upperBound)
    }

    func slice(_ part: Range<Int>) throws(FontError) -> ArraySlice<UInt8> {
        guard part.lowerBound >= 0, part.upperBound <= range.count else { throw .malformedTable(tag) }
        return bytes[range.lowerBound + part.lowerBound..<range.lowerBound + part.upperBound]
    }
}
