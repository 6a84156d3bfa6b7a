/// A JSON value that was read (RFC 8259). Numbers keep the text they were written in.
public enum JSON: Hashable, Sendable {
    case null
    case bool(Bool)
    case number(String)
    case string(String)
    case array([JSON])
    /// In order; no name twice.
    case object([Member])

    public struct Member: Hashable, Sendable {
        public let name: String
        public let value: JSON

        /// Octet by octet (RFC 8259 §8.3): to compare texts as people read them costs more than linear time.
        public func hasName(_ other: String) -> Bool { name.utf8.count == other.utf8.count && name.utf8.elementsEqual(other.utf8) }
    }

    /// Every text in it, at any depth: names, strings and numbers.
    public var texts: [String] {
        switch self {
        case .null, .bool: []
        case .number(let text), .string(let text): [text]
        case .array(let values): values.flatMap(\.texts)
        case .object(let members): members.flatMap { [$0.name] + $0.value.texts }
        }
    }
}

extension JSON {
    public enum Failure: Error { case syntax, notUTF8, duplicateName, tooDeep, tooManyMembers }

    /// Values may be nested this deep: nothing here needs four.
    public static let maximumDepth = 16

    /// An object may have so many members: nothing here needs twenty, and each name is compared with all before it.
    public static let maximumMembers = 100

    /// Reads exactly one value. Strict: a name given twice, a comma too many, what follows the value, octets that are
    /// not UTF-8, a lone surrogate, are refused.
    public init(_ octets: [UInt8]) throws(Failure) {
        guard String(validating: octets, as: UTF8.self) != nil else { throw .notUTF8 }
        var reader = Reader(octets)
        self = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.isAtEnd else { throw .syntax }
    }

    private struct Reader {
        private let octets: [UInt8]
        private var index = 0

        init(_ octets: [UInt8]) { self.octets = octets }

        var isAtEnd: Bool { index == octets.count }
        private var next: UInt8? { index < octets.count ? octets[index] : nil }

        mutating func skipSpace() {
            while let octet = next, octet == 0x20 || octet == 0x0A || octet == 0x0D || octet == 0x09 { index += 1 }
        }

        private mutating func take(_ wanted: Unicode.Scalar) -> Bool {
            guard next == UInt8(ascii: wanted) else { return false }
            index += 1
            return true
        }

        private mutating func take(literal: StaticString, as value: JSON) throws(Failure) -> JSON {
            let end = index + literal.utf8CodeUnitCount
            guard end <= octets.count, String(decoding: octets[index..<end], as: UTF8.self) == "\(literal)" else { throw .syntax }
            index = end
            return value
        }

        mutating func value(depth: Int) throws(Failure) -> JSON {
            guard depth < JSON.maximumDepth else { throw .tooDeep }
            skipSpace()
            switch next {
            case UInt8(ascii: "{"): return try object(depth: depth)
            case UInt8(ascii: "["): return try array(depth: depth)
            case UInt8(ascii: "\""): return .string(try string())
            case UInt8(ascii: "t"): return try take(literal: "true", as: .bool(true))
            case UInt8(ascii: "f"): return try take(literal: "false", as: .bool(false))
            case UInt8(ascii: "n"): return try take(literal: "null", as: .null)
            default: return try number()
            }
        }

        private mutating func object(depth: Int) throws(Failure) -> JSON {
            index += 1
            var members: [Member] = []
            skipSpace()
            if take("}") { return .object([]) }
            repeat {
                guard members.count < JSON.maximumMembers else { throw .tooManyMembers }
                skipSpace()
                guard next == UInt8(ascii: "\"") else { throw .syntax }
                let name = try string()
                guard !members.contains(where: { $0.hasName(name) }) else { throw .duplicateName }
                skipSpace()
                guard take(":") else { throw .syntax }
                members.append(Member(name: name, value: try value(depth: depth + 1)))
                skipSpace()
            } while take(",")
            guard take("}") else { throw .syntax }
            return .object(members)
        }

        private mutating func array(depth: Int) throws(Failure) -> JSON {
            index += 1
            var values: [JSON] = []
            skipSpace()
            if take("]") { return .array([]) }
            repeat {
                values.append(try value(depth: depth + 1))
                skipSpace()
            } while take(",")
            guard take("]") else { throw .syntax }
            return .array(values)
        }

        private mutating func string() throws(Failure) -> String {
            index += 1
            // Most strings hold no escape: they are taken whole.
            let start = index
            while let octet = next, octet >= 0x20, octet != UInt8(ascii: "\\") {
                index += 1
                if octet == UInt8(ascii: "\"") { return String(decoding: octets[start..<index - 1], as: UTF8.self) }
            }
            var content = Array(octets[start..<index])
            while let octet = next {
                index += 1
                switch octet {
                case UInt8(ascii: "\""): return String(decoding: content, as: UTF8.self)
                case UInt8(ascii: "\\"): content.append(contentsOf: String(try escape()).utf8)
                case 0..<0x20: throw .syntax
                default: content.append(octet)
                }
            }
            throw .syntax
        }

        private mutating func escape() throws(Failure) -> Unicode.Scalar {
            guard let letter = next else { throw .syntax }
            index += 1
            switch letter {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
            case UInt8(ascii: "b"): return "\u{8}"
            case UInt8(ascii: "f"): return "\u{C}"
            case UInt8(ascii: "n"): return "\n"
            case UInt8(ascii: "r"): return "\r"
            case UInt8(ascii: "t"): return "\t"
            case UInt8(ascii: "u"): return try unicodeEscape()
            default: throw .syntax
            }
        }

        /// RFC 8259 §7: beyond the first plane, two escapes in a row make one character.
        private mutating func unicodeEscape() throws(Failure) -> Unicode.Scalar {
            let first = try fourHexDigits()
            if let scalar = Unicode.Scalar(first) { return scalar }
            guard first < 0xDC00, take("\\"), take("u") else { throw .syntax }
            let second = try fourHexDigits()
            guard (0xDC00...0xDFFF).contains(second), let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) else {
                throw .syntax
            }
            return scalar
        }

        private mutating func fourHexDigits() throws(Failure) -> UInt32 {
            var value: UInt32 = 0
            for _ in 0..<4 {
                guard let octet = next, let digit = Character(Unicode.Scalar(octet)).hexDigitValue else { throw .syntax }
                value = value << 4 | UInt32(digit)
                index += 1
            }
            return value
        }

        private mutating func number() throws(Failure) -> JSON {
            let start = index
            _ = take("-")
            if !take("0") { try digits() }
            if take(".") { try digits() }
            if take("e") || take("E") {
                if !take("+") { _ = take("-") }
                try digits()
            }
            return .number(String(decoding: octets[start..<index], as: UTF8.self))
        }

        private mutating func digits() throws(Failure) {
            let start = index
            while let octet = next, (48...57).contains(octet) { index += 1 }
            guard index > start else { throw .syntax }
        }
    }
}
