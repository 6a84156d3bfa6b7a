import COpenSSL

/// SHA-256 (FIPS 180-4).
public enum SHA256 {
    /// The 32 octets of the digest.
    public static func digest(_ octets: borrowing Span<UInt8>) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
        octets.withUnsafeBufferPointer { octets in
            // Always succeeds on memory; the digest's array is as long as it needs.
            _ = COpenSSL.SHA256(octets.baseAddress, octets.count, &digest)
        }
        return digest
    }

    /// The digest of both, one after the other.
    public static func digest(_ first: borrowing Span<UInt8>, _ second: borrowing Span<UInt8>) -> [UInt8] {
        var octets: [UInt8] = []
        octets.reserveCapacity(first.count + second.count)
        // Copied while the pointers live.
        first.withUnsafeBufferPointer { octets += $0 }
        second.withUnsafeBufferPointer { octets += $0 }
        return digest(octets.span)
    }
}
