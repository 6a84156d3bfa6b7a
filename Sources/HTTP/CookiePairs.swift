/// The pairs of a Cookie field: `name=value` parted by `;`. RFC 6265 §4.2.1.
enum CookiePairs {
    /// Where the value of the first pair of that name stands, without the quotes that may surround it.
    static func value(of name: borrowing Span<UInt8>, in octets: borrowing Span<UInt8>, _ field: Range<Int>) -> Range<Int>? {
        var start = field.lowerBound
        while start < field.upperBound {
            var end = start
            while end < field.upperBound, octets[end] != UInt8(ascii: ";") { end += 1 }
            let pair = octets.trimming(start..<end)
            var equals = pair.lowerBound
            while equals < pair.upperBound, octets[equals] != UInt8(ascii: "=") { equals += 1 }
            if equals < pair.upperBound, isName(name, octets, pair.lowerBound..<equals) {
                return unquoted(octets, equals + 1..<pair.upperBound)
            }
            start = end + 1
        }
        return nil
    }

    private static func isName(_ name: borrowing Span<UInt8>, _ octets: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard range.count == name.count else { return false }
        for index in 0..<name.count where octets[range.lowerBound + index] != name[index] { return false }
        return true
    }

    private static func unquoted(_ octets: borrowing Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
        let quote = UInt8(ascii: "\"")
        guard range.count >= 2, octets[range.lowerBound] == quote, octets[range.upperBound - 1] == quote else { return range }
        return range.lowerBound + 1..<range.upperBound - 1
    }
}
