import COpenSSL
import Glibc
import Threads

/// What TLS connections are made from: for a server a certificate chain, its key, and the rules of the handshake.
///
/// `@unchecked Sendable`: OpenSSL lets threads share an SSL_CTX once it is set up (ssl(7)), and nothing changes one
/// after `init`: a reload makes another.
final class TLSContext: @unchecked Sendable {
    let pointer: OpaquePointer
    /// Whether the certificate is past its last day, which clients will say louder.
    private(set) var hasExpired = false

    /// Reads the files of `tls`. Throws what is wrong with them in one line.
    init(_ tls: Server.TLS) throws(ServerError) {
        guard let pointer = SSL_CTX_new(TLS_server_method()) else { throw .cannotPrepare("TLS", reason: opensslErrorDescription()) }
        // From here on a throw runs deinit: every property has its value.
        self.pointer = pointer
        OpenSSL_setRules(pointer)
        // Forward secrecy and authenticated encryption only; AES first, unless the client puts ChaCha20 first, having no
        // instructions for AES. RFC 9325 §4.2.
        let suites = ["AES128-GCM-SHA256", "AES256-GCM-SHA384", "CHACHA20-POLY1305"].flatMap { ["ECDHE-ECDSA-\($0)", "ECDHE-RSA-\($0)"] }
        guard SSL_CTX_set_cipher_list(pointer, suites.joined(separator: ":")) == 1,
            SSL_CTX_set_ciphersuites(pointer, "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256") == 1,
            OpenSSL_setGroups(pointer, "X25519:P-256") == 1
        else { throw .cannotPrepare("TLS", reason: opensslErrorDescription()) }
        // Sessions live in their tickets, not here.
        OpenSSL_setSessionCacheMode(pointer, SSL_SESS_CACHE_OFF)
        // One for each connection that a client had is what it needs to come back; a second would be a tenth of a handshake.
        SSL_CTX_set_num_tickets(pointer, 1)
        // What could not be sent is offered again from another place, and an idle connection holds no buffer.
        OpenSSL_setMode(pointer, Int(SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS))
        // A peer that sends one key update after another must not hold the loop: each is a read of its own.
        OpenSSL_clearMode(pointer, Int(SSL_MODE_AUTO_RETRY))
        // One call of the system for a record, instead of one for its header and one for the rest.
        OpenSSL_setReadAhead(pointer, 1)
        SSL_CTX_set_alpn_select_cb(pointer, selectProtocol, nil)
        hasExpired = try TLSContext.load(tls, into: pointer)
    }

    deinit { SSL_CTX_free(pointer) }

    /// What a client has that trusts whoever answers; nil where there is no memory for it.
    static let client = TLSContext()

    private init?() {
        guard let pointer = SSL_CTX_new(TLS_client_method()) else { return nil }
        self.pointer = pointer
    }

    /// Gives the chain and its key to the context; whether the certificate has expired.
    private static func load(_ tls: Server.TLS, into context: OpaquePointer) throws(ServerError) -> Bool {
        try checkReadable(tls.certificateFile)
        ERR_clear_error()
        guard SSL_CTX_use_certificate_chain_file(context, tls.certificateFile) == 1, let certificate = SSL_CTX_get0_certificate(context) else {
            throw .unusableFile(tls.certificateFile, reason: "it is not a certificate chain in PEM (\(opensslErrorDescription()))")
        }
        try checkReadable(tls.keyFile)
        guard let file = BIO_new_file(tls.keyFile, "r") else { throw .unusableFile(tls.keyFile, reason: opensslErrorDescription()) }
        defer { BIO_free(file) }
        var isEncrypted = false
        // The pointer lives as long as the call that it is given to.
        let key = withUnsafeMutablePointer(to: &isEncrypted) { flag in
            PEM_read_bio_PrivateKey(file, nil, { _, _, _, flag in
                flag?.assumingMemoryBound(to: Bool.self).pointee = true
                return -1
            }, flag)
        }
        guard let key else {
            throw .unusableFile(tls.keyFile, reason: isEncrypted
                ? "it is encrypted; “openssl pkey -in FILE -out FILE” writes it without its password"
                : "it is not a private key in PEM (\(opensslErrorDescription()))")
        }
        defer { EVP_PKEY_free(key) }
        guard X509_check_private_key(certificate, key) == 1 else {
            throw .unusableFile(tls.keyFile, reason: "it is not the key of the certificate in “\(tls.certificateFile)”")
        }
        guard SSL_CTX_use_PrivateKey(context, key) == 1 else { throw .unusableFile(tls.keyFile, reason: opensslErrorDescription()) }
        return X509_cmp_current_time(X509_get0_notAfter(certificate)) < 0
    }

    /// OpenSSL says “system library” where the system said more.
    private static func checkReadable(_ path: String) throws(ServerError) {
        Waiting.assertAllowed("A certificate")
        guard let file = fopen(path, "r") else { throw .unusableFile(path, reason: systemErrorDescription()) }
        fclose(file)
    }
}

/// Chooses http/1.1 of the protocols that the client offers; where it is not one of them, the handshake fails
/// (RFC 7301 §3.2).
private func selectProtocol(
    _: OpaquePointer?, chosen: UnsafeMutablePointer<UnsafePointer<UInt8>?>?, length: UnsafeMutablePointer<UInt8>?,
    offered: UnsafePointer<UInt8>?, count: UInt32, _: UnsafeMutableRawPointer?
) -> Int32 {
    // In static memory, which outlives the handshake as OpenSSL wants of what is chosen.
    let ours: StaticString = "\u{8}http/1.1"
    var pointer: UnsafeMutablePointer<UInt8>?
    guard SSL_select_next_proto(&pointer, length, ours.utf8Start, UInt32(ours.utf8CodeUnitCount), offered, count) == OPENSSL_NPN_NEGOTIATED else {
        return SSL_TLSEXT_ERR_ALERT_FATAL
    }
    chosen?.pointee = UnsafePointer(pointer)
    return SSL_TLSEXT_ERR_OK
}

/// The first error in the thread's queue, in words; empties it.
private func opensslErrorDescription() -> String {
    let code = ERR_get_error()
    ERR_clear_error()
    return ERR_reason_error_string(code).map { String(cString: $0) } ?? "error \(code) of OpenSSL"
}
