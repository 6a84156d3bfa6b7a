/// The fields of a response, kept as the octets that will be sent. Copies share them until one is changed.
public struct Fields: Sendable, Equatable {
    /// `Name: value` lines, each with its CR LF.
    private(set) var octets: [UInt8] = []

    public init() {}

    /// Adds one field line.
    ///
    /// A control character in `value` is written as a space (RFC 9110 §5.5), so that no value can end its line.
    /// - Returns: false, and nothing is added, for a name that belongs to the serializer: Connection, Content-Length, Date,
    ///   Transfer-Encoding.
    @discardableResult
    public mutating func add(_ name: FieldName, _ value: String) -> Bool {
        guard !Fields.isReserved(name) else { return false }
        octets.append(copying: name.description.utf8Span.span)
        octets.append(text: ": ")
        let content = value.utf8Span.span
        let end = content.endOfFieldContent(from: 0)
        octets.append(copying: content.extracting(0..<end))
        for index in end..<content.count { octets.append(content[index].isFieldContent ? content[index] : .space) }
        octets.append(text: "\r\n")
        return true
    }

    public mutating func add(contentsOf other: Fields) { octets.append(copying: other.octets.span) }

    /// The value of the first field of that name, or nil.
    public func first(_ name: FieldName) -> String? { all(name).first }

    /// The values of all fields of that name, in order.
    public func all(_ name: FieldName) -> [String] {
        let span = octets.span
        var values: [String] = []
        var start = 0
        while start < span.count {
            var colon = start
            while span[colon] != UInt8(ascii: ":") { colon += 1 }
            var end = colon
            while span[end] != .cr { end += 1 }
            if name.matches(span, start..<colon) { values.append(span.string(span.trimming(colon + 1..<end))) }
            start = end + 2
        }
        return values
    }

    static func isReserved(_ name: FieldName) -> Bool {
        switch name.description.utf8.count {
        case 4: name == .date
        case 10: name == .connection
        case 14: name == .contentLength
        case 17: name == .transferEncoding
        default: false
        }
    }
}

extension Fields: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (FieldName, String)...) {
        for (name, value) in elements { add(name, value) }
    }
}
