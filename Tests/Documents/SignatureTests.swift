import Foundation
import Keys
import Testing

@testable import Documents

/// A data directory of its own, gone after the test.
final class DataDirectory {
    let path = NSTemporaryDirectory() + "documents-" + UUID().uuidString
    static let now: Int64 = 1_795_300_920

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false) }
    deinit { try? FileManager.default.removeItem(atPath: path) }

    func keyring() throws -> Keyring { try Keyring(directory: path, now: Self.now) }
    func certificates() throws -> KnownCertificates { try KnownCertificates(directory: path) }
    func rotate() throws { try Keyring.rotate(directory: path, now: Self.now) }

    var key: String { path + "/justificatif-cle.pem" }
    var certificate: String { path + "/justificatif-certificat.pem" }
    var names: [String] { get throws { try FileManager.default.subpathsOfDirectory(atPath: path).sorted() } }
}

@Suite("The key of a data directory")
struct KeyringTests {
    @Test("It is made at the first start, for its owner alone, and is the same at the next")
    func first() throws {
        let directory = try DataDirectory(), pem = try directory.keyring().certificates.pem
        #expect(try directory.names == ["justificatif-certificat.pem", "justificatif-cle.pem"])
        #expect(try FileManager.default.attributesOfItem(atPath: directory.key)[.posixPermissions] as? Int == 0o600)
        #expect(try directory.keyring().certificates.pem == pem)
        #expect(try directory.certificates().pem == pem)
    }

    @Test("A key that was deleted, or replaced, leaves its certificate behind: what it signed stays authentic")
    func rotation() throws {
        let directory = try DataDirectory()
        let first = try Justificatif.exemple().pdf(signedBy: directory.keyring())
        try directory.rotate()
        let second = try Justificatif.exemple().pdf(signedBy: directory.keyring())
        try FileManager.default.removeItem(atPath: directory.key)
        let keyring = try directory.keyring(), third = try Justificatif.exemple().pdf(signedBy: keyring)
        for file in [first, second, third] {
            guard case .authentic = keyring.certificates.authenticity(of: file.span) else {
                Issue.record("a former key is not known any more")
                continue
            }
        }
        let kept = try directory.names.filter { $0.hasPrefix("certificats/") }
        #expect(kept.count == 2)
        #expect(try keyring.certificates.pem.starts(with: Data(contentsOf: URL(fileURLWithPath: directory.certificate))), "the present one first")
    }

    @Test("After a crash between the certificate and the key, a start makes both anew")
    func crash() throws {
        let directory = try DataDirectory()
        _ = try directory.keyring()
        try FileManager.default.removeItem(atPath: directory.key)
        _ = FileManager.default.createFile(atPath: directory.key + ".new", contents: Data("-----BEGIN".utf8))
        _ = try directory.keyring()
        #expect(try directory.names.filter { $0.hasPrefix("justificatif") } == ["justificatif-certificat.pem", "justificatif-cle.pem"])
    }

    @Test("Two that start at once have one key")
    func together() async throws {
        let directory = try DataDirectory(), path = directory.path
        let pems = try await withThrowingTaskGroup { group in
            for _ in 0..<8 { group.addTask { try Keyring(directory: path, now: DataDirectory.now).certificates.pem } }
            return try await group.reduce(into: Set<[UInt8]>()) { $0.insert($1) }
        }
        #expect(pems.count == 1)
    }

    @Test("A key that is broken, that of another certificate, or alone is refused in one line that says what to do", arguments: ["broken", "other", "alone"])
    func refused(_ trouble: String) throws {
        let directory = try DataDirectory(), other = try DataDirectory()
        _ = (try directory.keyring(), try other.keyring())
        switch trouble {
        case "broken": try Data("-----BEGIN PRIVATE KEY-----\n".utf8).write(to: URL(fileURLWithPath: directory.key))
        case "other": try Data(contentsOf: URL(fileURLWithPath: other.key)).write(to: URL(fileURLWithPath: directory.key))
        default: try FileManager.default.removeItem(atPath: directory.certificate)
        }
        let before = try directory.names
        let error = try #require(throws: KeyringError.self) { try directory.keyring() }
        #expect(error.description.contains("put the backups of justificatif-cle.pem and justificatif-certificat.pem back") && !error.description.contains("\n"))
        #expect(try directory.names == before)
    }
}

@Suite("The verification of a justificatif")
struct VerificationTests {
    let directory: DataDirectory, keyring: Keyring

