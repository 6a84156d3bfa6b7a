/// Percent-encoding, RFC 3986 §2.1.
public enum PercentEncoding {
    enum Failure: Error { case digits, notUTF8 }

    /// The text that `encoded` stands for, or nil where a `%` lacks its two hexadecimal digits or the octets are not
    /// UTF-8.
    public static func decode(_ encoded: String) -> String? {
        let octets = encoded.utf8Span.span
        // As most are: without one.
        if !octets.indices.contains(where: { octets[$0] == UInt8(ascii: "%") }) { return encoded }
        return try? decode(octets, 0..<octets.count, plusIsSpace: false)
    }

    static func decode(_ octets: borrowing Span<UInt8>, _ range: Range<Int>, plusIsSpace: Bool) throws(Failure) -> String {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(range.count)
        var index = range.lowerBound
        while index < range.upperBound {
            switch octets[index] {
            case UInt8(ascii: "%"):
                guard index + 2 < range.upperBound, let high = octets[index + 1].hexValue, let low = octets[index + 2].hexValue else {
                    throw .digits
                }
                decoded.append(high << 4 | low)
                index += 2
            case UInt8(ascii: "+") where plusIsSpace: decoded.append(.space)
            case let octet: decoded.append(octet)
            }
            index += 1
        }
        guard let text = String(validating: decoded, as: UTF8.self) else { throw .notUTF8 }
        return text
    }
}
