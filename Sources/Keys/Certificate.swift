import COpenSSL
import Glibc

/// An X.509 certificate (RFC 5280).
public struct Certificate: Hashable, Sendable {
    /// The certificate as it was signed.
    public let der: [UInt8]
    private let certificate: Owned

    private init(_ pointer: OpaquePointer?) throws(KeyError) {
        let certificate = try Owned(pointer, X509_free)
        der = try OpenSSL.octets { i2d_X509(certificate.pointer, $0) }
        self.certificate = certificate
    }

    /// The one certificate of a PEM text.
    /// - Parameter name: what an error calls it.
    public init(pem: [UInt8], named name: String = "The certificate") throws(KeyError) {
        let buffer = try OpenSSL.buffer(pem)
        defer { ERR_clear_error() }
        func next() -> Certificate? { try? Certificate(PEM_read_bio_X509(buffer.pointer, nil, { OpenSSL.noPassword($0, $1, $2, $3) }, nil)) }
        guard let certificate = next(), next() == nil else { throw .notACertificate(name) }
        self = certificate
    }

    /// The one certificate of a file in PEM.
    public init(contentsOf path: String) throws(KeyError) {
        self = try Certificate(pem: try KeyFile.read(path), named: path)
    }

    public var pem: [UInt8] {
        get throws(KeyError) {
            let buffer = try OpenSSL.buffer()
            try OpenSSL.check(PEM_write_bio_X509(buffer.pointer, certificate.pointer))
            return OpenSSL.content(buffer)
        }
    }

    /// SHA-256 of its DER, which names it.
    public var fingerprint: [UInt8] { SHA256.digest(der.span) }

    /// The last second of its validity, since 1970-01-01T00:00:00Z.
    public var expiration: Int64 {
        var time = tm()
        // Of a certificate that was parsed, it is a time.
        return ASN1_TIME_to_tm(X509_get0_notAfter(certificate.pointer), &time) == 1 ? Int64(timegm(&time)) : .min
    }

    /// Whether it is for a host of that name or address.
    public func isFor(_ name: Profile.AlternativeName) -> Bool {
        switch name {
        case .dns(let name): X509_check_host(certificate.pointer, name, name.utf8.count, 0, nil) == 1
        case .ip(let address): X509_check_ip_asc(certificate.pointer, address, 0) == 1
        }
    }

    /// Whether the key is the one whose public half is certified.
    public func certifies(_ key: PrivateKey) -> Bool {
        defer { ERR_clear_error() }
        return X509_check_private_key(certificate.pointer, key.key.pointer) == 1
    }

    /// Whether the certified key made this signature of a digest of SHA-256.
    public func verifies(_ signature: Signature, of digest: [UInt8]) -> Bool {
        defer { ERR_clear_error() }
        // The key belongs to the certificate.
        guard let key = X509_get0_pubkey(certificate.pointer), let context = try? Owned(EVP_PKEY_CTX_new(key, nil), EVP_PKEY_CTX_free) else { return false }
        return EVP_PKEY_verify_init(context.pointer) > 0
            && EVP_PKEY_verify(context.pointer, signature.der, signature.der.count, digest, digest.count) == 1
    }

    /// The DER of its issuer's name and of its serial number: together they name it in a CMS (RFC 5652 §10.2.4).
    var issuerAndSerialNumber: [UInt8] {
        get throws(KeyError) {
            let issuer = try OpenSSL.octets { i2d_X509_NAME(X509_get_issuer_name(certificate.pointer), $0) }
            let serial = try OpenSSL.octets { i2d_ASN1_INTEGER(X509_get0_serialNumber(certificate.pointer), $0) }
            return DER.value(DER.sequence, issuer, serial)
        }
    }

    public static func == (left: Certificate, right: Certificate) -> Bool { left.der == right.der }
    public func hash(into hasher: inout Hasher) { hasher.combine(der) }
}

extension Certificate {
    /// What a self-signed certificate says. It reads no clock and draws no number: all is given.
    public struct Profile: Sendable {
        public struct Usages: OptionSet, Sendable {
            public let rawValue: UInt8
            public init(rawValue: UInt8) { self.rawValue = rawValue }

            public static let digitalSignature = Usages(rawValue: 1)
            public static let nonRepudiation = Usages(rawValue: 2)
        }

        public enum ExtendedUsage: String, Sendable { case serverAuth }
        public enum AlternativeName: Hashable, Sendable {
            /// A host's name, in ASCII.
            case dns(String)
            /// An IPv4 or IPv6 address, as text.
            case ip(String)
        }

        /// At most 64 letters each (RFC 5280 appendix A).
        public var commonName: String
        public var organization: String?
        /// Seconds since 1970-01-01T00:00:00Z, both included.
        public var validity: ClosedRange<Int64>
        /// Drawn at random; 64 bits at least (CA/Browser Forum, Baseline Requirements §7.1).
        public var serial: UInt128
        public var usages: Usages
        public var extendedUsages: [ExtendedUsage]
        public var alternativeNames: [AlternativeName]

