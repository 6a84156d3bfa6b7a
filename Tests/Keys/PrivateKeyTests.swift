import Foundation
import Testing
@testable import Keys

@Suite("A private key")
struct PrivateKeyTests {
    @Test("Its PEM makes the same key again, and openssl reads it as a P-256 key")
    func pem() throws {
        let key = try PrivateKey.generate()
        #expect(try PrivateKey(pem: key.pem).pem == key.pem)
        #expect(String(decoding: try openssl("pkey -noout -text", input: key.pem), as: UTF8.self).contains("NIST CURVE: P-256"))
        #expect(try PrivateKey.generate().pem != key.pem)
    }

    @Test("The two forms of PEM that openssl writes are read")
    func forms() throws {
        let pkcs8 = try openssl("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256")
        let sec1 = try openssl("ec", input: pkcs8)
        #expect(String(decoding: sec1, as: UTF8.self).contains("BEGIN EC PRIVATE KEY"))
        #expect(try PrivateKey(pem: sec1).pem == PrivateKey(pem: pkcs8).pem)
    }

    @Test("Another kind of key, a key behind a password, half a key and no key are refused by their name", arguments: [
        "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384",
        "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:secp256k1",
        "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048",
        "genpkey -algorithm ED25519",
        "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -aes256 -pass pass:secret",
        "version",
    ])
    func refused(_ command: String) throws {
        let pem = try openssl(command)
        #expect(!pem.isEmpty)
        #expect(throws: KeyError.notAPrivateKey("cle.pem")) { try PrivateKey(pem: pem, named: "cle.pem") }
        let half = Array(try PrivateKey.generate().pem.dropLast(60))
        #expect(throws: KeyError.notAPrivateKey("cle.pem")) { try PrivateKey(pem: half, named: "cle.pem") }
    }

    @Test("Its file is for its owner alone, is never written over, and nothing is left beside it")
    func file() throws {
        let folder = try Folder(), path = folder.file("cle.pem"), key = try PrivateKey.generate()
        // A crash left its draft.
        _ = folder.file("cle.pem.new", Array("half".utf8))
        try key.write(to: path)
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
        #expect(try PrivateKey(contentsOf: path).pem == key.pem)
        #expect(throws: KeyError.exists(path: path)) { try PrivateKey.generate().write(to: path) }
        #expect(try PrivateKey(contentsOf: path).pem == key.pem)
        #expect(try folder.names == ["cle.pem"])
    }

    @Test("A file that cannot be read or written is named, with the reason")
    func trouble() throws {
        let folder = try Folder()
        #expect(throws: KeyError.unreadable(path: folder.file("cle.pem"), reason: "No such file or directory")) {
            try PrivateKey(contentsOf: folder.file("cle.pem"))
        }
        #expect(throws: KeyError.unreadable(path: folder.path, reason: "Is a directory")) { try PrivateKey(contentsOf: folder.path) }
        let large = folder.file("large.pem", [UInt8](repeating: 0x2D, count: 100_000))
        #expect(throws: KeyError.unreadable(path: large, reason: "it is too large for a key or a certificate")) { try PrivateKey(contentsOf: large) }
        let nowhere = folder.path + "/none/cle.pem"
        #expect(throws: KeyError.unwritable(path: nowhere, reason: "No such file or directory")) { try PrivateKey.generate().write(to: nowhere) }
    }
}

@Suite("A signature")
struct SignatureTests {
    @Test("What a key signs verifies by its certificate, for that digest and that key only; openssl agrees")
    func verifies() throws {
        let key = try PrivateKey.generate(), certificate = try Certificate(selfSigning: key, .example)
        let signature = try key.sign(digest: digest)
        #expect(certificate.verifies(signature, of: digest))
        let other = SHA256.digest([1].span)
        #expect(!certificate.verifies(signature, of: other))
        #expect(try !Certificate(selfSigning: .generate(), .example).verifies(signature, of: digest))
        let folder = try Folder()
        let answer = try openssl(
            "pkeyutl -verify -certin -inkey \(folder.file("c.pem", certificate.pem)) -in \(folder.file("d", digest)) -sigfile \(folder.file("s", signature.der))")
        #expect(String(decoding: answer, as: UTF8.self).contains("Verified Successfully"))
    }

    @Test("It has one form: s in the lower half, DER without a spare octet; every other form of it is none")
    func oneForm() throws {
        let key = try PrivateKey.generate(), certificate = try Certificate(selfSigning: key, .example)
        for _ in 0..<200 {
            let signature = try key.sign(digest: digest)
            #expect(certificate.verifies(signature, of: digest))
            let der = signature.der
            #expect(Signature(der: der) == signature && der.count <= Signature.maximumCount - 1)
            #expect(Signature(der: der + [0]) == nil && Signature(der: der.dropLast()) == nil)
            // The length of r and of s, then a zero before each.
            var padded = der
            padded.insert(0, at: 4)
            padded[1] += 1
            padded[3] += 1
            #expect(Signature(der: padded) == nil && Signature(normalizing: padded) == (padded[3] > 33 ? nil : signature))
            let high = Self.withHighS(der)
            #expect(Signature(der: high) == nil && Signature(normalizing: high) == signature)
        }
    }

    @Test("Zero, the order and what is larger are no half of one")
    func range() {
        let order = "00ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"
        for (r, s) in [("00", "01"), ("01", "00"), (order, "01"), ("01", order), ("81", "01"), ("01", "")] {
            let integers = integer(r) + integer(s)
            #expect(Signature(der: [0x30, UInt8(integers.count)] + integers) == nil, "\(r) \(s)")
        }
        #expect(Signature(der: octets("3006020101020101")) != nil)
        #expect(Signature(der: []) == nil && Signature(der: [0x30]) == nil && Signature(der: [0x30, 0]) == nil)
    }

    private func integer(_ hexadecimal: String) -> [UInt8] { [0x02, UInt8(hexadecimal.count / 2)] + octets(hexadecimal) }

    private func octets(_ hexadecimal: String) -> [UInt8] {
        stride(from: 0, to: hexadecimal.count, by: 2).map { start in
            UInt8(hexadecimal.dropFirst(start).prefix(2), radix: 16)!  // written above
        }
    }

    /// The other signature that verifies: s is the order less itself.
    private static func withHighS(_ der: [UInt8]) -> [UInt8] {
        let rest = Array(der[(4 + Int(der[3]))...])
        let s = rest.dropFirst(2).reduce(into: [UInt8]()) { $0.append($1) }
        var order: [UInt8] = [
            0xFF, 0xFF, 0xFF, 0xFF, 0x00, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
            0xBC, 0xE6, 0xFA, 0xAD, 0xA7, 0x17, 0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25, 0x51,
        ]
        var borrow = 0
        for place in 1...32 {
            let digit = Int(order[32 - place]) - (place <= s.count ? Int(s[s.count - place]) : 0) - borrow
            borrow = digit < 0 ? 1 : 0
            order[32 - place] = UInt8(truncatingIfNeeded: digit)
        }
        let head = der[2..<4 + Int(der[3])] + [0x02, 33, 0] + order
        return [0x30, UInt8(head.count)] + head
    }
}
