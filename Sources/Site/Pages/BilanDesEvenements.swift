import Procedure

extension PageBilan {
    /// The debrief of a whole timeline.
    /// - Returns: `nil` when it does not begin an exercice.
    init?(_ evenements: [(evenement: Evenement, reel: Instant)], contexte: Contexte) {
        guard let premier = evenements.first, var exercice = Exercice(premier.evenement, at: premier.reel) else { return nil }
        var lignes: [Ligne] = []
        for (rang, (evenement, reel)) in evenements.enumerated() {
            if rang > 0 { exercice.apply(evenement, at: reel) }
            let heure = exercice.now(reel).paris
            let (texte, nature, remarque) = evenement.correction(dans: exercice)
            lignes.append(Ligne(
                instant: heure.iso, heure: heure.heureEnLettres, texte: texte, nature: nature, remarque: remarque))
        }
        self.init(contexte: contexte, lignes: lignes, appreciation: Self.appreciation(lignes, faites: exercice.justificatifs.count))
    }

    private static func appreciation(_ lignes: [Ligne], faites: Int) -> String {
        let refus = lignes.count { $0.nature == .refus }
        return switch (faites, refus) {
        case (0, 0): "L’exercice est commencé. Aucune décision n’est encore confirmée."
        case (0, _): "Aucune décision n’est encore confirmée. Lisez les remarques en rouge, puis reprenez."
        case (_, 0): "Très bien : la démarche est faite, sans une erreur."
        case (_, 1): "La démarche est faite, avec un refus en chemin. Lisez la remarque en rouge."
        default: "La démarche est faite, avec \(refus) refus en chemin. Lisez les remarques en rouge."
        }
    }
}

extension Evenement {
    /// What happened, in words, and the remark that goes with it. It knows no typed value: events carry none.
    fileprivate func correction(dans exercice: Exercice) -> (texte: String, nature: PageBilan.Ligne.Nature, remarque: String?) {
        switch self {
        case .exerciceCommence:
            ("L’exercice commence.", .neutre, (exercice.scenario?.accueil ?? .boutons2022).remarque)
        case .demarcheCommencee:
            ("Une démarche commence, pour \(exercice.nom(exercice.demarche.rang)).", .neutre, nil)
        case .identificationRefusee(let motif, let champs):
            (motif.bilan(champs), .refus, motif.remarque(champs))
        case .identificationReussie:
            ("Identification réussie, pour \(exercice.nom(exercice.demarche.rang)).", .neutre, nil)
        case .choixRefuse(let motif):
            (motif == .saisieInvalide ? "« \(Libelle.continuer) » sans avoir choisi." : motif.message, .refus, nil)
        case .choixFait(let decision):
            ("Choix : « \(decision.enClair) ».", .neutre, decision.remarque)
        case .choixRepris:
            ("Retour au choix.", .neutre, nil)
        case .confirmationRefusee(let motif):
            (motif.message, .refus, motif.remarque([]))
        case .decisionConfirmee(let reference):
            ("Décision confirmée. Justificatif \(reference).", .reussite, "La preuve est là. On l’enregistre ou on l’imprime avant de fermer la page.")
        case .ouvertureAutomatique:
            ("Le délai de \(Fait.delai) est passé : l’espace s’est ouvert tout seul.", .neutre, "Rien n’est perdu : il peut être clôturé à tout moment.")
        case .horlogeReglee(let instant):
            ("La date de l’exercice change : \(instant.paris.enLettres).", .neutre, nil)
        case .sessionExpiree:
            (Refus.Code.sessionExpiree.message, .refus, Refus.Code.sessionExpiree.remarque([]))
        case .incidentRencontre:
            (Refus.Code.serviceIndisponible.message, .refus, Refus.Code.serviceIndisponible.remarque([]))
        case .incidentDeclare: ("Un incident commence.", .neutre, nil)
        case .incidentTermine: ("L’incident est terminé.", .neutre, nil)
        case .codeProvisoireRefuse(let motif, let champs):
            (motif.bilan(champs), .refus, motif.remarque(champs))
        case .codeProvisoireEnvoye(_, let canal, let beneficiaire):
            ("Nouveau code demandé \(canal.voie.enClair), pour \(exercice.nom(beneficiaire)).", .neutre, "Un nouveau code remplace le précédent, et ne sert qu’une fois.")
        case .courrierEnvoye:
            ("Une lettre de refus part par la poste.", .refus, "Une lettre n’arrive pas : les deux seules voies sont le site et le \(Fait.telephone).")
        case .messageJuge(let message, let jugement):
            (jugement == .vrai ? "Message jugé vrai." : "Message jugé faux.", exercice.reponse(message) == jugement ? .neutre : .refus, nil)
        }
    }
}

