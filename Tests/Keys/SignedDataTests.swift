import Foundation
import Testing
@testable import Keys

@Suite("A CMS signature of content that is kept elsewhere")
struct SignedDataTests {
    let key: PrivateKey, signedData: SignedData

    init() throws {
        key = try .generate()
        signedData = try SignedData(Certificate(selfSigning: key, .example))
    }

    @Test("openssl verifies it, for that content only")
    func openSSL() throws {
        let content = Array("what is signed".utf8), folder = try Folder()
        let certificate = folder.file("c.pem", try signedData.certificate.pem), cms = folder.file("s.der", try signedData.sign(digest: digest, with: key))
        func verify(_ content: [UInt8]) throws -> [UInt8] {
            try openssl("cms -verify -binary -inform DER -in \(cms) -content \(folder.file("content", content)) -CAfile \(certificate) -purpose any -cades")
        }
        #expect(try verify(content) == content)
        #expect(try verify(content + [0]).isEmpty)
    }

    @Test("It signs the type of the content, its digest and the certificate's, and no time")
    func attributes() throws {
        let text = String(decoding: try openssl("cms -cmsout -print -inform DER", input: signedData.sign(digest: digest, with: key)), as: UTF8.self)
        let names = text.split(separator: "signedAttrs:")[1].split(separator: "unsignedAttrs:")[0].matches(of: /object: (\S+)/).map { String($0.output.1) }
        #expect(names == ["contentType", "messageDigest", "id-smime-aa-signingCertificateV2"])
    }

    @Test("Made again for the same digest, only the ECDSA value differs, and each fits in the room that is told")
    func oneForm() throws {
        let prefix = try signedData.sign(digest: digest, with: key).count - Signature.maximumCount - 2
        var first: [UInt8]?
        for _ in 0..<50 {
            let cms = try signedData.sign(digest: digest, with: key)
            #expect(cms.count <= signedData.maximumCount && signedData.verifies(cms, digest: digest))
            if let first, first.count == cms.count { #expect(first.prefix(prefix) == cms.prefix(prefix) && first != cms) }
            first = first ?? cms
        }
    }

    @Test("One bit changed anywhere, an octet less, an octet more than zeros: it does not verify")
    func altered() throws {
        let cms = try signedData.sign(digest: digest, with: key)
        #expect(signedData.verifies(cms, digest: digest) && signedData.verifies(cms + [0, 0], digest: digest))
        for place in 0..<cms.count * 8 {
            var altered = cms
            altered[place / 8] ^= 1 << UInt8(place % 8)
            #expect(!signedData.verifies(altered, digest: digest), "bit \(place)")
        }
        for count in 0..<cms.count { #expect(!signedData.verifies(Array(cms.prefix(count)), digest: digest)) }
        #expect(!signedData.verifies(cms + [0, 1], digest: digest))
        let other = SHA256.digest([1].span)
        #expect(!signedData.verifies(cms, digest: other))
    }

    @Test("Another certificate of the same key, or another key's, does not take it for its own")
    func others() throws {
        let cms = try signedData.sign(digest: digest, with: key)
        var profile = Certificate.Profile.example
        profile.serial += 1
        #expect(try !SignedData(Certificate(selfSigning: key, profile)).verifies(cms, digest: digest))
        #expect(try !SignedData(Certificate(selfSigning: .generate(), .example)).verifies(cms, digest: digest))
        #expect(try !signedData.verifies(signedData.sign(digest: digest, with: .generate()), digest: digest))
    }
}
