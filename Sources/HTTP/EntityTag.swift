/// A validator of one version of a representation. RFC 9110 §8.8.3.
public struct EntityTag: Equatable, Sendable, CustomStringConvertible {
    /// With its quotes, and `W/` before them where it is weak.
    public let description: String

    public var isWeak: Bool { description.hasPrefix("W/") }

    /// A strong tag; nil unless `opaque` is made of etagc: visible octets without a quote.
    public init?(strong opaque: String) {
        guard opaque.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x22 && $0 != 0x7F }) else { return nil }
        self.init(verbatim: "\"\(opaque)\"")
    }

    /// A strong tag of numbers that change with the version.
    public init(numbers: [UInt]) {
        self.init(verbatim: "\"" + numbers.map { String($0, radix: 16) }.joined(separator: "-") + "\"")
    }

    /// The strong tag of these very octets.
    public init(of octets: [UInt8]) {
        // FNV-1a, 64 bits, beside the length: a version differs from the one before it, and nobody gains by forging one.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for octet in octets { hash = (hash ^ UInt64(octet)) &* 0x100_0000_01B3 }
        self.init(verbatim: "\"" + String(hash, radix: 16) + "-" + String(octets.count, radix: 16) + "\"")
    }

    /// The tag of another form of the same version.
    func with(suffix: String) -> EntityTag { EntityTag(verbatim: description.dropLast() + suffix + "\"") }

    private init(verbatim description: String) { self.description = description }

    /// The strong comparison of RFC 9110 §8.8.3.2.
    public func matchesStrongly(_ other: EntityTag) -> Bool { !isWeak && self == other }

    /// The weak comparison of RFC 9110 §8.8.3.2.
    public func matchesWeakly(_ other: EntityTag) -> Bool { opaque == other.opaque }

    private var opaque: Substring { isWeak ? description.dropFirst(2) : description[...] }

    /// The tags of an If-None-Match or If-Match value, which may hold commas in their quotes. nil where it is no such
    /// list.
    static func list(_ value: String) -> [EntityTag]? {
        var tags: [EntityTag] = []
        var rest = value[...]
        while true {
            rest = rest.drop { $0 == " " || $0 == "\t" || $0 == "," }
            if rest.isEmpty { return tags }
            guard let tag = first(in: &rest) else { return nil }
            tags.append(tag)
            rest = rest.drop { $0 == " " || $0 == "\t" }
            guard rest.isEmpty || rest.first == "," else { return nil }
        }
    }

    private static func first(in rest: inout Substring) -> EntityTag? {
        let prefix = rest.hasPrefix("W/\"") ? "W/\"" : "\""
        guard rest.hasPrefix(prefix), let end = rest.dropFirst(prefix.count).firstIndex(of: "\"") else { return nil }
        let tag = EntityTag(verbatim: String(rest[...end]))
        rest = rest[rest.index(after: end)...]
        return tag
    }
}
