/// The CMap that gives each character code its Unicode value (ISO 32000-1 §9.10.3).
enum ToUnicodeMap {
    /// `scalars[i]` is the value of code `i + 1`.
    static func bytes(_ scalars: [Unicode.Scalar]) -> [UInt8] {
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
            <0000> <FFFF>
            endcodespacerange

            """)
        // A block holds a hundred entries at most (Adobe Technical Note 5014).
        for start in stride(from: 0, to: scalars.count, by: 100) {
            let block = start..<min(start + 100, scalars.count)
            map.raw("\(block.count) beginbfchar\n")
            for index in block {
                map.raw("<")
                hexadecimal(UInt16(index + 1), &map)
                map.raw("> <")
                for unit in String(scalars[index]).utf16 { hexadecimal(unit, &map) }
                map.raw(">\n")
            }
            map.raw("endbfchar\n")
        }
        map.raw("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
        return map.bytes
    }

    private static func hexadecimal(_ unit: UInt16, _ map: inout ByteSink) {
        map.hexadecimal(UInt8(unit >> 8))
        map.hexadecimal(UInt8(unit & 0xFF))
    }
}
