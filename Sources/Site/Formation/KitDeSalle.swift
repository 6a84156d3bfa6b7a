import Documents
import Formation
import HTTP
import Procedure

extension Pages {
    /// The printed kit of a salle: a sheet for each place that joined, and for those expected as the salle would deal them.
    static let kit: Handler = { call in
        guard let secret = call.secret, let salle = call.site.salles.snapshot(secret)?.salle else { return .now(errorPage(.introuvable)) }
        return .later {
            do throws(Problem) {
                let wanted = try call.parameter(Champ.postes.rawValue)
                guard let count = wanted.map(Int.init) ?? max(30, salle.postes.count), (1...Salle.maximum).contains(count) else { throw .requeteInvalide }
                let origin = call.site.roomOrigin(of: call.request)
                let kit = Kit(
                    adresse: origin.map { "\($0)/rejoindre?code=\(salle.code)" }, code: salle.code.description, empreinte: call.site.network.fingerprint,
                    plan: salle.plan, postes: salle.postesDuKit(count))
                return try await printed(kit.nomDeFichier, call) { try? kit.pdf(instant: $0) }
            } catch { return errorPage(error) }
        }
    }
}

extension Salle {
    /// The places that joined, and behind them those that would, up to so many.
    func postesDuKit(_ count: Int) -> [Kit.Poste] {
        let last = postes.map(\.numero).max() ?? 0
        let joined = postes.map { ($0.numero, $0.reprise.description as String?, $0.pose.fiche, $0.pose.scenario) }
        let expected = (0..<max(0, count - postes.count)).map { rang in
            let numero = last + 1 + rang, (fiche, scenario) = distribution(numero, scenario)
            return (numero, nil as String?, fiche, scenario as String?)
        }
        return (joined + expected).compactMap { numero, reprise, fiche, scenario in
            Catalogue.fiche(fiche).map { Kit.Poste(numero: numero, reprise: reprise, fiche: $0, scenario: scenario.flatMap(Catalogue.scenario)) }
        }
    }
}
