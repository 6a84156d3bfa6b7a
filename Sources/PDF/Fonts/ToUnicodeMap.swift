/// The CMap that gives each character code its Unicode value (ISO 32000-1 §9.10.3).
enum ToUnicodeMap {
    /// - Parameters:
    ///   - scalars: `scalars[i]` is the value of code `i + 1`.
    ///   - width: octets of a code.
    static func bytes(_ scalars: [Unicode.Scalar], codeWidth width: Int) -> [UInt8] {
        var map = ByteSink(capacity: 400 + scalars.count * 15)
        map.raw(
            """
            /CIDInit /ProcSet findresource begin
            12 dict begin
            begincmap
            /CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
            /CMapName /Adobe-Identity-UCS def
            /CMapType 2 def
            1 begincodespacerange
            <\(width == 1 ? "00" : "0000")> <\(width == 1 ? "FF" : "FFFF")>
            endcodespacerange

            """)
        // A block holds a hundred entries at most (Adobe Technical Note 5014).
        let ranges = ranges(scalars)
        for start in stride(from: 0, to: ranges.count, by: 100) {
            let block = ranges[start..<min(start + 100, ranges.count)]
            map.raw("\(block.count) beginbfrange\n")
            for range in block {
                code(range.lowerBound + 1, width, &map)
                map.raw(" ")
                code(range.upperBound + 1, width, &map)
                map.raw(" <")
                for unit in String(scalars[range.lowerBound]).utf16 { map.hexadecimal(unit) }
                map.raw(">\n")
            }
            map.raw("endbfrange\n")
        }
        map.raw("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
        return map.bytes
    }

    /// Runs of scalars that follow one another. Only the last byte of a code and of its value counts up within one
    /// (ISO 32000-1 §9.10.3).
    private static func ranges(_ scalars: [Unicode.Scalar]) -> [ClosedRange<Int>] {
        var ranges: [ClosedRange<Int>] = []
        for (index, scalar) in scalars.enumerated() {
            if let last = ranges.last, scalar.value == scalars[index - 1].value + 1, scalar.value % 256 != 0, (index + 1) % 256 != 0 {
                ranges[ranges.count - 1] = last.lowerBound...index
            } else {
                ranges.append(index...index)
            }
        }
        return ranges
    }

    private static func code(_ code: Int, _ width: Int, _ map: inout ByteSink) {
        map.raw("<")
        if width == 1 { map.hexadecimal(UInt8(code)) } else { map.hexadecimal(UInt16(code)) }
        map.raw(">")
    }
}
