import Foundation
import Testing
@testable import Keys

@Suite("A self-signed certificate")
struct CertificateTests {
    private func text(_ profile: Certificate.Profile) throws -> String {
        let pem = try Certificate(selfSigning: .generate(), profile).pem
        return String(decoding: try openssl("x509 -noout -text -nameopt utf8,sep_comma_plus", input: pem), as: UTF8.self)
            .replacing(/\s+/, with: " ")
    }

    @Test("It says what its profile says, and no more, as openssl reads it")
    func says() throws {
        let text = try text(.example)
        #expect(text.contains("Version: 3 (0x2)"))
        #expect(text.contains("Serial Number: 81:23:45:67:89:ab:cd:ef:01:23:45:67:89:ab:cd:ef"))
        #expect(text.contains("Issuer: O=EXERCICE DE FORMATION,CN=EXERCICE – cahier") && text.contains("Subject: O=EXERCICE DE FORMATION,CN=EXERCICE – cahier"))
        #expect(text.contains("Not Before: Sep 21 14:13:20 2026 GMT Not After : Sep 12 16:00:00 2056 GMT"), "\(text)")
        #expect(text.contains("X509v3 Basic Constraints: critical CA:FALSE"))
        #expect(text.contains("X509v3 Key Usage: critical Digital Signature, Non Repudiation"))
        #expect(text.contains("Signature Algorithm: ecdsa-with-SHA256") && text.contains("NIST CURVE: P-256"))
        #expect(!text.contains("Extended Key Usage") && !text.contains("Alternative Name"))
    }

    @Test("For a server: its use, its names and its addresses")
    func server() throws {
        var profile = Certificate.Profile.example
        (profile.usages, profile.extendedUsages) = (.digitalSignature, [.serverAuth])
        profile.alternativeNames = [.dns("localhost"), .dns("salle-2.local"), .ip("192.168.1.20"), .ip("::1")]
        let text = try text(profile)
        #expect(text.contains("TLS Web Server Authentication"))
        #expect(text.contains("DNS:localhost, DNS:salle-2.local, IP Address:192.168.1.20, IP Address:0:0:0:0:0:0:0:1"))
        #expect(!text.contains("Non Repudiation"))
    }

    @Test("A name that a certificate cannot say is refused", arguments: [
        Certificate.Profile.AlternativeName.dns(""), .dns("a,DNS:b"), .dns("é.example"), .dns("a b"), .ip("300.1.1.1"), .ip("1.2.3.4,DNS:x"), .ip(""),
    ])
    func unusable(_ name: Certificate.Profile.AlternativeName) throws {
        var profile = Certificate.Profile.example
        profile.alternativeNames = [.dns("localhost"), name]
        #expect(throws: KeyError.self) { try Certificate(selfSigning: .generate(), profile) }
        profile.alternativeNames = []
        profile.commonName = String(repeating: "x", count: 65)
        #expect(throws: KeyError.unusableName(profile.commonName)) { try Certificate(selfSigning: .generate(), profile) }
    }

    @Test("Its PEM makes the same certificate again; its fingerprint is the one that openssl gives")
    func pem() throws {
        let folder = try Folder(), certificate = try Certificate(selfSigning: .generate(), .example)
        #expect(try Certificate(contentsOf: folder.file("c.pem", certificate.pem)) == certificate)
        let fingerprint = certificate.fingerprint.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined(separator: ":")
        #expect(String(decoding: try openssl("x509 -noout -fingerprint -sha256", input: certificate.pem), as: UTF8.self).contains("=\(fingerprint)\n"))
    }

    @Test("Two certificates, a key, half a certificate and nothing are not one certificate")
    func refused() throws {
        let key = try PrivateKey.generate(), pem = try Certificate(selfSigning: key, .example).pem
        for wrong in [pem + pem, try key.pem, pem.dropLast(80), []] as [[UInt8]] {
            #expect(throws: KeyError.notACertificate("c.pem")) { try Certificate(pem: wrong, named: "c.pem") }
        }
    }

    @Test("It certifies its own key, and no other")
    func certifies() throws {
        let key = try PrivateKey.generate(), certificate = try Certificate(selfSigning: key, .example)
        #expect(certificate.certifies(key))
        #expect(try !certificate.certifies(.generate()))
    }
}