        public init(
            commonName: String, organization: String? = nil, validity: ClosedRange<Int64>, serial: UInt128, usages: Usages,
            extendedUsages: [ExtendedUsage] = [], alternativeNames: [AlternativeName] = []
        ) {
            self.commonName = commonName
            self.organization = organization
            self.validity = validity
            self.serial = serial
            self.usages = usages
            self.extendedUsages = extendedUsages
            self.alternativeNames = alternativeNames
        }
    }

    /// A certificate of `key`, signed by itself; of an end entity, not of an authority.
    /// - Throws: `.unusableName`.
    public init(selfSigning key: PrivateKey, _ profile: Profile) throws(KeyError) {
        let draft = try Owned(X509_new(), X509_free)
        try OpenSSL.check(X509_set_version(draft.pointer, Int(X509_VERSION_3)))
        try Self.setSerial(profile.serial, of: draft)
        for (seconds, set) in [(profile.validity.lowerBound, X509_set1_notBefore), (profile.validity.upperBound, X509_set1_notAfter)] {
            guard let time = ASN1_TIME_set(nil, Int(seconds)) else { throw OpenSSL.refusal() }
            defer { ASN1_TIME_free(time) }
            try OpenSSL.check(set(draft.pointer, time))
        }
        let name = try Owned(X509_NAME_new(), X509_NAME_free)
        for (attribute, value) in [("O", profile.organization), ("CN", profile.commonName)] {
            guard let value else { continue }
            guard X509_NAME_add_entry_by_txt(name.pointer, attribute, MBSTRING_UTF8, Array(value.utf8), Int32(clamping: value.utf8.count), -1, 0) == 1 else {
                ERR_clear_error()
                throw .unusableName(value)
            }
        }
        try OpenSSL.check(X509_set_subject_name(draft.pointer, name.pointer))
        try OpenSSL.check(X509_set_issuer_name(draft.pointer, name.pointer))
        try OpenSSL.check(X509_set_pubkey(draft.pointer, key.key.pointer))
        for (identifier, value) in try profile.extensions { try Self.add(identifier, value, to: draft) }
        try OpenSSL.check(X509_sign(draft.pointer, key.key.pointer, EVP_sha256()))
        // It outlives the draft.
        try OpenSSL.check(X509_up_ref(draft.pointer))
        try self.init(draft.pointer)
    }

    private static func setSerial(_ serial: UInt128, of draft: Owned) throws(KeyError) {
        let octets = stride(from: 120, through: 0, by: -8).map { UInt8(truncatingIfNeeded: serial >> UInt128($0)) }
        let number = try Owned(BN_bin2bn(octets, Int32(octets.count), nil), BN_free)
        guard let integer = BN_to_ASN1_INTEGER(number.pointer, nil) else { throw OpenSSL.refusal() }
        defer { ASN1_INTEGER_free(integer) }
        try OpenSSL.check(X509_set_serialNumber(draft.pointer, integer))
    }

    private static func add(_ identifier: Int32, _ value: String, to draft: Owned) throws(KeyError) {
        var context = X509V3_CTX()
        X509V3_set_ctx(&context, draft.pointer, draft.pointer, nil, nil, 0)
        let added = try Owned(X509V3_EXT_conf_nid(nil, &context, identifier, value), X509_EXTENSION_free)
        try OpenSSL.check(X509_add_ext(draft.pointer, added.pointer, -1))
    }
}

extension Certificate.Profile {
    /// Its extensions, as OpenSSL writes them in a configuration.
    fileprivate var extensions: [(identifier: Int32, value: String)] {
        get throws(KeyError) {
            var usages: [String] = []
            if self.usages.contains(.digitalSignature) { usages.append("digitalSignature") }
            if self.usages.contains(.nonRepudiation) { usages.append("nonRepudiation") }
            var extensions: [(Int32, String)] = [(NID_basic_constraints, "critical,CA:FALSE"), (NID_subject_key_identifier, "hash")]
            if !usages.isEmpty { extensions.append((NID_key_usage, "critical," + usages.joined(separator: ","))) }
            if !extendedUsages.isEmpty { extensions.append((NID_ext_key_usage, extendedUsages.map(\.rawValue).joined(separator: ","))) }
            var names: [String] = []
            for name in alternativeNames { names.append(try name.text) }
            if !names.isEmpty { extensions.append((NID_subject_alt_name, names.joined(separator: ","))) }
            return extensions
        }
    }
}

extension Certificate.Profile.AlternativeName {
    /// Only the characters that a name or an address is made of: a comma would begin another name.
    fileprivate var text: String {
        get throws(KeyError) {
            let (prefix, name, others) = switch self {
            case .dns(let name): ("DNS:", name, "-.*_")
            case .ip(let address): ("IP:", address, ".:")
            }
            guard !name.isEmpty, name.utf8.allSatisfy({ ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A || $0 >= 0x30 && $0 <= 0x39 || others.utf8.contains($0) }) else {
                throw .unusableName(name)
            }
            return prefix + name
        }
    }
}
