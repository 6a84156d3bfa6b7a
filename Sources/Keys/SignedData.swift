/// Signatures of content that is kept elsewhere, in CMS (RFC 5652), as the level B-B of PAdES asks (ETSI EN 319 142-1
/// §6.3): SHA-256, the certificate inside, and signed with the content its type, its digest and the certificate's.
///
/// But for the ECDSA value, the certificate and the digest determine every octet. So what is read is never parsed: it
/// is compared with what would have been written.
public struct SignedData: Sendable {
    public let certificate: Certificate
    /// What stands before the signer in SignedData, and around the digest in the signer: written once.
    private let head: [UInt8]
    private let signerHead: [UInt8]
    private let contentTypeAttribute: [UInt8]
    private let certificateAttribute: [UInt8]
    /// How many octets there are in all, by how many the ECDSA value takes.
    private var counts: [Int] = []

    private static let one = DER.integer([1])
    private static let sha256 = DER.value(DER.sequence, OID.sha256)
    private static let ecdsaWithSHA256 = DER.value(DER.sequence, OID.ecdsaWithSHA256)

    public init(_ certificate: Certificate) throws(KeyError) {
        self.certificate = certificate
        // §5.1.
        head = Self.one + DER.value(DER.set, Self.sha256) + DER.value(DER.sequence, OID.data) + DER.value(DER.context0, certificate.der)
        signerHead = Self.one + (try certificate.issuerAndSerialNumber) + Self.sha256
        contentTypeAttribute = Self.attribute(OID.contentType, OID.data)
        // RFC 5035 §4: ESSCertIDv2 with its default algorithm, which is SHA-256.
        let identifier = DER.value(DER.sequence, DER.value(DER.octetString, certificate.fingerprint))
        certificateAttribute = Self.attribute(OID.signingCertificateV2, DER.value(DER.sequence, DER.value(DER.sequence, identifier)))
        let attributes = attributes([UInt8](repeating: 0, count: 32))
        counts = (0...Signature.maximumCount).map { octets(attributes, [UInt8](repeating: 0, count: $0)).count }
    }

    /// The most octets that one takes.
    public var maximumCount: Int { counts[Signature.maximumCount] }

    /// The signature of content that has this digest of SHA-256.
    /// - Parameter key: the one that the certificate certifies.
    public func sign(digest: [UInt8], with key: PrivateKey) throws(KeyError) -> [UInt8] {
        let attributes = attributes(digest)
        return octets(attributes, try key.sign(digest: SHA256.digest(DER.value(DER.set, attributes).span)).der)
    }

    /// Whether `octets` are what was written to sign content of this digest, with no more than zeros after it.
    public func verifies(_ octets: [UInt8], digest: [UInt8]) -> Bool {
        // The ECDSA value stands last; how long it is decides the headers around it.
        counts.enumerated().contains { count, end in
            guard end <= octets.count, let signature = Signature(der: Array(octets[end - count..<end])) else { return false }
            let attributes = attributes(digest)
            return octets[..<end] == self.octets(attributes, signature.der)[...] && octets[end...].allSatisfy { $0 == 0 }
                && certificate.verifies(signature, of: SHA256.digest(DER.value(DER.set, attributes).span))
        }
    }

    /// §11, in the order of a SET OF: the shortest first, as their lengths are what differs first.
    private func attributes(_ digest: [UInt8]) -> [UInt8] {
        contentTypeAttribute + Self.attribute(OID.messageDigest, DER.value(DER.octetString, digest)) + certificateAttribute
    }

    private static func attribute(_ type: [UInt8], _ value: [UInt8]) -> [UInt8] { DER.value(DER.sequence, type, DER.value(DER.set, value)) }

    /// §3 and §5. The attributes are sent under the tag `[0]`, and signed under that of a SET (§5.4).
    private func octets(_ attributes: [UInt8], _ signature: [UInt8]) -> [UInt8] {
        let signer = DER.value(
            DER.sequence, signerHead, DER.value(DER.context0, attributes), Self.ecdsaWithSHA256, DER.value(DER.octetString, signature))
        let signedData = DER.value(DER.sequence, head, DER.value(DER.set, signer))
        return DER.value(DER.sequence, OID.signedData, DER.value(DER.context0, signedData))
    }
}