    init() throws {
        directory = try DataDirectory()
        keyring = try directory.keyring()
    }

    private func authenticity(_ file: [UInt8]) -> Authenticity { keyring.certificates.authenticity(of: file.span) }

    @Test("What a key of the directory signed is authentic, and says what it attests", arguments: Justificatif.decisions)
    func authentic(_ decision: Justificatif.Decision) throws {
        let file = try Justificatif.exemple(decision).pdf(signedBy: keyring)
        #expect(file.count <= 20_480, "\(file.count) octets")
        guard let attestation = Justificatif.attestation(de: file.span) else { Issue.record("it attests nothing"); return }
        #expect(attestation.contains("Odile Vautrin") && attestation.contains("EXERCICE-7KQ2-M4XA"))
        #expect(authenticity(file) == .authentic(attestation: attestation))
    }

    @Test("One bit changed, anywhere: altered")
    func oneBit() throws {
        var file = try Justificatif.exemple().pdf(signedBy: keyring)
        for index in file.indices {
            let bit: UInt8 = 1 << UInt8(index % 8)
            file[index] ^= bit
            #expect(authenticity(file) == .altered, "octet \(index), bit \(index % 8)")
            file[index] ^= bit
        }
        guard case .authentic = authenticity(file) else { Issue.record("the file was not put back"); return }
    }

    @Test("Any bit of the first octets, which hold the signature: altered")
    func everyBit() throws {
        var file = try Justificatif.exemple().pdf(signedBy: keyring)
        for place in 0..<2_200 * 8 {
            file[place / 8] ^= 1 << UInt8(place % 8)
            #expect(authenticity(file) == .altered, "octet \(place / 8), bit \(place % 8)")
            file[place / 8] ^= 1 << UInt8(place % 8)
        }
    }

    @Test("Cut, made longer, written after, or with the signature of another document: altered")
    func rewritten() throws {
        let file = try Justificatif.exemple().pdf(signedBy: keyring), other = try Justificatif.exemple(.activation).pdf(signedBy: keyring)
        let update = Array("\n1 0 obj\n<<>>\nendobj\n%%EOF\n".utf8)
        let changes: [[UInt8]] = [
            Array(file.dropLast()), file + [0x0A], file + update, Array(file[..<2_400]), [0x20] + file, Array(other[..<2_100] + file[2_100...]),
        ]
        for changed in changes { #expect(authenticity(changed) == .altered) }
    }

    @Test("Mangled at random, pieces moved, repeated, lost or overwritten: never authentic, and always told")
    func mangled() throws {
        let file = try Justificatif.exemple().pdf(signedBy: keyring)
        var random = SystemRandomNumberGenerator()
        for _ in 0..<500 {
            var mangled = file
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                let start = Int.random(in: 0..<max(1, mangled.count), using: &random)
                let piece = min(start + Int.random(in: 0...300, using: &random), mangled.count)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: mangled.removeSubrange(start..<piece)
                case 1: mangled.insert(contentsOf: mangled[start..<piece], at: Int.random(in: 0...mangled.count, using: &random))
                case 2: for index in start..<piece { mangled[index] = .random(in: 0...255, using: &random) }
                default: mangled.replaceSubrange(start..<piece, with: "/ByteRange[0 155 99999999999999999999 1]/Contents<".utf8)
                }
            }
            if mangled == file { continue }
            if case .authentic = authenticity(mangled) { Issue.record("\(mangled)") }
        }
    }

    @Test("Signed by the key of another directory, by none, or no PDF at all: not one of ours")
    func foreign() throws {
        let stranger = try DataDirectory(), theirs = try Justificatif.exemple().pdf(signedBy: stranger.keyring())
        let tall = [UInt8](repeating: UInt8(ascii: "f"), count: KnownCertificates.maximumCount)
        let file = try Justificatif.exemple().pdf(signedBy: keyring)
        for file in [theirs, try Justificatif.exemple().pdf(), [], Array("%PDF-1.7".utf8), tall, tall + [0], file + tall, Array(file[..<160]) + tall] as [[UInt8]] {
            #expect(authenticity(file) == .foreign)
        }
    }

    @Test("It only reads, and says when there is nothing to verify with")
    func readsOnly() throws {
        let empty = try DataDirectory()
        #expect(throws: KeyError.unreadable(path: empty.certificate, reason: "No such file or directory")) { try empty.certificates() }
        #expect(try empty.names == [])
    }
}
