/// A request target, resolved. RFC 9112 §3.2.
struct Target: Sendable {
    /// As it was sent, from its first `/`; `*` for the asterisk-form.
    let path: String
    let query: String?
    /// The authority of an absolute-form.
    let authority: String?

    init(_ octets: borrowing Span<UInt8>, _ range: Range<Int>, method: Method) throws(Refusal) {
        try Target.checkPercents(octets, range)
        // CONNECT has a form of its own, for proxies only. RFC 9110 §9.3.6.
        guard method != .connect else { throw .method }

        var rest = range
        switch octets[range.lowerBound] {
        case UInt8(ascii: "/"):
            authority = nil
        case UInt8(ascii: "*") where range.count == 1 && method == .options:
            (path, query, authority) = ("*", nil, nil)
            return
        default:
            let found = try Target.authority(octets, range)
            authority = octets.string(found)
            rest = found.upperBound..<range.upperBound
            // RFC 9112 §3.2.4: an OPTIONS of an absolute-form without a path asks about the server.
            if rest.isEmpty, method == .options {
                (path, query) = ("*", nil)
                return
            }
        }

        var mark = rest.lowerBound
        while mark < rest.upperBound, octets[mark] != UInt8(ascii: "?") { mark += 1 }
        path = mark == rest.lowerBound ? "/" : octets.string(rest.lowerBound..<mark)
        query = mark < rest.upperBound ? octets.string(mark + 1..<rest.upperBound) : nil
    }

    /// That of a valid absolute-form: its fifth octet tells.
    static func scheme(_ octets: borrowing Span<UInt8>, _ range: Range<Int>) -> Scheme {
        octets[range.lowerBound + 4].lowercased == UInt8(ascii: "s") ? .https : .http
    }

    private static func checkPercents(_ octets: borrowing Span<UInt8>, _ range: Range<Int>) throws(Refusal) {
        for index in range where octets[index] == UInt8(ascii: "%") {
            guard index + 2 < range.upperBound, octets[index + 1].hexValue != nil, octets[index + 2].hexValue != nil else {
                throw .target
            }
        }
    }

    /// Where the authority of an absolute-form stands. RFC 9112 §3.2.2.
    private static func authority(_ octets: borrowing Span<UInt8>, _ range: Range<Int>) throws(Refusal) -> Range<Int> {
        for scheme in ["http://", "https://"] {
            let start = range.lowerBound + scheme.utf8.count
            guard start < range.upperBound,
                octets.equals(range.lowerBound..<start, ignoringCase: scheme.utf8Span.span)
            else { continue }
            var end = start
            while end < range.upperBound, octets[end] != UInt8(ascii: "/"), octets[end] != UInt8(ascii: "?") { end += 1 }
            // RFC 9110 §4.2.1: an http URI with an empty host is invalid.
            guard end > start, Authority.isValid(octets, start..<end) else { throw .host }
            return start..<end
        }
        throw .targetForm
    }
}
