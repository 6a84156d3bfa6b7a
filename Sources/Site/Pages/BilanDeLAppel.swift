import Procedure

extension Appel.Evenement {
    /// What happened on the phone, in words.
    /// - Parameter exercice: as the event left it.
    func correction(dans exercice: Exercice, at reel: Instant) -> (texte: String, nature: PageBilan.Ligne.Nature) {
        let vue = VueAppel(exercice, at: reel), telephone = exercice.faits.telephone.valeur
        return switch self {
        case .commence(let aDeux): (aDeux ? "Appel au \(telephone), à deux." : "Appel au \(telephone).", .neutre)
        case .decroche: ("Un conseiller répond.", .neutre)
        case .demande(let choix, _): ("Demande : \(choix == .cloture ? "clôture" : "opposition"), pour \(vue.personne).", .neutre)
        case .reponse(let question): ("Donné : \(question.enClair).", .neutre)
        case .reponseRefusee(let question, _): ("À vérifier : \(question.enClair).", .refus)
        case .passe(let question): ("Le conseiller continue sans \(question.enClair).", .neutre)
        case .refuse(let motif): (motif.refusAuTelephone(vue), .refus)
        case .enregistre(let decision): ("Le conseiller enregistre : \(decision.enBref.uncapitalized), pour \(vue.personne).", .reussite)
        case .justificatifDemande(let reference): ("Justificatif demandé, et donné : \(reference).", .reussite)
        case .raccroche: ("On raccroche.", .neutre)
        }
    }
}

extension EtapeAppel {
    /// The item asked for.
    var enClair: String {
        switch self {
        case .certification: "la qualité de représentant légal"
        case .codeProvisoire: "le code confidentiel"
        case .nir: "le numéro de sécurité sociale"
        case .numeroSerie: "le numéro de série"
        case .dateNaissance: "la date de naissance"
        case .raccroche, .attente, .demande, .relecture, .enregistre, .refus: ""
        }
    }
}

extension Refus.Code {
    fileprivate func refusAuTelephone(_ vue: VueAppel) -> String {
        switch self {
        case .appelHorsHoraires: "Le \(Faits.enVigueur.telephone.valeur) est fermé à cette heure."
        case .serviceIndisponible where vue.etape == .raccroche: Faits.enVigueur.telephoneEnPanne.valeur
        default:  "Le conseiller ne peut pas enregistrer. « \(VueAppel(refus: self, vue).replique) »"
        }
    }
}

extension VueAppel {
    /// The line of a refusal.
    fileprivate init(refus motif: Refus.Code, _ vue: VueAppel) {
        self = vue
        (etape, self.motif) = (.refus, motif)
    }
}
