import Cahier
import Documents
import Formation
import HTTP
import Procedure
import Server

extension Web {
    /// The printed kit of a salle: a sheet for each place that joined, and for those expected as the salle will deal them.
    static let kit: Handler = { call in
        guard let secret = call.secret, let salle = call.site.salles.snapshot(secret)?.salle else { return .now(errorPage(.introuvable)) }
        return .later {
            do throws(Problem) {
                let wanted = try call.parameter(Champ.postes.rawValue).flatMap { $0.isEmpty ? nil : $0 }
                guard let count = wanted.map(Borne.poste.lue) ?? salle.postesAImprimer else {
                    throw Problem(.postes, .format, "Un kit compte de 1 à \(Salle.maximum) postes\u{A0}: écrivez ce nombre en chiffres.")
                }
                await LocalHost.refresh()
                let origin = call.site.roomOrigin(of: call.request)
                let kit = Kit(
                    adresse: origin.map { "\($0)/rejoindre?code=\(salle.code)" }, code: salle.code.description, empreinte: call.site.network.fingerprint,
                    plan: salle.plan, postes: salle.postesDuKit(count))
                return try printed(kit.nomDeFichier, call) { try? kit.pdf(instant: $0) }
            } catch { return errorPage(error) }
        }
    }
}
