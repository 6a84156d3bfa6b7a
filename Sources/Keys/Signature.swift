/// An ECDSA signature on P-256, which has one octet form only: the DER of RFC 3279 §2.2.3, minimal, with `s` in the
/// lower half of the group's order. (If (r, s) verifies, so does (r, n − s): nobody can make that second one of ours.)
public struct Signature: Hashable, Sendable {
    /// The one form.
    public let der: [UInt8]

    /// Two integers of 33 octets at most, and their headers.
    static let maximumCount = 72
    /// The order of the group: SEC 2 §2.4.2.
    private static let order: [UInt8] = [
        0xFF, 0xFF, 0xFF, 0xFF, 0x00, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0xBC, 0xE6, 0xFA, 0xAD, 0xA7, 0x17, 0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25, 0x51,
    ]
    private static let halfOrder: [UInt8] = [
        0x7F, 0xFF, 0xFF, 0xFF, 0x80, 0x00, 0x00, 0x00, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0xDE, 0x73, 0x7D, 0x56, 0xD3, 0x8B, 0xCF, 0x42, 0x79, 0xDC, 0xE5, 0x61, 0x7E, 0x31, 0x92, 0xA8,
    ]

    /// The signature of which `der` is the one form, or nil.
    public init?(der: [UInt8]) {
        guard let signature = Signature(normalizing: der), signature.der == der else { return nil }
        self = signature
    }

    /// The same signature in its one form. `der` is a SEQUENCE of two positive INTEGERs of 256 bits.
    init?(normalizing der: [UInt8]) {
        guard der.count >= 2, der[0] == DER.sequence, Int(der[1]) == der.count - 2 else { return nil }
        var rest = der[2...]
        guard let r = Self.integer(&rest), var s = Self.integer(&rest), rest.isEmpty else { return nil }
        guard r.lexicographicallyPrecedes(Self.order), s.lexicographicallyPrecedes(Self.order) else { return nil }
        if Self.halfOrder.lexicographicallyPrecedes(s) { s = Self.orderMinus(s) }
        self.der = DER.value(DER.sequence, DER.integer(r), DER.integer(s))
    }

    /// The INTEGER that begins `octets`, on 32 octets, which is taken from them.
    private static func integer(_ octets: inout ArraySlice<UInt8>) -> [UInt8]? {
        guard octets.popFirst() == DER.integer, let count = octets.popFirst(), (1...33).contains(count), octets.count >= count else { return nil }
        let value = octets.prefix(Int(count)).drop { $0 == 0 }
        octets = octets.dropFirst(Int(count))
        guard value.count <= 32, !value.isEmpty else { return nil }
        return [UInt8](repeating: 0, count: 32 - value.count) + value
    }

    private static func orderMinus(_ s: [UInt8]) -> [UInt8] {
        var difference = order, borrow = 0
        for index in (0..<32).reversed() {
            let digit = Int(order[index]) - Int(s[index]) - borrow
            borrow = digit < 0 ? 1 : 0
            difference[index] = UInt8(truncatingIfNeeded: digit)
        }
        return difference
    }
}
