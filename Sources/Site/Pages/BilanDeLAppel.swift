import Procedure

extension Appel.Evenement {
    /// What happened on the phone, in words, and the remark that goes with it.
    /// - Parameter exercice: as the event left it.
    func correction(dans exercice: Exercice, at reel: Instant) -> (texte: String, nature: PageBilan.Ligne.Nature, remarque: String?) {
        let vue = VueAppel(exercice, at: reel)
        return switch self {
        case .commence(let aDeux): (aDeux ? "Appel au \(Fait.telephone), à deux." : "Appel au \(Fait.telephone).", .neutre, nil)
        case .decroche: ("Un conseiller répond.", .neutre, "Au vrai \(Fait.telephone), une personne a attendu \(Fait.telephoneAttente) : on prévoit du temps, et on garde tout sous la main.")
        case .demande(let choix, _): ("Demande : \(choix == .cloture ? "clôture" : "opposition"), pour \(vue.personne).", .neutre, nil)
        case .reponse(let question): ("Donné : \(question.enClair).", .neutre, nil)
        case .reponseRefusee(let question, let motif):
            ("À vérifier : \(question.enClair).", .refus, motif == .numeroReelRefuse ? "N’entrez jamais un vrai numéro, même pour essayer. Tout est sur la fiche." : "Au téléphone, on lit par groupes, lentement, et on fait répéter.")
        case .passe(let question): ("Le conseiller continue sans \(question.enClair).", .neutre, question.passe)
        case .refuse(let motif): (motif.refusAuTelephone(vue), .refus, motif.remarqueAuTelephone)
        case .enregistre(let decision):
            ("Le conseiller enregistre : \(decision.enBref.prefix(1).lowercased() + decision.enBref.dropFirst()), pour \(vue.personne).", .reussite, decision.remarque ?? "C’est enregistré. Il reste à demander la preuve, avant de raccrocher.")
        case .justificatifDemande(let reference):
            ("Justificatif demandé, et donné : \(reference).", .reussite, "Très bien : au téléphone, le justificatif n’est donné que si on le demande.")
        case .raccroche:
            ("On raccroche.", (exercice.appel?.sansJustificatif ?? 0) > 0 ? .refus : .neutre, exercice.appel.flatMap { $0.sansJustificatif > 0 ? Self.sansPreuve : nil })
        }
    }

    private static let sansPreuve = "La décision est enregistrée, mais vous n’avez pas de preuve. Au téléphone, le justificatif n’est donné que si on le demande : exigez-le avant de raccrocher."
}

extension EtapeAppel {
    /// The item asked for.
    fileprivate var enClair: String {
        switch self {
        case .certification: "la qualité de représentant légal"
        case .codeProvisoire: "le code confidentiel"
        case .nir: "le numéro de sécurité sociale"
        case .numeroSerie: "le numéro de série"
        case .dateNaissance: "la date de naissance"
        case .raccroche, .attente, .demande, .relecture, .enregistre, .refus: ""
        }
    }

    fileprivate var passe: String? {
        switch self {
        case .codeProvisoire: "Des sources le disent possible : pour une clôture, ou quand aucun code n’a pu arriver. Essayez, sans vous décourager."
        case .numeroSerie: "Le numéro est illisible : l’appel est la bonne voie. Ce que le vrai conseiller demande alors, aucune source ne le dit."
        default: nil
        }
    }
}

extension Refus.Code {
    fileprivate func refusAuTelephone(_ vue: VueAppel) -> String {
        switch self {
        case .appelHorsHoraires: "Le \(Fait.telephone) est fermé à cette heure."
        case .serviceIndisponible where vue.etape == .raccroche: Libelle.telephoneFerme
        default:  "Le conseiller ne peut pas enregistrer. « \(VueAppel(refus: self, vue).replique) »"
        }
    }

    fileprivate var remarqueAuTelephone: String? {
        switch self {
        case .appelHorsHoraires: "Il répond \(Fait.telephoneHoraires)."
        case .serviceIndisponible: "Rien à faire de plus ce jour-là : notez la date, et rappelez."
        case .elementManquant: "On prépare le code, le numéro et la carte avant d’appeler."
        case .espaceOuvert: "Rien n’est perdu : dans le même appel, on peut demander la clôture."
        default: nil
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
