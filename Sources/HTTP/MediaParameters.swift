/// A value followed by parameters, as Content-Type and Content-Disposition are: `type; name=token; name="quoted"`.
/// RFC 9110 §5.6.6.
struct MediaParameters {
    /// In lower case.
    let value: String
    private let parameters: [String: String]

    /// nil for what the grammar does not allow, and where a parameter comes twice.
    init?(_ text: String) {
        let octets = Array(text.utf8)
        var index = 0
        func skipSpace() { while index < octets.count, octets[index].isWhitespace { index += 1 } }
        func take(while condition: (UInt8) -> Bool) -> String? {
            let start = index
            while index < octets.count, condition(octets[index]) { index += 1 }
            return index > start ? String(decoding: octets[start..<index], as: UTF8.self) : nil
        }
        guard let value = take(while: { OctetSet.token.contains($0) || $0 == UInt8(ascii: "/") }) else { return nil }
        var parameters: [String: String] = [:]
        skipSpace()
        while index < octets.count {
            guard octets[index] == UInt8(ascii: ";") else { return nil }
            index += 1
            skipSpace()
            guard let name = take(while: OctetSet.token.contains)?.lowercased(), index < octets.count, octets[index] == UInt8(ascii: "=") else { return nil }
            index += 1
            guard let content = index < octets.count && octets[index] == UInt8(ascii: "\"") ? Self.quoted(octets, &index) : take(while: OctetSet.token.contains),
                parameters.updateValue(content, forKey: name) == nil
            else { return nil }
            skipSpace()
        }
        self.value = value.lowercased()
        self.parameters = parameters
    }

    /// `name` is in lower case.
    subscript(name: String) -> String? { parameters[name] }

    /// The quoted-string at `index`, which goes behind it (§5.6.4).
    private static func quoted(_ octets: [UInt8], _ index: inout Int) -> String? {
        var content: [UInt8] = []
        index += 1
        while index < octets.count {
            switch octets[index] {
            case UInt8(ascii: "\""):
                index += 1
                return String(validating: content, as: UTF8.self)
            case UInt8(ascii: "\\"):
                index += 1
                guard index < octets.count else { return nil }
                content.append(octets[index])
            case let octet: content.append(octet)
            }
            index += 1
        }
        return nil
    }
}
