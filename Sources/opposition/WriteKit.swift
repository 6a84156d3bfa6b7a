import ArgumentParser
import Documents
import Formation
import Foundation
import Procedure
import Cahier

struct WriteKit: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kit",
        abstract: "Write what a room needs on paper, to print and to cut: a poster, the trainer's sheets, a sheet for each place.",
        discussion: "No server need run. What is not given is a line to write it on.")

    @Option(help: "How many places, from 1 to 200.")
    var places = 30

    @Option(help: ArgumentHelp("What the sheets are for: a situation, S1 to S20; several are dealt in turn. Default: S1, each with their own person.", valueName: "scenario"))
    var scenario: [String] = []

    @Option(help: "The plan of the session: its answers are for whoever leads.")
    var plan = Plan.Modele.decouverte

    @Option(name: .customLong("salle-url"), help: ArgumentHelp("The address of the salle, for the poster and its QR code.", valueName: "url"))
    var salleURL: String?

    @Option(help: "The code of the salle.")
    var code: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("The file to write.", valueName: "file"))
    var output: String?

    func run() throws {
        guard (1...200).contains(places) else { throw ValidationError("--places is a number from 1 to 200.") }
        let scenarios = try scenario.map { cle in
            guard let scenario = Catalogue.scenario(cle) else { throw ValidationError("--scenario is S1 to S20, once for each.") }
            return scenario
        }
        if let salleURL, !Self.isAddress(salleURL) { throw ValidationError("--salle-url is an address as in http://192.168.1.20:8080/, without spaces, accents or a number of social security.") }
        if let salleURL, HostName.couldPassForOfficial(HostName.host(of: salleURL)) { throw ValidationError(Serve.official("--salle-url")) }
        if let code, !Self.isCode(code) { throw ValidationError("--code is the salle's: letters, digits and hyphens, 16 at most, and no number of social security.") }
        let kit = Kit(adresse: salleURL, code: code, plan: plan.plan, postes: Kit.postes(places, scenarios.isEmpty ? Catalogue.scenarios.filter { $0.cle == "S1" } : scenarios))
        let file = try kit.pdf(instant: Serve.now().milliseconds / 1000)
        let path = output ?? kit.nomDeFichier
        do { try ProcessRules.write(file, to: path) } catch {
            throw ValidationError("--output: \(path) cannot be written (\(error.localizedDescription)).")
        }
    }

    /// It may carry a path and the code, so that scanning is enough; no number of social security, which a QR code would spread.
    private static func isAddress(_ url: String) -> Bool {
        guard url.utf8.count <= 120, let parts = url.wholeMatch(of: /https?:\/\/[A-Za-z0-9.\-\[\]:]+(\/[!-~]*)?/) else { return false }
        return !Garde.containsRealNumber(String(parts.1 ?? ""))
    }

    private static func isCode(_ code: String) -> Bool { code.wholeMatch(of: /[A-Za-z0-9\-]{1,16}/) != nil && !Garde.containsRealNumber(code) }
}

extension Plan.Modele: ExpressibleByArgument {}
