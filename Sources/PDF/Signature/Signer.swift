/// Who signs a document: a key and its certificate, kept outside of this room.
public protocol Signer: Sendable {
    /// In octets; no signature is longer.
    var reservedCount: Int { get }

    /// The signature over `first` followed by `second`: a detached CMS SignedData in DER (RFC 5652), as the profile
    /// PAdES B-B has it (ETSI EN 319 142-1).
    func sign(_ first: borrowing Span<UInt8>, _ second: borrowing Span<UInt8>) throws(SignerFailure) -> [UInt8]
}

/// A key that cannot be used.
public struct SignerFailure: Error, Equatable, Sendable {
    public let reason: String

    public init(reason: String) { self.reason = reason }
}

/// Why a signed document was not written.
public enum SigningError: Error, Equatable, Sendable {
    case nonconformance(Nonconformance)
    case signer(SignerFailure)
}
