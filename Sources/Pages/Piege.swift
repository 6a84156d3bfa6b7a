import Markup
import Procedure

/// A trap of the procedure: what shows that it was met, what to do next time, and who tells of it.
struct Piege: Sendable {
    /// Whether an event shows it, in the exercice as that event leaves it.
    typealias Signe = @Sendable (Evenement, Exercice) -> Bool

    let titre: String
    let conseil: String
    let source: Source
    let signe: Signe
    /// On the way in: it shows at a step, and stood before all of them.
    let isEntrance: Bool

    init(_ titre: String, _ conseil: String, _ source: Source, isEntrance: Bool = false, signe: @escaping Signe) {
        (self.titre, self.conseil, self.source, self.signe, self.isEntrance) = (titre, conseil, source, signe, isEntrance)
    }
}

// MARK: Signs

/// Any step taken: before that, nothing of the exercise is given away.
private func entered(by accueil: Scenario.Accueil) -> Piege.Signe {
    { evenement, exercice in
        switch evenement {
        case .identificationRefusee, .identificationReussie: (exercice.scenario?.accueil ?? .boutons2022) == accueil
        default: false
        }
    }
}

/// A step was refused for that reason, whichever step it was.
private func refused(_ code: Refus.Code, where isSo: @escaping @Sendable (Exercice) -> Bool = { _ in true }) -> Piege.Signe {
    { evenement, exercice in
        switch evenement {
        case .identificationRefusee(code, _), .choixRefuse(code), .confirmationRefusee(code), .codeProvisoireRefuse(code, _),
            .appel(.refuse(code)):
            isSo(exercice)
        // A wrong answer on the phone is asked again: no trap of the form.
        case .appel(.reponseRefusee(_, code)): code != .identiteInconnue && isSo(exercice)
        default: false
        }
    }
}

/// That field was said to be wrong.
private func wrong(_ champ: Champ, where isSo: @escaping @Sendable (Exercice) -> Bool = { _ in true }) -> Piege.Signe {
    { evenement, exercice in
        switch evenement {
        case .identificationRefusee(.saisieInvalide, let champs), .codeProvisoireRefuse(.saisieInvalide, let champs): champs.contains(champ) && isSo(exercice)
        default: false
        }
    }
}

private func met(_ incident: Incident.Genre) -> Piege.Signe { { evenement, _ in evenement == .incidentRencontre(incident) } }

