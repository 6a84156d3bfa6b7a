/// What stands between the brackets of a host: IPv6address or IPvFuture. RFC 3986 §3.2.2.
enum IPLiteral {
    static func isValid(_ octets: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard let first = range.first else { return false }
        return octets[first].lowercased == UInt8(ascii: "v") ? isFuture(octets, range) : isIPv6(octets, range)
    }

    /// Eight groups of one to four HEXDIG; the last two may be an IPv4 address, and one run of zeros may be `::`.
    private static func isIPv6(_ octets: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
        let colon = UInt8(ascii: ":"), end = range.upperBound
        var (index, groups, isShortened) = (range.lowerBound, 0, false)
        if range.count >= 2, octets[index] == colon, octets[index + 1] == colon { (index, isShortened) = (index + 2, true) }
        while index < end {
            let start = index
            while index < end, octets[index].hexValue != nil { index += 1 }
            if index < end, octets[index] == UInt8(ascii: ".") {
                return isIPv4(octets, start..<end) && (isShortened ? groups < 6 : groups == 6)
            }
            guard (1...4).contains(index - start) else { return false }
            groups += 1
            if index == end { break }
            guard octets[index] == colon, index + 1 < end else { return false }
            index += 1
            if octets[index] == colon {
                guard !isShortened else { return false }
                (index, isShortened) = (index + 1, true)
            }
        }
        return isShortened ? groups < 8 : groups == 8
    }

    /// Four numbers up to 255, without leading zeros.
    private static func isIPv4(_ octets: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
        var (numbers, index) = (0, range.lowerBound)
        while true {
            let start = index
            var number = 0
            while index < range.upperBound, index - start < 3, octets[index].isDigit {
                number = number * 10 + Int(octets[index] - UInt8(ascii: "0"))
                index += 1
            }
            guard index > start, number <= 255, index - start == 1 || octets[start] != UInt8(ascii: "0") else { return false }
            numbers += 1
            if index == range.upperBound { return numbers == 4 }
            guard octets[index] == UInt8(ascii: ".") else { return false }
            index += 1
        }
    }

    /// `"v" 1*HEXDIG "." 1*( unreserved / sub-delims / ":" )`
    private static func isFuture(_ octets: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
        var index = range.lowerBound + 1
        while index < range.upperBound, octets[index].hexValue != nil { index += 1 }
        guard index > range.lowerBound + 1, index + 1 < range.upperBound, octets[index] == UInt8(ascii: ".") else { return false }
        for rest in index + 1..<range.upperBound {
            guard OctetSet.ipFuture.contains(octets[rest]) else { return false }
        }
        return true
    }
}
