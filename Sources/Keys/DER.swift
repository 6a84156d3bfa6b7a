/// The distinguished encoding of ASN.1 (ITU-T X.690).
enum DER {
    static let integer: UInt8 = 0x02
    static let octetString: UInt8 = 0x04
    static let sequence: UInt8 = 0x30
    static let set: UInt8 = 0x31
    /// `[0]`, constructed.
    static let context0: UInt8 = 0xA0

    /// A value whose content is `contents`, one after another.
    static func value(_ tag: UInt8, _ contents: [UInt8]...) -> [UInt8] {
        let count = contents.reduce(0) { $0 + $1.count }
        var octets: [UInt8] = []
        octets.reserveCapacity(count + 6)
        octets.append(tag)
        if count < 0x80 {
            octets.append(UInt8(count))
        } else {
            // §8.1.3.5: the long form, without a leading zero.
            let width = (Int.bitWidth - count.leadingZeroBitCount + 7) / 8
            octets.append(0x80 | UInt8(width))
            for shift in stride(from: (width - 1) * 8, through: 0, by: -8) { octets.append(UInt8(truncatingIfNeeded: count >> shift)) }
        }
        for content in contents { octets += content }
        return octets
    }

    /// A number that is not negative, most significant octet first; leading zeros do not count.
    static func integer(_ magnitude: [UInt8]) -> [UInt8] {
        let digits = Array(magnitude.drop { $0 == 0 })
        // §8.3: the first bit is that of the sign.
        return value(integer, (digits.first ?? 0x80) < 0x80 ? [] : [0], digits)
    }
}

/// Object identifiers, encoded.
enum OID {
    /// 1.2.840.113549.1.7.1 and .2, RFC 5652 §4 and §5.1.
    static let data: [UInt8] = [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x01]
    static let signedData: [UInt8] = [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02]
    /// 1.2.840.113549.1.9.3 and .4, RFC 5652 §11.1 and §11.2.
    static let contentType: [UInt8] = [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x03]
    static let messageDigest: [UInt8] = [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x04]
    /// 1.2.840.113549.1.9.16.2.47, RFC 5035 §3.
    static let signingCertificateV2: [UInt8] = [0x06, 0x0B, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x10, 0x02, 0x2F]
    /// 2.16.840.1.101.3.4.2.1, RFC 5754 §2.2.
    static let sha256: [UInt8] = [0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01]
    /// 1.2.840.10045.4.3.2, RFC 5758 §3.2.
    static let ecdsaWithSHA256: [UInt8] = [0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02]
}
