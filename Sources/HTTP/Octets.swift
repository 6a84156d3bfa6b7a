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
        text.withUTF8Buffer { unsafe equals(range, ignoringCase: $0.span) }
    }

    /// `range` without the whitespace at both ends.
    @inline(__always)
    func trimming(_ range: Range<Int>) -> Range<Int> {
        var (lower, upper) = (range.lowerBound, range.upperBound)
        while lower < upper, self[lower].isWhitespace { lower += 1 }
        while upper > lower, self[upper - 1].isWhitespace { upper -= 1 }
        return lower..<upper
    }

    /// Where the letters and hyphens that nearly all field names are made of end, or somewhat before.
    @inline(__always)
    func endOfLetters(from start: Int) -> Int {
        endOfRun(from: start) { octets in
            // On seven bits no sum carries into the next octet; its high bit then tells the range.
            let folded = (octets | .octets(0x20)) & .octets(0x7F)
            let isLetter = (folded &+ .octets(0x80 - 0x61)) & ~(folded &+ .octets(0x7F - 0x7A))
            let differs = octets ^ .octets(0x2D)
            let isNoHyphen = ((differs & .octets(0x7F)) &+ .octets(0x7F)) | differs
            return (isNoHyphen & ~isLetter) | octets
        }
    }

    /// Where the octets that a field value may hold end.
    @inline(__always)
    func endOfFieldContent(from start: Int) -> Int {
        var index = endOfRun(from: start) { octets in
            // Below 0x20, or 0x7F: to take 0x20 away, or 1 from what differs, sets the high bit of such an octet, which it
            // did not have, and borrows from the next.
            ((octets &- .octets(0x20)) | ((octets ^ .octets(0x7F)) &- .octets(1))) & ~octets
        }
        while index < count, self[index].isFieldContent { index += 1 }
        return index
    }

    /// Where the first stray stands, looking at sixteen octets at a time, or where fewer are left.
    /// `strays` sets the high bit of the first of the eight octets of each word; what it makes of those above is free.
    @inline(__always)
    private func endOfRun(from start: Int, _ strays: (SIMD2<UInt64>) -> SIMD2<UInt64>) -> Int {
        var index = start
        // Every pattern of bits is two words, and each load is checked against the end.
        while index + 16 <= count {
            let words = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: index, as: SIMD2<UInt64>.self)
            let found = strays(SIMD2(UInt64(littleEndian: words[0]), UInt64(littleEndian: words[1]))) & .octets(0x80)
            if found[0] != 0 { return index + found[0].trailingZeroBitCount / 8 }
            if found[1] != 0 { return index + 8 + found[1].trailingZeroBitCount / 8 }
            index += 16
        }
        return index
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
        unsafe extracting(range).withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    }
}

extension [UInt8] {
    init(copying octets: borrowing Span<UInt8>) {
        // The pointer lives for the closure only, and the copy is made inside it.
        self = unsafe octets.withUnsafeBufferPointer { unsafe Array($0) }
    }

    mutating func append(copying octets: borrowing Span<UInt8>) {
        // As above: copied before the pointer dies.
        unsafe octets.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
    }

    /// Copied at once, where the UTF-8 view of a string would be gone through.
    mutating func append(text: StaticString) { text.withUTF8Buffer { unsafe append(contentsOf: $0) } }

    /// Appends the line of a Content-Length.
    mutating func append(contentLength count: Int) {
        // From its end, in one piece: it is on nearly every response.
        var line = InlineArray<37, UInt8>(repeating: .lf)
        var (first, rest) = (line.count - 2, UInt(count))
        line[first] = .cr
        repeat {
            first -= 1
            line[first] = UInt8(ascii: "0") + UInt8(rest % 10)
            rest /= 10
        } while rest > 0
        let name: InlineArray<16, UInt8> = [0x43, 0x6F, 0x6E, 0x74, 0x65, 0x6E, 0x74, 0x2D, 0x4C, 0x65, 0x6E, 0x67, 0x74, 0x68, 0x3A, 0x20]
        first -= name.count
        for index in name.indices { line[first + index] = name[index] }
        append(copying: line.span.extracting(first...))
    }
}

extension SIMD2<UInt64> {
    /// Sixteen times the same octet.
    static func octets(_ octet: UInt64) -> Self { Self(repeating: octet &* 0x0101_0101_0101_0101) }
}
