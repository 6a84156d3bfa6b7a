/// A piece of a page. Whatever is interpolated into it is escaped by construction; only a value that is
/// already `HTML` passes as it is. Bytes are UTF-8, appended to one buffer.
public struct HTML: Sendable, Equatable, ExpressibleByStringInterpolation {
    // Inlinable, as the pieces of a page are appended by another room: 3.5 % of what one costs.
    @usableFromInline var octets: [UInt8]

    public var bytes: [UInt8] { octets }

    @inlinable public init() { octets = [] }
    public init(stringLiteral value: String) { octets = Array(value.utf8) }
    @inlinable public init(stringInterpolation: StringInterpolation) { octets = stringInterpolation.octets }

    public static let empty = HTML()
    public var isEmpty: Bool { octets.isEmpty }

    @inlinable public mutating func append(_ other: HTML) { octets.append(contentsOf: other.octets) }
    @inlinable public static func += (left: inout HTML, right: HTML) { left.append(right) }
    @inlinable public static func + (left: HTML, right: HTML) -> HTML { var sum = left; sum.append(right); return sum }

    public struct StringInterpolation: StringInterpolationProtocol {
        @usableFromInline var octets: [UInt8]

        @inlinable public init(literalCapacity: Int, interpolationCount: Int) {
            octets = []
            octets.reserveCapacity(literalCapacity + interpolationCount * 32)
        }
        @inlinable public mutating func appendLiteral(_ literal: String) { octets.append(contentsOf: literal.utf8) }
        @inlinable public mutating func appendInterpolation(_ html: HTML) { octets.append(contentsOf: html.octets) }
        @inlinable public mutating func appendInterpolation(_ html: HTML?) { if let html { octets.append(contentsOf: html.octets) } }
        public mutating func appendInterpolation(_ number: Int) { octets.append(contentsOf: String(number).utf8) }
        public mutating func appendInterpolation(_ text: String) {
            // Most texts need no escape: they are copied whole.
            guard Self.needsEscape(text.utf8Span.span) else { return octets.append(contentsOf: text.utf8) }
            for byte in text.utf8 {
                if let entity = Self.entity(byte) { octets.append(contentsOf: "\(entity)".utf8) } else { octets.append(byte) }
            }
        }

        private static func needsEscape(_ text: Span<UInt8>) -> Bool {
            for index in text.indices where entity(text[index]) != nil { return true }
            return false
        }

        private static func entity(_ byte: UInt8) -> StaticString? {
            switch byte {
            case UInt8(ascii: "&"): "&amp;"
            case UInt8(ascii: "<"): "&lt;"
            case UInt8(ascii: ">"): "&gt;"
            case UInt8(ascii: "\""): "&quot;"
            case UInt8(ascii: "'"): "&#39;"
            default: nil
            }
        }
    }
}

extension HTML {
    /// A mail address, which a narrow page cuts before its « @ » rather than in a word; any other text as it is.
    public init(address text: String) {
        guard let at = text.firstIndex(of: "@") else { self = "\(text)"; return }
        self = "\(String(text[..<at]))<wbr>\(String(text[at...]))"
    }
}

extension Sequence<HTML> {
    /// The pieces one after the other.
    public func joined() -> HTML { reduce(into: HTML()) { $0.append($1) } }
}

extension Sequence<HTML> {
    public func joined(separator: HTML) -> HTML {
        var isFirst = true
        return reduce(into: HTML()) { sum, piece in
            if !isFirst { sum += separator }
            isFirst = false
            sum += piece
        }
    }
}
