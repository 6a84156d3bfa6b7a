import COpenSSL

/// A private key on the curve P-256 (FIPS 186-5, SEC 2 secp256r1), that signs by ECDSA.
public struct PrivateKey: Sendable {
    let key: Owned

    private init(_ key: OpaquePointer?) throws(KeyError) { self.key = try Owned(key, EVP_PKEY_free) }

    /// A new one, of OpenSSL's random generator.
    public static func generate() throws(KeyError) -> PrivateKey { try PrivateKey(OpenSSL_generateP256()) }

    /// The key of a PEM text: PKCS #8 or SEC 1, not encrypted.
    /// - Parameter name: what an error calls it.
    public init(pem: [UInt8], named name: String = "The private key") throws(KeyError) {
        let buffer = try OpenSSL.buffer(pem)
        defer { ERR_clear_error() }
        guard let key = try? PrivateKey(PEM_read_bio_PrivateKey(buffer.pointer, nil, { OpenSSL.noPassword($0, $1, $2, $3) }, nil)), key.isOnP256, key.isWhole else {
            throw .notAPrivateKey(name)
        }
        self = key
    }

    /// The key of a file in PEM.
    public init(contentsOf path: String) throws(KeyError) {
        self = try PrivateKey(pem: try KeyFile.read(path), named: path)
    }

    /// PKCS #8, in PEM.
    public var pem: [UInt8] {
        get throws(KeyError) {
            let buffer = try OpenSSL.buffer()
            try OpenSSL.check(PEM_write_bio_PKCS8PrivateKey(buffer.pointer, key.pointer, nil, nil, 0, nil, nil))
            return OpenSSL.content(buffer)
        }
    }

    /// Writes it to a new file that only its owner can read. After a crash the file is whole, or is not there.
    /// - Throws: `.exists` where there is a file already.
    public func write(to path: String) throws(KeyError) {
        try KeyFile.create(path, try pem, mode: 0o600)
    }

    /// The signature of a digest of SHA-256. Two signatures of one digest differ: each draws its own nonce.
    public func sign(digest: [UInt8]) throws(KeyError) -> Signature {
        let context = try Owned(EVP_PKEY_CTX_new(key.pointer, nil), EVP_PKEY_CTX_free)
        try OpenSSL.check(EVP_PKEY_sign_init(context.pointer))
        var count = Signature.maximumCount
        var status: Int32 = 0
        let der = [UInt8](unsafeUninitializedCapacity: count) { octets, written in
            // `count` says what there is room for, then what was written.
            status = EVP_PKEY_sign(context.pointer, octets.baseAddress, &count, digest, digest.count)
            written = status > 0 ? count : 0
        }
        try OpenSSL.check(status)
        guard let signature = Signature(normalizing: der) else { throw .refused("a signature that is none") }
        return signature
    }

    private var isOnP256: Bool { EVP_PKEY_get_id(key.pointer) == EVP_PKEY_EC && EVP_PKEY_get_bits(key.pointer) == 256 && group == "prime256v1" }

    private var group: String {
        var name = [CChar](repeating: 0, count: 64), count = 0
        guard EVP_PKEY_get_group_name(key.pointer, &name, name.count, &count) > 0 else { return "" }
        return String(decoding: name.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Whether the public half is that of the private one.
    private var isWhole: Bool {
        guard let context = try? Owned(EVP_PKEY_CTX_new(key.pointer, nil), EVP_PKEY_CTX_free) else { return false }
        return EVP_PKEY_check(context.pointer) > 0
    }
}
