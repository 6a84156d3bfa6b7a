/// The octets that the grammar names.
extension UInt8 {
    static let cr: UInt8 = 0x0D
    static let lf: UInt8 = 0x0A
    static let space: UInt8 = 0x20
    static let tab: UInt8 = 0x09

    /// SP or HTAB, of which OWS is made. RFC 9110 §5.6.3.
    var isWhitespace: Bool { self == .space || self == .tab }

    var isDigit: Bool { self &- UInt8(ascii: "0") < 10 }

    /// field-vchar (obs-text included), SP or HTAB. RFC 9110 §5.5.
    var isFieldContent: Bool { (self >= 0x20 && self != 0x7F) || self == .tab }

    /// The value of a HEXDIG of either case, or nil.
    var hexValue: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    var lowercased: UInt8 { self &- UInt8(ascii: "A") < 26 ? self | 0x20 : self }
}

extension Span<UInt8> {
    /// Whether the octets of `range` are `text`, ASCII case aside.
    func equals(_ range: Range<Int>, ignoringCase text: borrowing Span<UInt8>) -> Bool {
        guard range.count == text.count else { return false }
        for index in 0..<text.count where self[range.lowerBound + index].lowercased != text[index].lowercased { return false }
        return true
    }

    func equals(_ range: Range<Int>, ignoringCase text: StaticString) -> Bool {
        // The text of a literal stays where it is.
        text.withUTF8Buffer { equals(range, ignoringCase: $0.span) }
    }

    /// `range` without the whitespace at both ends.
    func trimming(_ range: Range<Int>) -> Range<Int> {
        var (lower, upper) = (range.lowerBound, range.upperBound)
        while lower < upper, self[lower].isWhitespace { lower += 1 }
        while upper > lower, self[upper - 1].isWhitespace { upper -= 1 }
        return lower..<upper
    }

    /// Where the letters and hyphens that nearly all field names are made of end, or somewhat before: at most `limit`.
    func endOfLetters(from start: Int, limit: Int) -> Int {
        let ones: UInt64 = 0x0101_0101_0101_0101
        var index = start
        while index + 8 <= limit {
            let word = UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
            // On seven bits no sum carries into the next octet; its high bit then tells the range.
            let folded = (word | ones &* 0x20) & (ones &* 0x7F)
            let letters = (folded &+ ones &* (0x80 - 0x61)) & ~(folded &+ ones &* (0x7F - 0x7A))
            let differs = word ^ (ones &* 0x2D)
            let others = (((differs & (ones &* 0x7F)) &+ ones &* 0x7F) | differs) & ~letters | word
            index += (others & (ones &* 0x80)).trailingZeroBitCount / 8
            if others & (ones &* 0x80) != 0 { break }
        }
        return index
    }

    /// Where the octets that a field value may hold end: at most `limit`.
    func endOfFieldContent(from start: Int, limit: Int) -> Int {
        var index = start
        // As values are most of a head: 32 octets at a time, then eight. Every UInt64 is valid, and each load is checked
        // against the end.
        while index + 32 <= limit {
            func word(_ place: Int) -> UInt64 { UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: index + place, as: UInt64.self)) }
            guard Self.controls(in: word(0)) | Self.controls(in: word(8)) | Self.controls(in: word(16)) | Self.controls(in: word(24)) == 0 else { break }
            index += 32
        }
        while index + 8 <= limit {
            let word = UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
            let controls = Self.controls(in: word)
            guard controls != 0 else {
                index += 8
                continue
            }
            index += controls.trailingZeroBitCount / 8
            guard self[index] == .tab else { return index }
            index += 1
        }
        while index < limit, self[index].isFieldContent { index += 1 }
        return index
    }

    /// The high bit of the first of eight octets that is below 0x20, or 0x7F; bits above it may be set too. Taking 0x20
    /// away, or 1 from what differs, sets the high bit of such an octet, which it did not have, and borrows from the next.
    private static func controls(in word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        return ((word &- ones &* 0x20) | ((word ^ (ones &* 0x7F)) &- ones)) & ~word & (ones &* 0x80)
    }

    /// The elements of a comma-separated list (RFC 9110 §5.6.1), trimmed; empty ones are skipped.
    func forEachElement(in range: Range<Int>, _ body: (Range<Int>) -> Void) {
        var start = range.lowerBound
        for index in range.lowerBound...range.upperBound
        where index == range.upperBound || self[index] == UInt8(ascii: ",") {
            let element = trimming(start..<index)
            if !element.isEmpty { body(element) }
            start = index + 1
        }
    }

    /// Text of octets that may be anything: what is not UTF-8 becomes U+FFFD.
    func string(_ range: Range<Int>) -> String {
        extracting(range).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }
}

extension [UInt8] {
    init(copying octets: borrowing Span<UInt8>) {
        // The pointer lives for the closure only, and the copy is made inside it.
        self = octets.withUnsafeBufferPointer { Array($0) }
    }

    mutating func append(copying octets: borrowing Span<UInt8>) {
        // As above: copied before the pointer dies.
        octets.withUnsafeBufferPointer { append(contentsOf: $0) }
    }

    /// Copied at once, where the UTF-8 view of a string would be gone through.
    mutating func append(text: StaticString) { text.withUTF8Buffer { append(contentsOf: $0) } }

    /// Appends the line of a Content-Length.
    mutating func append(contentLength count: Int) {
        append(text: "Content-Length: ")
        var line = InlineArray<21, UInt8>(repeating: .lf)
        var (first, rest) = (line.count - 2, UInt(count))
        line[first] = .cr
        repeat {
            first -= 1
            line[first] = UInt8(ascii: "0") + UInt8(rest % 10)
            rest /= 10
        } while rest > 0
        append(copying: line.span.extracting(first...))
    }
}