extension Scenario.Accueil {
    /// What the home page hid.
    fileprivate var remarque: String {
        switch self {
        case .boutons2022: "À l’accueil, il fallait descendre tout en bas : en 2022, le bouton pour s’opposer y était."
        case .activer2022: "À l’accueil, il fallait cliquer sur « Activer » pour pouvoir refuser : la presse l’a raconté en 2022."
        case .lien2025: "À l’accueil, l’entrée était un petit lien en bas de page : c’est ainsi depuis 2025."
        }
    }
}

extension Decision {
    fileprivate var remarque: String? {
        switch (choix, suppression) {
        case (.cloture, false): "La case de suppression n’est pas cochée : les données restent archivées \(Fait.archivage). La personne le sait-elle ?"
        case (.cloture, true): "La suppression est demandée : les données disparaissent sous \(Fait.effacement) au plus. La personne le veut-elle vraiment ?"
        default: nil
        }
    }
}

extension Refus.Code {
    fileprivate func bilan(_ champs: [Champ]) -> String {
        switch self {
        case .saisieInvalide: "À corriger : \(champs.compactMap(\.enClair).joined(separator: ", "))."
        case .numeroReelRefuse: "Une saisie a été refusée et oubliée : elle ne venait pas de la fiche."
        default: message
        }
    }

    /// What to do next time.
    fileprivate func remarque(_ champs: [Champ]) -> String? {
        switch self {
        case .saisieInvalide: champs.first?.remarque
        case .numeroReelRefuse: "N’entrez jamais un vrai numéro, même pour essayer. Tout est sur la fiche."
        case .identiteInconnue: "Un seul élément faux suffit. Vérifiez le code (majuscules, O et 0, l et 1), puis la carte, puis le numéro de série."
        case .codeExpire: "Le code du courrier vaut \(Fait.delai). Ensuite il en faut un nouveau, ou appeler le \(Fait.telephone)."
        case .codeUtilise: "Un code ne sert qu’une fois. La démarche est peut-être déjà faite : cherchez le justificatif."
        case .representationRequise: "On certifie seulement si la personne en face de vous est bien le représentant légal."
        case .parentNonRattache: "C’est l’autre parent qui peut faire cette démarche, avec son numéro et sa carte."
        case .personneDecedee: "Aucune source ne décrit la suite. N’insistez pas : le \(Fait.telephone) peut renseigner."
        case .espaceOuvert: "C’est la confirmation qui compte : il fallait la faire avant la fin du délai. La clôture reste possible."
        case .profilExistant: "L’espace existe déjà : il ne peut plus qu’être clôturé."
        case .coordonneesInconnues: "Sans coordonnées connues, il reste le code du courrier ou le \(Fait.telephone)."
        case .choixDuProfil: "Des jumeaux ont la même date de naissance : il faut dire pour lequel."
        case .delaiMinimal: "On attend un peu entre deux demandes : le premier code est peut-être déjà arrivé."
        case .sessionExpiree: "Rien n’est perdu : le code n’est utilisé qu’à la confirmation. On s’identifie de nouveau."
        case .serviceIndisponible: "Rien n’est perdu. On note la date et l’heure, et on recommence plus tard."
        case .choixImpossible, .etapeInattendue: nil
        }
    }
}

extension Champ {
    /// The field, as the form names it.
    fileprivate var enClair: String? {
        switch self {
        case .codeProvisoire: "code provisoire"
        case .nir: "numéro de sécurité sociale"
        case .typeCarteVitale: "modèle de carte"
        case .numeroSerie: "numéro de série"
        case .dateNaissance: "date de naissance"
        case .canal: "envoi du code"
        case .certification: "certification"
        case .beneficiaire: "personne représentée"
        default: nil
        }
    }

    fileprivate var remarque: String? {
        switch self {
        case .codeProvisoire: "Le code a 12 caractères. On le recopie lettre par lettre."
        case .nir: "On relit le numéro par groupes, à voix haute."
        case .typeCarteVitale: "Y a-t-il une photo sur la carte ? C’est la première chose à regarder."
        case .numeroSerie: "Ni le numéro de sécurité sociale, ni la date, ni le numéro de l’émetteur : on regarde le schéma de la carte."
        default: nil
        }
    }
}
