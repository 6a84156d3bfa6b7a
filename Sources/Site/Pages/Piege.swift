import Procedure

/// A trap of the procedure: how one sees that it was met, what to do next time, and who tells of it.
struct Piege: Sendable {
    let titre: String
    let conseil: String
    let source: Source
    let isMet: @Sendable (Chronologie) -> Bool

    init(_ titre: String, _ conseil: String, _ source: Source, when isMet: @escaping @Sendable (Chronologie) -> Bool) {
        (self.titre, self.conseil, self.source, self.isMet) = (titre, conseil, source, isMet)
    }
}

/// What a debrief reads: the events, and the state to which they lead.
struct Chronologie: Sendable {
    let exercice: Exercice
    let evenements: [Evenement]

    /// Whether the person set out: before that, nothing of the exercise is given away.
    var isUnderWay: Bool { evenements.count > 1 }

    func contains(_ isIt: (Evenement) -> Bool) -> Bool { evenements.contains(where: isIt) }

    /// Whether a step was refused for that reason, whichever step it was.
    func refused(_ code: Refus.Code) -> Bool {
        contains {
            switch $0 {
            case .identificationRefusee(code, _), .choixRefuse(code), .confirmationRefusee(code), .codeProvisoireRefuse(code, _): true
            default: false
            }
        }
    }

    /// Whether that field was said to be wrong.
    func wrong(_ champ: Champ) -> Bool {
        contains {
            switch $0 {
            case .identificationRefusee(.saisieInvalide, let champs), .codeProvisoireRefuse(.saisieInvalide, let champs): champs.contains(champ)
            default: false
            }
        }
    }

    func met(_ incident: Incident.Genre) -> Bool { contains { $0 == .incidentRencontre(incident) } }
}

