import COpenSSL

/// The client's side of TLS, on octets: a test sends what it gives when and as it likes. It trusts whoever answers.
final class ClientTLS {
    struct Alert: Error, Equatable { let reason: String }

    /// What a later connection may resume.
    final class Session: @unchecked Sendable {
        let pointer: OpaquePointer
        init?(_ pointer: OpaquePointer?) {
            guard let pointer else { return nil }
            self.pointer = pointer
        }
        deinit { SSL_SESSION_free(pointer) }
    }

    struct Options: Sendable {
        var version: Int32?
        /// Of TLS 1.2, in OpenSSL's words.
        var suites = "ALL:@SECLEVEL=0"
        var groups: String?
        var protocols: [String] = []
        var serverName: String?
        var session: Session?
    }

    private let context = SSL_CTX_new(TLS_client_method())
    private let ssl: OpaquePointer
    private(set) var isOpen = false

    init(_ options: Options) {
        if let version = options.version {
            SSL_CTX_ctrl(context, SSL_CTRL_SET_MIN_PROTO_VERSION, Int(version), nil)
            SSL_CTX_ctrl(context, SSL_CTRL_SET_MAX_PROTO_VERSION, Int(version), nil)
        }
        SSL_CTX_set_cipher_list(context, options.suites)
        if let groups = options.groups { _ = OpenSSL_setGroups(context, groups) }
        let protocols = options.protocols.flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) }
        if !protocols.isEmpty { SSL_CTX_set_alpn_protos(context, protocols, UInt32(protocols.count)) }
        ssl = SSL_new(context)
        SSL_set_bio(ssl, BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()))
        SSL_set_connect_state(ssl)
        if var name = options.serverName.map({ Array($0.utf8CString) }) {
            SSL_ctrl(ssl, SSL_CTRL_SET_TLSEXT_HOSTNAME, Int(TLSEXT_NAMETYPE_host_name), &name)
        }
        if let session = options.session { SSL_set_session(ssl, session.pointer) }
    }

    deinit {
        // OpenSSL forbids to resume the session of a connection that broke; leaving in haste is not breaking.
        SSL_set_shutdown(ssl, SSL_SENT_SHUTDOWN)
        SSL_free(ssl)
        SSL_CTX_free(context)
    }

    var version: String { String(cString: SSL_get_version(ssl)) }
    var suite: String { String(cString: SSL_CIPHER_get_name(SSL_get_current_cipher(ssl))) }
    var isResumed: Bool { SSL_session_reused(ssl) == 1 }
    var session: Session? { Session(SSL_get1_session(ssl)) }
    var applicationProtocol: String {
        var name: UnsafePointer<UInt8>?, count: UInt32 = 0
        SSL_get0_alpn_selected(ssl, &name, &count)
        return String(decoding: UnsafeBufferPointer(start: name, count: Int(count)), as: UTF8.self)
    }
    /// Of certificates that the server sent.
    var chainCount: Int { Int(OPENSSL_sk_num(SSL_get_peer_cert_chain(ssl))) }
    /// The server's certificate, in DER.
    var certificate: [UInt8] {
        guard let certificate = SSL_get1_peer_certificate(ssl) else { return [] }
        defer { X509_free(certificate) }
        var octets = [UInt8](repeating: 0, count: Int(i2d_X509(certificate, nil)))
        octets.withUnsafeMutableBufferPointer { buffer in
            var next = buffer.baseAddress
            i2d_X509(certificate, &next)
        }
        return octets
    }

    /// Goes on with the handshake; what is to be sent is in ``takeOutput()``.
    func shakeHands() throws {
        ERR_clear_error()
        let result = SSL_do_handshake(ssl)
        isOpen = result == 1
        if !isOpen, SSL_get_error(ssl, result) != SSL_ERROR_WANT_READ { throw failure() }
    }

    /// What the server sent.
    func feed(_ octets: [UInt8]) { BIO_write(SSL_get_rbio(ssl), octets, Int32(octets.count)) }

    /// What is to be sent to the server.
    func takeOutput() -> [UInt8] {
        var octets = [UInt8](repeating: 0, count: BIO_ctrl_pending(SSL_get_wbio(ssl)))
        if !octets.isEmpty { BIO_read(SSL_get_wbio(ssl), &octets, Int32(octets.count)) }
        return octets
    }

    /// The octets as the server is to get them, in one record for each 16 KiB.
    func encrypt(_ octets: [UInt8]) throws -> [UInt8] {
        ERR_clear_error()
        guard octets.isEmpty || SSL_write(ssl, octets, Int32(octets.count)) == octets.count else { throw failure() }
        return takeOutput()
    }

    /// What can be read of what was fed, and whether the server has said that it was the last (close_notify).
    func decrypt() throws -> (octets: [UInt8], isEnded: Bool) {
        var octets: [UInt8] = [], buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            ERR_clear_error()
            let count = SSL_read(ssl, &buffer, Int32(buffer.count))
            if count > 0 { octets += buffer[..<Int(count)] }
            switch count > 0 ? SSL_ERROR_NONE : SSL_get_error(ssl, count) {
            case SSL_ERROR_NONE: break
            case SSL_ERROR_WANT_READ: return (octets, false)
            case SSL_ERROR_ZERO_RETURN: return (octets, true)
            default: throw failure()
            }
        }
    }

    /// A change of keys, of which the server is asked for one too.
    func updateKeys() throws -> [UInt8] {
        guard SSL_key_update(ssl, SSL_KEY_UPDATE_REQUESTED) == 1, SSL_do_handshake(ssl) == 1 else { throw failure() }
        return takeOutput()
    }

    func closeNotify() -> [UInt8] {
        SSL_shutdown(ssl)
        return takeOutput()
    }

    private func failure() -> Alert { Alert(reason: ERR_reason_error_string(ERR_get_error()).map { String(cString: $0) } ?? "no reason") }
}
