import Markup
import Procedure

extension Appel.Evenement {
    /// What happened on the phone, in words.
    /// - Parameter exercice: as the event left it.
    func correction(dans exercice: Exercice, at reel: Instant) -> (texte: String, nature: PageBilan.Ligne.Nature) {
        var vue = VueAppel(exercice, at: reel)
        let telephone = exercice.faits.telephone.valeur
        switch self {
        case .commence(let aDeux): return (aDeux ? "Appel au \(telephone), à deux." : "Appel au \(telephone).", .neutre)
        case .decroche: return ("Un conseiller répond.", .neutre)
        case .demande(let choix, _): return ("Au téléphone : \(choix == .cloture ? "clôture" : "opposition") demandée, pour \(vue.personne).", .neutre)
        case .reponse(let question): return ("Donné au conseiller : \(question.enClair).", .neutre)
        case .reponseRefusee(let question, .numeroReelRefuse): return ("Une saisie a été refusée et oubliée (\(question.enClair)) : elle ne venait pas de la fiche.", .refus)
        case .reponseRefusee(let question, _): return ("À vérifier : \(question.enClair).", .refus)
        case .passe(let question): return ("Le conseiller continue sans \(question.enClair).", .neutre)
        case .refuse(.appelHorsHoraires): return ("Le \(telephone) ne répond pas à cette heure.", .refus)
        case .refuse(let motif):
            guard vue.etape != .raccroche else { return ("« \(exercice.faits.telephoneEnPanne.valeur) ».", .refus) }
            (vue.etape, vue.motif) = (.refus, motif)
            return ("Le conseiller n’enregistre pas. « \(vue.replique) »", .refus)
        case .enregistre(let decision): return ("Le conseiller enregistre. \(decision.enBref), pour \(vue.personne).", .reussite)
        case .justificatifDemande(let reference): return ("Justificatif demandé, et donné : \(reference).", .reussite)
        case .raccroche: return ("On raccroche.", .neutre)
        }
    }
}
