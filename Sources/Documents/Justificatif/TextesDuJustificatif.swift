import PDF

/// The words of a justificatif, in plain French, and the checks of what is put into them. The facts are those of the
/// CGU and of the Code de la santé publique; the one sentence in quotation marks is that of the real justificatif.
struct TextesDuJustificatif {
    let titre: String
    let lignes: [(intitule: String, valeur: String)]
    let sens: [String]
    let limites: [String]
    /// Said by the real justificatif of an opposition.
    let citation: String?
    /// All of it in one sentence: what the signature attests.
    let attestation: String
    let reference: String
    let verification: String?
    let instantReel: Int64

    static let marque = "SPÉCIMEN – EXERCICE – SANS VALEUR"
    static let emetteur = "Cahier d’exercices · opposition"
    static let avertissement =
        "Document d’entraînement. La personne, le numéro et la décision sont inventés. "
        + "Ce document ne vient d’aucun service officiel et ne prouve rien."
    static let titreDuSens = "Ce que cela veut dire"
    static let titreDesLimites = "Ce que cela ne veut pas dire"
    static let titreDeLaVerification = "Vérifier ce document"
    static let puce = "–"
    static let resume = "Ce qui a été décidé, pour qui, quand et comment."
    static let horloge = "Cette date est celle de l’exercice\u{202F}: son horloge peut indiquer un autre jour que le vrai."
    static let verification = "Page de vérification de ce document, dans l’outil d’entraînement"
    static let signature = "Signature électronique de l’outil d’entraînement, sur tout le document"
    static let explicationDuCode =
        "Ce code mène à la page de vérification de l’outil d’entraînement, sur la machine qui a fait l’exercice. "
        + "Il porte la référence, et rien d’autre."
    static let pied =
        "Émis par l’outil d’entraînement «\u{202F}\(emetteur)\u{202F}», pour apprendre à garder une preuve. "
        + "N’y\u{A0}entrez jamais de vrais numéros."

    /// Letters for what is set in bold: headings, decisions and marks. What a person typed is not.
    static let gras = Polices.gras(
        pour: [marque, emetteur, titreDuSens, titreDesLimites, titreDeLaVerification, puce]
            + decisions.map(titre) + decisions.map(decision))

    private static let decisions: [Justificatif.Decision] = [
        .opposition, .activation, .cloture(suppression: false), .cloture(suppression: true),
    ]

    init(_ justificatif: Justificatif) throws(JustificatifError) {
        guard Self.estUneReference(justificatif.reference) else { throw .reference }
        guard !justificatif.nom.isEmpty, justificatif.representant?.isEmpty != true else { throw .nom }
        guard let date = justificatif.dateExercice.enToutesLettres else { throw .date }
        let nir = try Self.masque(justificatif.nir)

        var lignes = [("Décision", Self.decision(justificatif.decision)), ("Personne concernée", justificatif.nom)]
        if let representant = justificatif.representant {
            lignes.append(("Demande faite par", "\(representant), qui certifie être son représentant légal"))
        }
        let pour = justificatif.representant.map { "\(justificatif.nom), par \($0)" } ?? justificatif.nom
        attestation =
            "Document d’entraînement. \(Self.decision(justificatif.decision)), pour \(pour), le \(date) (date de l’exercice). "
            + "\(Self.canal(justificatif.canal)). Référence\u{202F}: \(justificatif.reference)."
        lignes.append(("Numéro de sécurité sociale", "\(nir) (fictif, masqué en partie)"))
        lignes.append(("Date de l’exercice", date))
        lignes.append(("Moyen utilisé", Self.canal(justificatif.canal)))
        lignes.append(("Référence", justificatif.reference))
        self.lignes = lignes
        titre = Self.titre(justificatif.decision)
        (sens, limites) = Self.explications(justificatif.decision)
        citation = justificatif.decision == .opposition
            ? "«\u{202F}Vous pouvez revenir à tout moment sur votre décision en vous connectant sur monespacesante.fr.\u{202F}»" : nil
        reference = justificatif.reference
        verification = justificatif.verification
        instantReel = justificatif.instantReel
    }

    private static func titre(_ decision: Justificatif.Decision) -> String {
        switch decision {
        case .opposition: "Justificatif d’opposition"
        case .activation: "Justificatif d’activation"
        case .cloture: "Justificatif de clôture"
        }
    }

    private static func decision(_ decision: Justificatif.Decision) -> String {
        switch decision {
        case .opposition: "Opposition à la création de Mon espace santé"
        case .activation: "Activation de Mon espace santé"
        case .cloture(suppression: false): "Clôture de Mon espace santé, sans suppression des données"
        case .cloture(suppression: true): "Clôture de Mon espace santé, avec suppression des données"
        }
    }

    private static func canal(_ canal: Justificatif.Canal) -> String {
        switch canal {
        case .enLigne: "En ligne, sur le site simulé"
        case .telephone: "Par téléphone, au 3422 simulé"
        }
    }

    private static func explications(_ decision: Justificatif.Decision) -> (sens: [String], limites: [String]) {
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

    private static func estUneReference(_ reference: String) -> Bool {
        let suite = reference.utf8.dropFirst(9)
        return reference.hasPrefix("EXERCICE-") && (1...40).contains(suite.count)
            && suite.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || $0 == UInt8(ascii: "-") }
    }

    /// A proof is shown and sent around, so it carries the least that lets a person find themselves in it: the 9 and
    /// the 00, which say that the number is fictional, then the order and the key. Birth and place are hidden.
    private static func masque(_ nir: String) throws(JustificatifError) -> String {
        let chiffres = Array(nir.utf8)
        guard chiffres.count == 15, chiffres.allSatisfy({ (0x30...0x39).contains($0) }),
            chiffres[0] == UInt8(ascii: "9"), chiffres[5] == UInt8(ascii: "0"), chiffres[6] == UInt8(ascii: "0")
        else { throw .nir }
        let ordre = String(decoding: chiffres[10..<13], as: UTF8.self)
        let cle = String(decoding: chiffres[13...], as: UTF8.self)
        return "9\u{A0}••\u{A0}••\u{A0}00\u{A0}•••\u{A0}\(ordre)\u{A0}\(cle)"
    }
}
