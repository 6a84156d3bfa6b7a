public import Documents
import HTTP
public import Procedure
import Threads

/// From a justificatif of the procedure to its PDF.
enum Proof {
    /// The one that `?reference=` names, else the last one of the exercice.
    static func response(_ call: Call, _ snapshot: Exercices.Snapshot) throws(Problem) -> Response {
        let justificatifs = snapshot.exercice.justificatifs
        let wanted: Procedure.Justificatif?
        if let texte = try call.parameter("reference") {
            wanted = Reference(texte).flatMap { reference in justificatifs.first { $0.reference == reference } }
        } else {
            wanted = justificatifs.last
        }
        guard let wanted else { throw .introuvable }
        let document = document(wanted, snapshot.exercice, origin: call.site.origin(of: call.request))
        Waiting.assertAllowed("A document")
        let pdf: [UInt8]
        // The catalogue's names and the references are within the font's repertoire: a test writes them all.
        do { pdf = try document.pdf(signedBy: call.site.keyring) } catch { throw .erreurInterne }
        var fields = Defense.common
        fields.add(.cacheControl, "no-store")
        fields.add(.contentDisposition, "attachment; filename=\"\(document.nomDeFichier)\"")
        return Representation(pdf, contentType: "application/pdf", fields: fields).response(to: call.request)
    }

    /// - Parameter origin: of the page that verifies it.
    static func document(_ justificatif: Procedure.Justificatif, _ exercice: Exercice, origin: String?) -> Documents.Justificatif {
        let paris = justificatif.instant.paris
        let decision: Documents.Justificatif.Decision = switch justificatif.decision.choix {
        case .opposition: .opposition
        case .activation: .activation
        case .cloture: .cloture(suppression: justificatif.decision.suppression)
        }
        return Documents.Justificatif(
            reference: justificatif.reference.description,
            decision: decision,
            nom: exercice.nom(justificatif.rang), representant: justificatif.rang == 0 ? nil : exercice.fiche.nom, nir: exercice.fiche.nir.chiffres,
            canal: justificatif.canal == .enLigne ? .enLigne : .telephone,
            dateExercice: DateHeure(annee: paris.date.annee, mois: paris.date.mois, jour: paris.date.jour, heure: paris.heure, minute: paris.minute),
            instantReel: justificatif.instantReel.milliseconds / 1000,
            verification: origin.map { "\($0)\(Route.verification)?reference=\(justificatif.reference)" })
    }
}

extension Documents.Justificatif {
    /// One for a person of a fiche, without an exercice: as if they had just decided; `nil` if the fiche has no such person.
    /// - Parameters:
    ///   - beneficiaire: the person that the holder acts for; `nil` is the holder.
    ///   - date: by the clock of the exercice; `nil` is the first day of the fiche.
    ///   - reel: by the clock on the wall.
    ///   - origin: of the page that verifies it.
    public init?(fiche: Fiche, beneficiaire: String? = nil, decision: Procedure.Decision, date: Instant?, reel: Instant, origin: String) {
        let evenements: [Evenement] = [
            .exerciceCommence(fiche: fiche.cle, scenario: nil, horloge: date ?? fiche.debut(nil)), .identificationReussie(beneficiaire: beneficiaire),
            .choixFait(decision), .decisionConfirmee(API.newReference()),
        ]
        guard let exercice = Exercice(evenements.map { ($0, reel) }), let justificatif = exercice.justificatifs.last else { return nil }
        self = Proof.document(justificatif, exercice, origin: origin)
    }
}
