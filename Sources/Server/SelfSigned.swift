import Glibc
public import Keys

extension Server.TLS {
    /// Seconds: the longest that browsers take (CA/Browser Forum, baseline requirements §6.3.2), less two days.
    private static let lifetime: Int64 = 396 * 86_400
    /// How much of it is over when it begins, for clocks that are late.
    private static let headStart: Int64 = 43_200
    /// A certificate with less to live is made anew.
    private static let margin: Int64 = 30 * 86_400

    /// `tls-certificate.pem` and `tls-key.pem` of `directory`, for a network without an authority. The key is made once,
    /// and only its owner can read it; the certificate is made where there is none for that key, where it ends soon, and
    /// where it lacks an IPv4 address of this machine or one of `hosts`.
    /// - Parameters:
    ///   - commonName: what a browser shows of it.
    ///   - hosts: names and addresses that it is for, beside those of this machine.
    ///   - now: seconds since 1970.
    /// - Returns: the files, and the certificate's SHA-256 as browsers show it.
    public static func selfSigned(
        in directory: String, commonName: String, hosts: [String], now: Int64
    ) throws(KeyError) -> (tls: Server.TLS, fingerprint: String) {
        // What ASN.1 can say (RFC 5280 §4.1.2.5), from 1970 on.
        let now = min(max(now, headStart), 253_402_300_799 - lifetime)
        let tls = Server.TLS(certificateFile: directory + "/tls-certificate.pem", keyFile: directory + "/tls-key.pem")
        if access(tls.keyFile, F_OK) != 0 { try PrivateKey.generate().write(to: tls.keyFile) }
        let key = try PrivateKey(contentsOf: tls.keyFile)
        // The name of a container is another each time, and an address of IPv6 another each day (RFC 8981).
        let needed = (LocalHost.addresses.filter(\.isIPv4).map(\.address) + hosts).map(Certificate.Profile.AlternativeName.init(host:))
        if access(tls.certificateFile, F_OK) == 0 {
            let certificate = try Certificate(contentsOf: tls.certificateFile)
            if certificate.certifies(key), certificate.expiration > now + margin, needed.allSatisfy(certificate.isFor) {
                return (tls, fingerprint(certificate))
            }
        }
        var unique: [Certificate.Profile.AlternativeName] = []
        for name in (LocalHost.names + LocalHost.addresses.map(\.address)).map(Certificate.Profile.AlternativeName.init(host:)) + needed
        where !unique.contains(name) { unique.append(name) }
        let certificate = try Certificate(selfSigning: key, Certificate.Profile(
            commonName: commonName, validity: now - headStart...now - headStart + lifetime, serial: .random(in: 1 ... .max >> 1),
            usages: .digitalSignature, extendedUsages: [.serverAuth], alternativeNames: unique))
        try KeyFile.replace(tls.certificateFile, try certificate.pem, mode: 0o600)
        return (tls, fingerprint(certificate))
    }

    private static func fingerprint(_ certificate: Certificate) -> String {
        certificate.fingerprint.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined(separator: ":")
    }
}

extension Certificate.Profile.AlternativeName {
    /// A name, or an address as text.
    fileprivate init(host: String) {
        var address = in6_addr()
        self = [AF_INET, AF_INET6].contains { inet_pton($0, host, &address) == 1 } ? .ip(host) : .dns(host)
    }
}
