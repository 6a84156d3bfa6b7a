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
}
