import ArgumentParser
import Documents
import Foundation
import Procedure
import Cahier

struct WriteJustificatif: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "justificatif",
        abstract: "Write the justificatif of a fictional person, signed, without a server.",
        discussion: "The key is that of the data directory; directory and key are made if missing.")

    enum Decision: String, CaseIterable, ExpressibleByArgument {
        case opposition, activation, cloture, clotureSuppression = "cloture-suppression"

        var decision: Procedure.Decision {
            switch self {
            case .opposition: Procedure.Decision(.opposition)
            case .activation: Procedure.Decision(.activation)
            case .cloture: Procedure.Decision(.cloture)
            case .clotureSuppression: Procedure.Decision(.cloture, suppression: true)
            }
        }
    }

    @OptionGroup var directory: DataDirectory

    @Option(help: ArgumentHelp("The person: \(Catalogue.fiches.map(\.cle).joined(separator: ", ")).", valueName: "fiche"))
    var fiche: String

    @Option(
        help: ArgumentHelp(
            "The person whom they act for: \(Catalogue.fiches.flatMap { fiche in fiche.beneficiaires.map { "\($0.cle) (\(fiche.cle))" } }.joined(separator: ", ")).",
            valueName: "beneficiaire"))
    var beneficiaire: String?

    @Option(help: "What they decided.")
    var decision: Decision

    @Option(help: ArgumentHelp("The date of the exercice, as in 2022-02-12T10:42:00+01:00. Default: that of the fiche.", valueName: "instant"))
    var date: String?

    @Option(name: .customLong("public-url"), help: ArgumentHelp("The server that the QR code leads to.", valueName: "url"))
    var publicURL = "http://127.0.0.1:8080"

    @Option(name: .shortAndLong, help: ArgumentHelp("The file to write.", valueName: "file"))
    var output: String

    func run() throws {
        guard let person = Catalogue.fiche(fiche) else { throw ValidationError("--fiche is one of those that --help lists.") }
        guard Serve.isOrigin(publicURL) else { throw ValidationError(Serve.originExpected) }
        guard !HostName.couldPassForOfficial(HostName.host(of: publicURL)) else { throw ValidationError(Serve.official("--public-url")) }
        if let beneficiaire, !person.beneficiaires.contains(where: { $0.cle == beneficiaire }) {
            throw ValidationError("--beneficiaire is one of those that --help lists for that fiche.")
        }
        let instant = try date.map { date in
            guard let instant = Instant(iso: date) else { throw ValidationError("--date is an instant as in 2022-02-12T10:42:00+01:00.") }
            return instant
        }
        let now = Serve.now(), path = directory.path
        do { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700]) } catch {
            throw ValidationError("--data: \(path) cannot be made (\(error.localizedDescription)).")
        }
        directory.tighten()
        let keyring = try Keyring(directory: path, now: now.milliseconds / 1000)
        let origin = publicURL.hasSuffix("/") ? String(publicURL.dropLast()) : publicURL
        guard let justificatif = Justificatif(fiche: person, beneficiaire: beneficiaire, decision: decision.decision, date: instant, reel: now, origin: origin) else {
            throw ValidationError("No justificatif can be made of this fiche.")
        }
        do { try ProcessRules.write(justificatif.pdf(signedBy: keyring), to: output) } catch {
            throw ValidationError("--output: \(output) cannot be written (\(error.localizedDescription)).")
        }
    }
}
