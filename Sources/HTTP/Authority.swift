/// A host with, at most, a port: the value of Host and the authority of a target. RFC 9110 §7.2, RFC 3986 §3.2.
enum Authority {
    /// Whether `range` is `uri-host [ ":" port ]`, without userinfo; it may be empty, as RFC 9112 §3.2 has it for
    /// a Host field.
    static func isValid(_ octets: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
        var index = range.lowerBound
        let end = range.upperBound
        guard index < end else { return true }
        if octets[index] == UInt8(ascii: "[") {
            index += 1
            let start = index
            while index < end, octets[index] != UInt8(ascii: "]") { index += 1 }
            guard index < end, IPLiteral.isValid(octets, start..<index) else { return false }
            index += 1
        } else {
            let start = index
            while index < end, OctetSet.regName.contains(octets[index]) {
                if octets[index] == UInt8(ascii: "%") {
                    guard index + 2 < end, octets[index + 1].hexValue != nil, octets[index + 2].hexValue != nil else { return false }
                }
                index += 1
            }
            guard index > start else { return false }
        }
        guard index < end else { return true }
        guard octets[index] == UInt8(ascii: ":") else { return false }
        var port = 0
        for digit in index + 1..<end {
            guard octets[digit].isDigit else { return false }
            port = port * 10 + Int(octets[digit] - UInt8(ascii: "0"))
            guard port <= 65_535 else { return false }
        }
        return true
    }
}
