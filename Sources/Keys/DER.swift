/// Values in the distinguished encoding of ASN.1 (ITU-T X.690), one after another.
struct DER {
    static let integer: UInt8 = 0x02
    static let octetString: UInt8 = 0x04
    static let sequence: UInt8 = 0x30
    static let set: UInt8 = 0x31
    /// `[0]`, constructed.
    static let context0: UInt8 = 0xA0

    private(set) var octets: [UInt8] = []

    static func encode(_ body: (inout DER) -> Void) -> [UInt8] {
        var der = DER()
        body(&der)
        return der.octets
    }

    /// A value that is encoded already.
    mutating func verbatim(_ octets: [UInt8]) { self.octets += octets }

    mutating func primitive(_ tag: UInt8, _ content: [UInt8]) {
        octets.append(tag)
        length(content.count)
        octets += content
    }

    mutating func constructed(_ tag: UInt8, _ body: (inout DER) -> Void) { primitive(tag, DER.encode(body)) }

    /// A number that is not negative, most significant octet first; leading zeros do not count.
    mutating func integer(_ magnitude: [UInt8]) {
        let digits = Array(magnitude.drop { $0 == 0 })
        // The first bit is that of the sign (§8.3).
        primitive(Self.integer, (digits.first ?? 0x80) >= 0x80 ? [0] + digits : digits)
    }

    /// The elements of a SET OF, in the order of their encodings (§11.6).
    mutating func set(of elements: [[UInt8]], tag: UInt8 = DER.set) {
        primitive(tag, elements.sorted { $0.lexicographicallyPrecedes($1) }.flatMap { $0 })
    }

    /// §8.1.3, definite form.
    private mutating func length(_ count: Int) {
        if count < 0x80 { return octets.append(UInt8(count)) }
        let digits = stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: count >> $0) }.drop { $0 == 0 }
        octets.append(0x80 | UInt8(digits.count))
        octets += digits
    }
}
