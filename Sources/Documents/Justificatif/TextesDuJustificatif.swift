/// The words that justificatifs always say, in plain French. The facts are those of the CGU and of the Code de la
/// santé publique; the one sentence in quotation marks is that of the real justificatif.
enum TextesDuJustificatif {
    static let marque = "SPÉCIMEN – EXERCICE – SANS VALEUR"
    static let emetteur = "Cahier d’exercices · opposition"
    static let avertissement =
        "Document d’entraînement. La personne, le numéro et la décision sont inventés. "
        + "Ce document ne vient d’aucun service officiel et ne prouve rien."
    static let intitules = (
        decision: "Décision", personne: "Personne concernée", representant: "Demande faite par", nir: "Numéro de sécurité sociale",
        date: "Date de l’exercice", canal: "Moyen utilisé", reference: "Référence"
    )
    static let representant = ", qui certifie être son représentant légal"
    static let numeroFictif = " (fictif, masqué en partie)"
    static let titreDuSens = "Ce que cela veut dire"
    static let titreDesLimites = "Ce que cela ne veut pas dire"
    static let titreDeLaVerification = "Vérifier ce document"
    static let puce = "–"
    static let resume = "Ce qui a été décidé, pour qui, quand et comment."
    static let horloge = "Cette date est celle de l’exercice\u{202F}: son horloge peut indiquer un autre jour que le vrai."
    /// Said by the real justificatif of an opposition.
    static let citation =
        "«\u{202F}Vous pouvez revenir à tout moment sur votre décision en vous connectant sur monespacesante.fr.\u{202F}»"
    static let signature = "Signature de tout le document par l’outil d’entraînement"
    static let explicationDeLaSignature =
        "Ce fichier est signé\u{202F}: s’il est modifié, même d’une seule lettre, sa vérification le dit."
    static let verification = "Vérifier ce document dans l’outil d’entraînement"
    static let explicationDuCode =
        "Ce code mène à la page de vérification, sur la machine qui a fait l’exercice. Il\u{A0}ne\u{A0}porte que la référence."
    static let pied =
        "Émis par l’outil d’entraînement «\u{202F}\(emetteur)\u{202F}». N’y\u{A0}entrez jamais de vrais numéros."

    /// All that justificatifs can say, but for what the person brings.
    static let constants: [String] =
        [
            marque, emetteur, avertissement, representant, numeroFictif, titreDuSens, titreDesLimites, titreDeLaVerification, puce, horloge,
            citation, explicationDeLaSignature, explicationDuCode, pied, masque,
        ] + [
            intitules.decision, intitules.personne, intitules.representant, intitules.nir, intitules.date, intitules.canal, intitules.reference,
        ] + decisions.flatMap { [titre($0), decision($0)] + explications($0).sens + explications($0).limites }
        + [Justificatif.Canal.enLigne, .telephone].map(canal) + DateHeure.mots

    private static let decisions: [Justificatif.Decision] = [
        .opposition, .activation, .cloture(suppression: false), .cloture(suppression: true),
    ]

    /// A number as it is shown, before the order and the key.
    static let masque = "9\u{A0}••\u{A0}••\u{A0}00\u{A0}•••\u{A0}"

    static func titre(_ decision: Justificatif.Decision) -> String {
        switch decision {
        case .opposition: "Justificatif d’opposition"
        case .activation: "Justificatif d’activation"
        case .cloture: "Justificatif de clôture"
        }
    }

    static func decision(_ decision: Justificatif.Decision) -> String {
        switch decision {
        case .opposition: "Opposition à la création de Mon espace santé"
        case .activation: "Activation de Mon espace santé"
        case .cloture(suppression: false): "Clôture de Mon espace santé, sans\u{A0}suppression des données"
        case .cloture(suppression: true): "Clôture de Mon espace santé, avec\u{A0}suppression des données"
        }
    }

    static func canal(_ canal: Justificatif.Canal) -> String {
        switch canal {
        case .enLigne: "En ligne, sur le site simulé"
        case .telephone: "Par téléphone, au 3422 simulé"
        }
    }

    static func explications(_ decision: Justificatif.Decision) -> (sens: [String], limites: [String]) {
        switch decision {
        case .opposition:
            (
                [
                    "Mon espace santé n’est pas créé pour cette personne.",
                    "L’opposition a été confirmée à temps\u{202F}: dans les six semaines après l’envoi de l’information.",
                    "Elle n’est pas définitive. Le vrai justificatif le dit avec cette phrase\u{202F}:",
                ],
                [
                    "Elle ne vaut pas pour la famille\u{202F}: pour chaque enfant, il faut un code et une opposition.",
                    "Elle ne ferme pas un espace déjà ouvert\u{202F}: après les six semaines, il s’ouvre tout seul, et "
                        + "il faut demander sa clôture.",
                    "Par téléphone, le justificatif n’arrive pas tout seul\u{202F}: il faut le demander au conseiller.",
                ]
            )
        case .activation:
            (
                [
                    "Mon espace santé est ouvert pour cette personne.",
                    "Elle peut demander sa clôture quand elle le veut.",
                ],
                [
                    "Ce n’est pas un refus\u{202F}: ce document ne prouve aucune opposition.",
                    "Une clôture n’efface pas tout de suite les données\u{202F}: elles sont archivées dix ans, ou "
                        + "supprimées en trois mois au plus si on le demande expressément.",
                ]
            )
        case .cloture(suppression: false):
            (
                [
                    "Mon espace santé est fermé pour cette personne.",
                    "Ses données sont archivées pendant dix ans, puis supprimées.",
                    "L’espace peut être créé de nouveau à tout moment\u{202F}: les données archivées reviennent alors.",
                ],
                [
                    "Les données ne sont pas supprimées\u{202F}: la case «\u{202F}Je souhaite que mes données soient "
                        + "supprimées\u{202F}» n’a pas été cochée.",
                    "Ce n’est pas une opposition\u{202F}: elle n’est possible qu’avant l’ouverture, dans les six "
                        + "semaines après l’envoi de l’information.",
                ]
            )
        case .cloture(suppression: true):
            (
                [
                    "Mon espace santé est fermé pour cette personne.",
                    "La suppression des données a été demandée expressément\u{202F}: elle est faite en trois mois au plus.",
                    "L’espace peut être créé de nouveau à tout moment\u{202F}: cela annule une suppression encore en attente.",
                ],
                [
                    "Les données ne disparaissent pas le jour même\u{202F}: il peut se passer jusqu’à trois mois.",
                    "Ce n’est pas une opposition\u{202F}: elle n’est possible qu’avant l’ouverture, dans les six "
                        + "semaines après l’envoi de l’information.",
                ]
            )
        }
    }
}
