import Cahier
import Formation
import HTTP
import Markup
import Procedure

extension Problem {
    init(_ failure: Salles.Failure) {
        self = switch failure {
        case .exercices(let failure): Problem(failure)
        case .notFound: .introuvable
        case .full: .tropDeSalles
        case .refused(let refus): Problem(refus)
        }
    }

    init(_ refus: RefusDeSalle) {
        let (champ, detail): (Champ, String) = switch refus {
        case .complete: (.salle, "La salle est pleine\u{A0}: \(Salle.maximum) postes. Ouvrez-en une autre.")
        case .posteInconnu: (.poste, "Ce poste n’est pas dans la salle\u{A0}: prenez un numéro du registre.")
        case .interventionInconnue: (.numero, "Ce qui est à annuler n’a pas été fait\u{A0}: prenez un numéro de la liste.")
        case .etapeInconnue: (.etape, "Le plan n’a pas cette étape, ou il vient de changer\u{A0}: regardez-le de nouveau.")
        case .seul: (.conseiller, "Personne n’est son propre conseiller\u{A0}: prenez deux postes.")
        }
        self.init(champ, .inconnu, detail)
    }

    /// One field of a trainer's request, and how to mend it.
    init(_ champ: Champ, _ motif: ErreurDeSaisie.Motif, _ detail: String) {
        self.init(
            status: .unprocessableContent, code: (motif == .numeroReel ? Refus.Code.numeroReelRefuse : .saisieInvalide).rawValue,
            titre: motif == .numeroReel ? "Numéro refusé" : "Saisie invalide", detail: detail,
            membres: { json in
                json.member("erreurs") { json in
                    json.array([0]) { json, _ in
                        json.object { json in
                            json.member("champ", champ.rawValue)
                            json.member("code", motif.rawValue)
                            json.member("message", detail)
                        }
                    }
                }
            })
    }

    static let tropDeSalles = Problem(
        status: .serviceUnavailable, code: "service-indisponible", titre: "Trop de salles",
        detail: "Trop de salles sont ouvertes sur ce réseau. Terminez-en une, puis réessayez.", retryAfter: 60)
}
