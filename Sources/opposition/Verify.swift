import ArgumentParser
import Documents
import Foundation

struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say of each file whether it is a justificatif signed here, and unaltered.",
        discussion: "Exit 0 when all are, 1 otherwise. It only reads: no server need run, and one may.")

    @OptionGroup var directory: DataDirectory

    @Argument(help: "The justificatifs.")
    var files: [String]

    func run() throws {
        let certificates: KnownCertificates
        do { certificates = try KnownCertificates(directory: directory.path) } catch {
            throw ValidationError("\(error). --data is the directory of the server that signed.")
        }
        var isEachAuthentic = true
        for path in files {
            let verdict: String
            if let file = Self.read(path) {
                let authenticity = certificates.authenticity(of: file.span)
                verdict = authenticity.enClair
                if case .authentic(let attestation) = authenticity { print("\(path)\u{A0}: \(verdict). \(attestation)"); continue }
            } else {
                verdict = "Illisible"
            }
            isEachAuthentic = false
            print("\(path)\u{A0}: \(verdict).")
        }
        if !isEachAuthentic { throw ExitCode(1) }
    }

    /// The octets of a file, as far as they may matter.
    private static func read(_ path: String) -> [UInt8]? {
        guard let handle = FileHandle(forReadingAtPath: path), let data = try? handle.read(upToCount: KnownCertificates.maximumCount + 1) else { return nil }
        return Array(data)
    }
}
