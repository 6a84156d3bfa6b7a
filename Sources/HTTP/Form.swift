/// Why a form cannot be read.
public enum FormError: Error, Sendable {
    /// A `%` without two hexadecimal digits.
    case percentEncoding
    /// Octets that are not UTF-8.
    case notUTF8
    case tooManyFields
}

/// The fields of an `application/x-www-form-urlencoded` body or query, in order. Strict where the URL Standard would
/// repair: what is not well encoded is refused.
///
/// - Parameter maximumCount: the fields beyond which a form is refused; no form has so many.
public func decodeForm(_ octets: [UInt8], maximumCount: Int = 100) throws(FormError) -> [(name: String, value: String)] {
    try decodeForm(octets.span, maximumCount: maximumCount)
}

/// As above, of a query.
public func decodeForm(query: String, maximumCount: Int = 100) throws(FormError) -> [(name: String, value: String)] {
    try decodeForm(query.utf8Span.span, maximumCount: maximumCount)
}

/// As above, in place.
public func decodeForm(_ octets: borrowing Span<UInt8>, maximumCount: Int = 100) throws(FormError) -> [(name: String, value: String)] {
    var fields: [(name: String, value: String)] = []
    var start = 0
    while start < octets.count {
        var end = start
        while end < octets.count, octets[end] != UInt8(ascii: "&") { end += 1 }
        if end > start {
            guard fields.count < maximumCount else { throw .tooManyFields }
            var equals = start
            while equals < end, octets[equals] != UInt8(ascii: "=") { equals += 1 }
            let name = try decodeComponent(octets, start..<equals)
            let value = try decodeComponent(octets, min(equals + 1, end)..<end)
            fields.append((name, value))
        }
        start = end + 1
    }
    return fields
}

private func decodeComponent(_ octets: borrowing Span<UInt8>, _ range: Range<Int>) throws(FormError) -> String {
    do throws(PercentEncoding.Failure) {
        return try PercentEncoding.decode(octets, range, plusIsSpace: true)
    } catch {
        switch error {
        case .digits: throw .percentEncoding
        case .notUTF8: throw .notUTF8
        }
    }
}
