/// The pairs of the feature `kern` of a font (OpenType, GPOS, lookup type 2): horizontal advances only, which is
/// what Latin kerning uses.
struct PairKerning: Sendable {
    private enum Subtable: Sendable {
        /// Format 1: pairs of glyphs; a first glyph that is listed with other seconds only falls through.
        case pairs([UInt32: Int16])
        /// Format 2: pairs of classes; a first glyph that is covered ends the search, even at 0.
        case classes(first: [Int16], second: [UInt16], width: Int, values: [Int16])
    }

    private var subtables: [Subtable] = []

    /// A font without kerning.
    init() {}

    init(_ table: SFNTReader, glyphCount: Int) throws(FontError) {
        let lookups = try table.from(table.u16(8))
        for lookup in try Self.kernLookups(table.from(table.u16(6))) {
            let position = try lookups.u16(2 + lookup * 2)
            let kind = try lookups.u16(position)
            for index in 0..<(try lookups.u16(position + 4)) {
                var subtable = try lookups.from(position + lookups.u16(position + 6 + index * 2))
                var type = kind
                if type == 9 {
                    type = try subtable.u16(2)
                    subtable = try subtable.from(subtable.u32(4))
                }
                guard type == 2 else { continue }
                subtables.append(try Self.read(subtable, glyphCount: glyphCount))
            }
        }
    }

    func adjustment(_ first: Int, _ second: Int) -> Int {
        for subtable in subtables {
            switch subtable {
            case .pairs(let pairs):
                if let value = pairs[UInt32(first) << 16 | UInt32(second)] { return Int(value) }
            case .classes(let firstClasses, let secondClasses, let width, let values):
                let row = firstClasses[first]
                if row >= 0 { return Int(values[Int(row) * width + Int(secondClasses[second])]) }
            }
        }
        return 0
    }

    private static func kernLookups(_ features: SFNTReader) throws(FontError) -> [Int] {
        var lookups: Set<Int> = []
        for index in 0..<(try features.u16(0)) {
            let record = 2 + index * 6
            guard try features.slice(record..<record + 4).elementsEqual("kern".utf8) else { continue }
            let feature = try features.u16(record + 4)
            for lookup in 0..<(try features.u16(feature + 2)) { lookups.insert(try features.u16(feature + 4 + lookup * 2)) }
        }
        return lookups.sorted()
    }

    private static func read(_ table: SFNTReader, glyphCount: Int) throws(FontError) -> Subtable {
        let firstFormat = try table.u16(4)
        let secondFormat = try table.u16(6)
        let firstSize = firstFormat.nonzeroBitCount * 2
        let recordSize = firstSize + secondFormat.nonzeroBitCount * 2
        // XAdvance is bit 2; each lower bit that is set stands before it.
        let advance = firstFormat & 4 == 0 ? nil : (firstFormat & 3).nonzeroBitCount * 2
        func value(_ record: Int) throws(FontError) -> Int16 {
            guard let advance else { return 0 }
            return Int16(try table.i16(record + advance))
        }
        let covered = try coverage(table.from(table.u16(2)), glyphCount: glyphCount)
        switch try table.u16(0) {
        case 1:
            var pairs: [UInt32: Int16] = [:]
            for (index, first) in covered.enumerated() {
                let set = try table.u16(10 + index * 2)
                for record in 0..<(try table.u16(set)) {
                    let position = set + 2 + record * (2 + recordSize)
                    pairs[UInt32(first) << 16 | UInt32(try table.u16(position))] = try value(position + 2)
                }
            }
            return .pairs(pairs)
        case 2:
            let rows = try table.u16(12)
            let columns = try table.u16(14)
            let firstClasses = try classes(table.from(table.u16(8)), glyphCount: glyphCount, count: rows)
            let secondClasses = try classes(table.from(table.u16(10)), glyphCount: glyphCount, count: columns)
            var first = [Int16](repeating: -1, count: glyphCount)
            for glyph in covered { first[glyph] = Int16(firstClasses[glyph]) }
            var values: [Int16] = []
            values.reserveCapacity(rows * columns)
            for index in 0..<rows * columns { values.append(try value(16 + index * recordSize)) }
            return .classes(first: first, second: secondClasses, width: columns, values: values)
        default:
            throw .malformedTable("GPOS")
        }
    }

    private static func coverage(_ table: SFNTReader, glyphCount: Int) throws(FontError) -> [Int] {
        var glyphs: [Int] = []
        let format = try table.u16(0)
        for index in 0..<(try table.u16(2)) {
            if format == 1 {
                glyphs.append(try table.u16(4 + index * 2))
            } else {
                let first = try table.u16(4 + index * 6)
                let last = try table.u16(6 + index * 6)
                guard first <= last else { throw .malformedTable("GPOS") }
                glyphs.append(contentsOf: first...last)
            }
        }
        guard glyphs.allSatisfy({ $0 < glyphCount }) else { throw .malformedTable("GPOS") }
        return glyphs
    }

    private static func classes(_ table: SFNTReader, glyphCount: Int, count: Int) throws(FontError) -> [UInt16] {
        var classes = [UInt16](repeating: 0, count: glyphCount)
        func set(_ glyphs: ClosedRange<Int>, _ value: Int) throws(FontError) {
            guard glyphs.upperBound < glyphCount, value < count else { throw .malformedTable("GPOS") }
            for glyph in glyphs { classes[glyph] = UInt16(value) }
        }
        if try table.u16(0) == 1 {
            let start = try table.u16(2)
            for index in 0..<(try table.u16(4)) { try set(start + index...start + index, table.u16(6 + index * 2)) }
        } else {
            for index in 0..<(try table.u16(2)) {
                let first = try table.u16(4 + index * 6)
                let last = try table.u16(6 + index * 6)
                guard first <= last else { throw .malformedTable("GPOS") }
                try set(first...last, table.u16(8 + index * 6))
            }
        }
        return classes
    }
}