extension Piege {
    /// Every trap that the exercises set, in the order in which they are met. A data file: a remark is corrected here.
    static func tous(_ faits: Faits) -> [Piege] {
        let telephone = faits.telephone.valeur
        return [
            // The way in
            Piege(
                "Le bouton pour refuser est tout en bas",
                "Descendez jusqu’au bas de la page d’accueil avant de conclure que l’on ne peut pas refuser. En 2022, le bouton était là.", .concordantes,
                when: { $0.isUnderWay && $0.exercice.accueil == .boutons2022 }),
            Piege(
                "Il faut cliquer sur « Activer » pour refuser",
                "Le choix vient après l’identification. Cliquer n’engage à rien tant que rien n’est confirmé : dites-le à la personne.", .presse,
                when: { $0.isUnderWay && $0.exercice.accueil == .activer2022 }),
            Piege(
                "L’entrée est un petit lien",
                "Cherchez « \(faits.cloturerOuOpposer.valeur) » en petit, pas un bouton.", .application,
                when: { $0.isUnderWay && $0.exercice.accueil == .lien2025 }),

            // What is typed
            Piege(
                "Un vrai numéro a été tapé",
                "N’entrez jamais un vrai numéro, même pour essayer. Tout est sur la fiche. Celui-ci n’a pas été gardé.", .nous,
                when: { $0.refused(.numeroReelRefuse) }),
            Piege(
                "Un caractère pour un autre",
                "Recopiez le code lettre par lettre. O et 0, l et 1, majuscule et minuscule : un seul caractère faux, et personne n’est reconnu.", .application,
                when: { $0.refused(.identiteInconnue) && $0.exercice.hasAmbiguousCode }),
            Piege(
                "Le mauvais long numéro",
                "Le numéro de série n’est ni le numéro de sécurité sociale, ni la date, ni le numéro de l’émetteur. Suivez le schéma de la carte.", .application,
                when: { $0.wrong(.numeroSerie) }),
            Piege(
                "Les quatre éléments ne vont pas ensemble",
                "Un seul élément faux suffit. Relisez le modèle de la carte (y a-t-il une photo ?), puis le numéro de série, puis le code.", .application,
                when: { $0.refused(.identiteInconnue) }),
            Piege(
                "Un numéro juste, mais refusé par le formulaire",
                "Un mois de naissance inconnu donne un numéro que le formulaire refuse. Il n’est pas faux : appelez le \(telephone).", .application,
                when: { $0.wrong(.nir) && $0.exercice.hasUnknownMonth }),

            // The code
            Piege(
                "Le code a expiré",
                "Le code du courrier vaut \(faits.validiteDuCode.enClair). Demandez-en un nouveau, ou appelez le \(telephone).", .application,
                when: { $0.refused(.codeExpire) }),
            Piege(
                "Le code a déjà servi",
                "Un code ne sert qu’une fois. La démarche est peut-être déjà faite : cherchez le justificatif avant de recommencer.", .application,
                when: { $0.refused(.codeUtilise) }),
            Piege(
                "Aucun contact connu, donc aucun code",
                "N’insistez pas sur le site. Il reste le code du courrier, ou le \(telephone).", .usagers,
                when: { $0.refused(.coordonneesInconnues) }),
            Piege(
                "Deux demandes trop rapprochées",
                "Attendez \(faits.intervalleDesCodes.enClair) entre deux codes. Le dernier envoyé est le seul bon.", .application,
                when: { $0.refused(.delaiMinimal) }),

            // For another person
            Piege(
                "Agir sans certifier",
                "On certifie seulement si la personne en face de vous est bien le représentant légal.", .application,
                when: { $0.refused(.representationRequise) }),
            Piege(
                "L’autre parent",
                "Seul le parent auquel l’enfant est rattaché peut faire la démarche, avec son numéro et sa carte.", .application,
                when: { $0.refused(.parentNonRattache) }),
            Piege(
                "Des jumeaux",
                "Deux personnes de la carte ont la même date de naissance : dites pour laquelle, puis recommencez pour l’autre.", .application,
                when: { $0.refused(.choixDuProfil) }),
            Piege(
                "Le courrier d’une personne morte",
                "Aucune source ne décrit la suite. N’insistez pas : le \(telephone) peut renseigner.", .application,
                when: { $0.refused(.personneDecedee) }),

            // The service
            Piege(
                "Le site est en maintenance",
                "Cela peut durer des jours, et le conseiller ne peut rien enregistrer non plus. Notez le dernier jour du délai, et rappelez.", .usagers,
                when: { $0.met(.maintenance) }),
            Piege(
                "La panne au pire moment",
                "Tant que la page de prise en compte n’est pas là, rien n’est enregistré ; mais rien n’est perdu non plus : le code n’est pas utilisé. On recommence.", .usagers,
                when: { $0.met(.panne) }),
            Piege(
                "La session expirée",
                "Préparez les quatre éléments avant de commencer. Après l’expiration, on s’identifie de nouveau, avec le même code.", .application,
                when: { $0.contains { $0 == .sessionExpiree } }),
            Piege(
                "Le délai est passé en chemin",
                "C’est la confirmation qui compte. Après \(faits.delai.enClair), l’espace s’ouvre seul ; il peut être clôturé à tout moment.", .delai,
                when: { $0.refused(.espaceOuvert) }),
            Piege(
                "La case de suppression n’était pas cochée",
                "Sans elle, les données restent archivées \(faits.archivage.enClair). Avec elle, elles sont supprimées sous \(faits.effacement.enClair) au plus. Posez la question à la personne.", .cloture,
                when: { $0.contains { if case .choixFait(Decision(.cloture)) = $0 { true } else { false } } }),
            Piege(
                "Une lettre par la poste",
                "Elle n’arrive pas : il n’y a que le site et le \(telephone). Pendant qu’on attend une réponse, le délai continue.", .usagers,
                when: { $0.contains { $0 == .courrierEnvoye } }),
        ]
    }
}

extension Exercice {
    fileprivate var accueil: Scenario.Accueil { scenario?.accueil ?? .boutons2022 }

    /// Whether a code of the fiche holds a character that another looks like.
    fileprivate var hasAmbiguousCode: Bool {
        ([fiche.code] + fiche.beneficiaires.map(\.code)).compactMap(\.?.valeur).contains { $0.dropFirst(6).contains { "O0l1I".contains($0) } }
    }

    /// Whether the number of the fiche has a month that no calendar has.
    fileprivate var hasUnknownMonth: Bool { Int(fiche.nir.chiffres.dropFirst(3).prefix(2)).map { $0 > 12 } ?? false }
}
