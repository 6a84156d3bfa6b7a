public import Keys
import Foundation
import PDF

/// What can be said of a file that is shown as a justificatif.
public enum Authenticity: Hashable, Sendable {
    /// A key of ours signed all of it, as it is. The attestation is what it says, in one sentence.
    case authentic(attestation: String)
    /// It carries a certificate of ours, and not a signature that holds.
    case altered
    /// It carries no certificate of ours.
    case foreign

    /// In a few plain words.
    public var enClair: String {
        switch self {
        case .authentic: "Authentique et inchangé"
        case .altered: "Modifié depuis sa signature"
        case .foreign: "Pas un justificatif de cet outil"
        }
    }
}

/// The certificates of all the keys that ever signed the justificatifs of a data directory, the present one first.
public struct KnownCertificates: Sendable {
    /// A justificatif takes a tenth of it: what is larger is none.
    public static let maximumCount = 262_144

    private let all: [SignedData]
    /// All of them, the present one first.
    public let pem: [UInt8]

    /// Reads them; writes nothing.
    public init(directory: String) throws(KeyError) {
        let former = directory + "/" + Keyring.formerName
        let names = (try? FileManager.default.contentsOfDirectory(atPath: former))?.filter { $0.hasSuffix(".pem") }.sorted() ?? []
        let present = directory + "/" + Keyring.certificateName
        let isPresent = FileManager.default.fileExists(atPath: present)
        var all: [SignedData] = [], pem: [UInt8] = []
        for path in (isPresent || names.isEmpty ? [present] : []) + names.map({ former + "/" + $0 }) {
            let certificate = try Certificate(contentsOf: path)
            all.append(try SignedData(certificate))
            pem += try certificate.pem
        }
        (self.all, self.pem) = (all, pem)
    }

    /// One pass over a file that may hold anything: its PDF is not read, only compared.
    public func authenticity(of file: borrowing Span<UInt8>) -> Authenticity {
        guard file.count <= Self.maximumCount else { return .foreign }
        if let layout = try? SignedLayout(of: file) {
            let digest = SHA256.digest(file.extracting(layout.first), file.extracting(layout.second))
            let signature = layout.signature(in: file)
            if all.contains(where: { $0.verifies(signature, digest: digest) }), let attestation = Justificatif.attestation(de: file) {
                return .authentic(attestation: attestation)
            }
        }
        return all.flatMap(Self.marks).contains { Self.contains($0, file) } ? .altered : .foreign
    }

    /// Two marks that a signature leaves in a file: the certificate's fingerprint, and the end of the certificate.
    /// One change does not reach both.
    private static func marks(_ signedData: SignedData) -> [[UInt8]] {
        let certificate = signedData.certificate
        return [certificate.fingerprint.suffix(16), certificate.der.suffix(16)].map { Array($0.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined().utf8) }
    }

    private static func contains(_ mark: [UInt8], _ file: borrowing Span<UInt8>) -> Bool {
        var start = 0, matched = 0
        while start + mark.count <= file.count {
            while matched < mark.count, file[start + matched] == mark[matched] { matched += 1 }
            if matched == mark.count { return true }
            (start, matched) = (start + 1, 0)
        }
        return false
    }
}