extension Piege {
    /// Every trap that the exercises set, in the order in which they are met. A data file: a remark is corrected here.
    static func tous(_ faits: Faits) -> [Piege] {
        let telephone = faits.telephone.valeur
        return [
            // The way in
            Piege(
                "Le bouton pour refuser est tout en bas",
                "Descendez jusqu’au bas de la page d’accueil avant de conclure que l’on ne peut pas refuser. En 2022, le bouton était là.", .concordantes, isEntrance: true,
                signe: entered(by: .boutons2022)),
            Piege(
                "Il faut cliquer sur « Activer » pour refuser",
                "Le choix vient après l’identification. Cliquer n’engage à rien tant que rien n’est confirmé : dites-le à la personne.", .presse, isEntrance: true,
                signe: entered(by: .activer2022)),
            Piege(
                "L’entrée est un petit lien",
                "Cherchez « \(faits.cloturerOuOpposer.valeur) » en petit, pas un bouton.", .application, isEntrance: true,
                signe: entered(by: .lien2025)),

            // What is typed
            Piege(
                "Un numéro qui n’est pas sur la fiche",
                "N’entrez jamais un vrai numéro, même pour essayer. Tout est sur la fiche. Ce qui a été tapé n’a pas été gardé.", .nous,
                signe: { evenement, exercice in
                    if case .appel(.reponseRefusee(_, .numeroReelRefuse)) = evenement { true } else { refused(.numeroReelRefuse)(evenement, exercice) }
                }),
            Piege(
                "Un caractère pour un autre",
                "Recopiez le code lettre par lettre. O et 0, l et 1, majuscule et minuscule : un seul caractère faux, et personne n’est reconnu.", .application,
                signe: refused(.identiteInconnue, where: { $0.hasAmbiguousCode && $0.isKnown })),
            Piege(
                "Le numéro de série mal recopié",
                "Comptez les chiffres. Sur une carte avec photo, ce sont les 11 derniers du long numéro, tous, et eux seuls. Ce n’est pas le numéro de sécurité sociale.", .application,
                signe: wrong(.numeroSerie)),
            Piege(
                "Les quatre éléments ne vont pas ensemble",
                "Code, numéro de sécurité sociale, modèle de carte, numéro de série : un seul élément faux suffit. Relisez le code, où majuscules et minuscules comptent, puis la carte : y a-t-il une photo ?", .application,
                signe: refused(.identiteInconnue) { !$0.hasAmbiguousCode && $0.isKnown }),
            Piege(
                "Une personne que l’Assurance maladie ne connaît plus",
                "Qui n’est plus affilié ne peut pas s’identifier, même avec les bons éléments. N’insistez pas : appelez le \(telephone).", .senat,
                signe: refused(.identiteInconnue) { !$0.fiche.affilie }),
            Piege(
                "Un département pas encore concerné",
                "Sans courrier, il n’y a pas de code, et le délai n’a pas commencé. Le conseiller du \(telephone) peut enregistrer un refus sans code.", .usagers,
                signe: refused(.identiteInconnue) { $0.fiche.affilie && !$0.isKnown }),
            Piege(
                "Un numéro juste, mais refusé par le formulaire",
                "Un mois de naissance inconnu donne un numéro que le formulaire refuse. Il n’est pas faux : appelez le \(telephone).", .application,
                signe: wrong(.nir, where: \.hasUnknownMonth)),

            // The code
            Piege(
                "Le code a expiré",
                "Le code du courrier vaut \(faits.validiteDuCode.enClair). Demandez-en un nouveau, ou appelez le \(telephone).", .application,
                signe: refused(.codeExpire)),
            Piege(
                "Le code a déjà servi",
                "Un code ne sert qu’une fois. La démarche est peut-être déjà faite : cherchez le justificatif avant de recommencer.", .application,
                signe: refused(.codeUtilise)),
            Piege(
                "Aucun contact connu, donc aucun code",
                "N’insistez pas sur le site. Il reste le code du courrier, ou le \(telephone).", .usagers,
                signe: refused(.coordonneesInconnues)),
            Piege(
                "Deux demandes trop rapprochées",
                "Attendez \(faits.intervalleDesCodes.enClair) entre deux codes. Le dernier envoyé est le seul bon.", .application,
                signe: refused(.delaiMinimal)),

            // For another person
            Piege(
                "Agir sans certifier",
                "On certifie seulement si la personne en face de vous est bien le représentant légal.", .application,
                signe: refused(.representationRequise)),
            Piege(
                "L’autre parent",
                "Seul le parent auquel l’enfant est rattaché peut faire la démarche, avec son numéro et sa carte.", .application,
                signe: refused(.parentNonRattache)),
            Piege(
                "Des jumeaux",
                "Deux personnes de la carte ont la même date de naissance : dites pour laquelle, puis recommencez pour l’autre.", .application,
                signe: refused(.choixDuProfil)),
            Piege(
                "Le courrier d’une personne morte",
                "Aucune source ne décrit la suite. N’insistez pas : le \(telephone) peut renseigner.", .application,
                signe: refused(.personneDecedee)),

            // The service
            Piege(
                "Le site est en maintenance",
                "Cela peut durer des jours, et le conseiller ne peut rien enregistrer non plus. Notez le dernier jour du délai, et rappelez.", .usagers,
                signe: met(.maintenance)),
            Piege(
                "La panne au pire moment",
                "Tant que la page de prise en compte n’est pas là, rien n’est enregistré ; mais rien n’est perdu non plus : le code n’est pas utilisé. On recommence.", .usagers,
                signe: met(.panne)),
            Piege(
                "La session expirée",
                "Préparez les quatre éléments avant de commencer. Après l’expiration, on s’identifie de nouveau, avec le même code.", .application,
                signe: { evenement, _ in evenement == .sessionExpiree }),
            Piege(
                "Le délai est passé en chemin",
                "C’est la confirmation qui compte. Après \(faits.delai.enClair), l’espace s’ouvre seul ; il peut être clôturé à tout moment.", .delai,
                signe: refused(.espaceOuvert)),
            Piege(
                "La case de suppression n’était pas cochée",
                "Sans elle, les données restent archivées \(faits.archivage.enClair). Avec elle, elles sont supprimées sous \(faits.effacement.enClair) au plus. Posez la question à la personne.", .cloture,
                signe: { evenement, _ in [.choixFait(Decision(.cloture)), .appel(.enregistre(Decision(.cloture)))].contains(evenement) }),
            Piege(
                "Une lettre par la poste",
                "Elle n’arrive pas : il n’y a que le site et le \(telephone). Pendant qu’on attend une réponse, le délai continue.", .usagers,
                signe: { evenement, _ in evenement == .courrierEnvoye }),

            // The phone
            Piege(
                "Raccrocher sans justificatif",
                "Au téléphone, le justificatif n’est donné que si on le demande. Exigez-le avant de raccrocher, et notez le jour et l’heure de l’appel.", .cguTelephone,
                signe: { evenement, exercice in evenement == .appel(.raccroche) && (exercice.appel?.sansJustificatif ?? 0) > 0 }),
            Piege(
                "Le téléphone est fermé",
                "Le \(telephone) répond \(faits.horairesDuTelephone.enClair). Il faut rappeler.", .cguTelephone,
                signe: { evenement, _ in evenement == .appel(.refuse(.appelHorsHoraires)) }),
            Piege(
                "Le téléphone est en panne",
                "« \(faits.telephoneEnPanne.valeur) » : ce n’est pas vous. Rappelez un autre jour, ou essayez le site.", .usagers,
                signe: { evenement, exercice in evenement == .appel(.refuse(.serviceIndisponible)) && exercice.appel?.etape != .refus }),
            Piege(
                "Le site fermé, le conseiller aussi",
                "Pendant la maintenance, le conseiller ne peut rien enregistrer. Notez le dernier jour du délai, et rappelez.", .usagers,
                signe: { evenement, exercice in evenement == .appel(.refuse(.serviceIndisponible)) && exercice.appel?.etape == .refus }),
            Piege(
                "L’attente au téléphone",
                "Une personne a attendu \(faits.attenteAuTelephone.enClair). Prévoyez du temps, et gardez le courrier et la carte sous la main.", .usagers,
                signe: { evenement, _ in evenement == .appel(.decroche) }),
            Piege(
                "Appeler sans tout avoir",
                "Avant d’appeler, préparez le code confidentiel (c’est le code provisoire), le numéro de sécurité sociale et la carte.", .cguTelephone,
                signe: { evenement, _ in evenement == .appel(.refuse(.elementManquant)) }),
            Piege(
                "Une réponse mal donnée",
                "Au téléphone, on lit par groupes, lentement, et on fait répéter.", .nous,
                signe: { evenement, _ in if case .appel(.reponseRefusee(_, let motif)) = evenement { motif != .numeroReelRefuse } else { false } }),
            Piege(
                "Enregistrer sans le code",
                "Pour une clôture, ou quand aucun code n’est arrivé, des personnes l’ont obtenu. Ce n’est pas sûr : demandez, sans le promettre.", .usagers,
                signe: { evenement, _ in evenement == .appel(.passe(.codeProvisoire)) }),
            Piege(
                "Un numéro illisible sur la carte",
                "L’appel est la bonne voie. Ce que le conseiller demande alors, aucune source ne le dit.", .application,
                signe: { evenement, _ in evenement == .appel(.passe(.numeroSerie)) }),

            // The messages
            Piege(
                "Un faux message pris pour un vrai",
                "Ne suivez pas le lien. Regardez ce qui est demandé : jamais une carte bancaire, un mot de passe ou un paiement. Tapez l’adresse vous-même, ou appelez le \(telephone).", .presse,
                signe: { evenement, exercice in evenement.isJudgement(.vrai, of: .faux, exercice) }),
            Piege(
                "Un vrai message pris pour un faux",
                "Le vrai message annonce un choix et donne un code, sans rien demander. Dans le doute, on ne le jette pas : on tape l’adresse soi-même.", .usagers,
                signe: { evenement, exercice in evenement.isJudgement(.faux, of: .vrai, exercice) }),
        ]
    }
}

extension Exercice {
    /// Whether a code of the fiche holds a character that another looks like.
    fileprivate var hasAmbiguousCode: Bool {
        ([fiche.code] + fiche.beneficiaires.map(\.code)).compactMap(\.?.valeur).contains { $0.dropFirst(6).contains { "O0l1I".contains($0) } }
    }

    /// Whether the service of this situation knows the person at all.
    fileprivate var isKnown: Bool { fiche.affilie && scenario?.incidents.contains(.departementNonConcerne) != true }

    /// Whether the number of the fiche has a month that no calendar has.
    fileprivate var hasUnknownMonth: Bool { Int(fiche.nir.chiffres.dropFirst(3).prefix(2)).map { $0 > 12 } ?? false }
}

extension Evenement {
    /// Whether a message was taken for what it is not.
    fileprivate func isJudgement(_ jugement: Jugement, of nature: Jugement, _ exercice: Exercice) -> Bool {
        if case .messageJuge(let message, jugement) = self { exercice.reponse(message) == nature } else { false }
    }
}
