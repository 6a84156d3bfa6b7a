public import Documents
public import Procedure

extension Documents.Justificatif {
    /// The address of the page that verifies one, below its origin.
    public static let verification = "/verification"

    /// From a justificatif of the procedure.
    /// - Parameter origin: of the page that verifies it.
    public init(_ justificatif: Procedure.Justificatif, _ exercice: Exercice, origin: String?) {
        let paris = justificatif.instant.paris
        let decision: Decision = switch justificatif.decision.choix {
        case .opposition: .opposition
        case .activation: .activation
        case .cloture: .cloture(suppression: justificatif.decision.suppression)
        }
        self.init(
            reference: justificatif.reference.description,
            decision: decision,
            nom: exercice.nom(justificatif.rang), representant: justificatif.rang == 0 ? nil : exercice.fiche.nom, nir: exercice.fiche.nir.chiffres,
            canal: justificatif.canal == .enLigne ? .enLigne : .telephone,
            dateExercice: DateHeure(annee: paris.date.annee, mois: paris.date.mois, jour: paris.date.jour, heure: paris.heure, minute: paris.minute),
            instantReel: justificatif.instantReel.milliseconds / 1000,
            verification: origin.map { "\($0)\(Self.verification)?reference=\(justificatif.reference)" })
    }

    /// One for a person of a fiche, without an exercice: as if they had just decided; `nil` if the fiche has no such person.
    /// - Parameters:
    ///   - beneficiaire: the person that the holder acts for; `nil` is the holder.
    ///   - date: by the clock of the exercice; `nil` is the first day of the fiche.
    ///   - reel: by the clock on the wall.
    ///   - origin: of the page that verifies it.
    public init?(fiche: Fiche, beneficiaire: String? = nil, decision: Procedure.Decision, date: Instant?, reel: Instant, origin: String) {
        let evenements: [Evenement] = [
            .exerciceCommence(fiche: fiche.cle, scenario: nil, horloge: date ?? fiche.debut(nil)), .identificationReussie(beneficiaire: beneficiaire),
            .choixFait(decision), .decisionConfirmee(Reference.nouvelle()),
        ]
        guard let exercice = Exercice(evenements.map { ($0, reel) }), let justificatif = exercice.justificatifs.last else { return nil }
        self.init(justificatif, exercice, origin: origin)
    }
}
