import Foundation
import Keys
public import PDF
import Synchronization

/// The key that signs the justificatifs of a data directory, and the certificates of all that ever did.
///
/// The directory holds `justificatif-cle.pem`, for its owner alone, and `justificatif-certificat.pem`; and in
/// `certificats/` the certificates of former keys. Where there is no key, one is made, and the certificate that was
/// there is kept: to delete the key is to replace it, and what it signed stays verifiable.
public final class Keyring: Signer {
    public let certificates: KnownCertificates
    private let key: PrivateKey
    private let signedData: SignedData
    /// The last signatures, by what they sign: a document that is asked for again is the same to the octet, so that the
    /// ranges of a download make one file.
    private let signatures = Mutex<[[UInt8]: [UInt8]]>([:])
    private static let signaturesKept = 512

    static let keyName = "justificatif-cle.pem"
    static let certificateName = "justificatif-certificat.pem"
    static let formerName = "certificats"

    /// Opens that of `directory`, which is there; makes the key and its certificate if there is no key.
    /// - Parameter now: seconds since 1970-01-01T00:00:00Z.
    public init(directory: String, now: Int64) throws(KeyringError) {
        do throws(KeyError) {
            let lock = try Self.lock(directory)
            defer { close(lock) }
            if !FileManager.default.fileExists(atPath: directory + "/" + Self.keyName) { try Self.make(in: directory, now: now) }
            key = try PrivateKey(contentsOf: directory + "/" + Self.keyName)
            let certificate = try Certificate(contentsOf: directory + "/" + Self.certificateName)
            guard certificate.certifies(key) else { throw .mismatch(key: Self.keyName, certificate: Self.certificateName) }
            signedData = try SignedData(certificate)
            certificates = try KnownCertificates(directory: directory)
        } catch {
            throw KeyringError(directory: directory, reason: error)
        }
    }

    /// Makes a new key in the place of the one that is there. A program that has the old one goes on signing with it.
    public static func rotate(directory: String, now: Int64) throws(KeyringError) {
        do throws(KeyError) {
            let lock = try Self.lock(directory)
            defer { close(lock) }
            let path = directory + "/" + keyName
            guard unsafe unlink(path) == 0 || errno == ENOENT else { throw .unwritable(path: path, reason: systemError) }
            try make(in: directory, now: now)
        } catch {
            throw KeyringError(directory: directory, reason: error)
        }
    }

    /// After a crash at any moment there is no key, or a key and its certificate: the key is written last.
    private static func make(in directory: String, now: Int64) throws(KeyError) {
        let path = directory + "/" + certificateName
        if FileManager.default.fileExists(atPath: path) { try keep(try Certificate(contentsOf: path), in: directory) }
        let key = try PrivateKey.generate()
        try KeyFile.replace(path, try Certificate(selfSigning: key, profile(now)).pem, mode: 0o644)
        try key.write(to: directory + "/" + keyName)
    }

    private static func keep(_ certificate: Certificate, in directory: String) throws(KeyError) {
        let former = directory + "/" + formerName
        guard unsafe mkdir(former, 0o755) == 0 || errno == EEXIST else { throw .unwritable(path: former, reason: systemError) }
        let name = certificate.fingerprint.prefix(16).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        try KeyFile.replace("\(former)/\(name).pem", try certificate.pem, mode: 0o644)
    }

    /// Valid for 30 years, and for the year before: a justificatif is dated of its confirmation, which may be older than
    /// the key that signs it.
    private static func profile(_ now: Int64) -> Certificate.Profile {
        let year: Int64 = 31_557_600
        return Certificate.Profile(
            // Each document holds the name three times, the serial number twice.
            commonName: "EXERCICE – SANS VALEUR", validity: now - year...now + 30 * year,
            serial: .random(in: 1...UInt128(UInt64.max)), usages: [.digitalSignature, .nonRepudiation])
    }

    /// So that of two programs that start together, one makes the key and the other finds it.
    private static func lock(_ directory: String) throws(KeyError) -> Int32 {
        let descriptor = unsafe open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreadable(path: directory, reason: systemError) }
        flock(descriptor, LOCK_EX)
        return descriptor
    }

    /// What the system said of the call before. Its text is of the C library, and is copied at once.
    private static var systemError: String { unsafe String(cString: strerror(errno)) }

    // MARK: Signer

    public var reservedCount: Int { signedData.maximumCount }

    public func sign(_ first: borrowing Span<UInt8>, _ second: borrowing Span<UInt8>) throws(SignerFailure) -> [UInt8] {
        let digest = SHA256.digest(first, second)
        if let signature = signatures.withLock({ $0[digest] }) { return signature }
        let signature: [UInt8]
        do { signature = try signedData.sign(digest: digest, with: key) } catch { throw SignerFailure(reason: error.description) }
        return signatures.withLock { signatures in
            if signatures.count >= Self.signaturesKept { signatures.removeAll(keepingCapacity: true) }
            // Of two that sign at once, the second gives what the first gave.
            if let first = signatures[digest] { return first }
            signatures[digest] = signature
            return signature
        }
    }
}

/// Why a keyring cannot be used. The description is one line that says what to do.
public struct KeyringError: Error, CustomStringConvertible {
    let directory: String
    let reason: KeyError

    public var description: String {
        if case .unreadable(directory, _) = reason { return "The data directory cannot be used. \(reason)." }
        return "\(reason). In \(directory), put the backups of \(Keyring.keyName) and \(Keyring.certificateName) back; or delete \(Keyring.keyName), and a new key is made: what the old one signed stays verifiable."
    }
}
