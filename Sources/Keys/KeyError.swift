/// Why a key or a certificate cannot be used. `description` is one line for the person who started the program.
public enum KeyError: Error, Equatable, Sendable, CustomStringConvertible {
    case unreadable(path: String, reason: String)
    case unwritable(path: String, reason: String)
    /// A file is there already, and a key is never written over.
    case exists(path: String)
    case notAPrivateKey(String)
    case notACertificate(String)
    case mismatch(key: String, certificate: String)
    /// A name or an address that a certificate cannot say.
    case unusableName(String)
    /// What OpenSSL says, when it refuses what it should not.
    case refused(String)

    public var description: String {
        switch self {
        case .unreadable(let path, let reason): "Cannot read \(path): \(reason)"
        case .unwritable(let path, let reason): "Cannot write \(path): \(reason)"
        case .exists(let path): "\(path) is there already: move it away first"
        case .notAPrivateKey(let name): "\(name) is not a P-256 private key in PEM, without a password"
        case .notACertificate(let name): "\(name) is not one certificate in PEM"
        case .mismatch(let key, let certificate): "\(key) is not the key of \(certificate)"
        case .unusableName(let name): "“\(name)” cannot stand in a certificate"
        case .refused(let reason): "OpenSSL refused: \(reason)"
        }
    }
}
