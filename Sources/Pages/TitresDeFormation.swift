import Formation
import Markup
import Procedure

extension EtapeAppel {
    /// Where the call stands, in a word or two.
    var titre: String {
        switch self {
        case .raccroche: "raccroché"
        case .attente: "attente"
        case .demande: "sa demande"
        case .relecture: "relecture"
        case .enregistre: "enregistré"
        case .refus: "refus"
        case .certification, .codeProvisoire, .nir, .numeroSerie, .dateNaissance: enClair
        }
    }
}

extension Plan.Activite {
    /// As the plan names it.
    var titre: String {
        switch self {
        case .scenario(let cle): "\(cle) · \(Catalogue.scenario(cle)?.titre ?? cle)"
        case .discussion: "On en parle, tous ensemble"
        case .jeuDeRole: "Jeu de rôle au téléphone, à deux"
        }
    }
}

extension Intervention {
    /// As a button names it.
    var titre: String {
        switch self {
        case .scenario(let cle): "\(cle) · \(Catalogue.scenario(cle)?.titre ?? cle)"
        case .ficheSuivante: "Fiche suivante"
        case .remise: "Recommencer au début"
        case .incident(.maintenance, let minutes): "Maintenance" + (minutes.map { ", \($0) minutes" } ?? "")
        case .incident(.panne, _): "Panne, au moment de confirmer"
        case .incident(.coordonneesInconnues, _): "Coordonnées inconnues"
        case .incident(let genre, let minutes): genre.enClair.prefix(1).uppercased() + genre.enClair.dropFirst() + (minutes.map { ", \($0) minutes" } ?? "")
        case .finDesIncidents: "Fin des incidents"
        case .horloge(.dernierJour): "Jour 42, le dernier"
        case .horloge(.lendemainDuTerme): "Jour 43"
        case .horloge(.veilleDuTerme): "Jour 41"
        case .horloge(.codeExpire): "Code expiré"
        case .pause: "Pause : on en parle"
        case .finDePause: "Fin de la pause"
        case .indice(let indice): "Indice : \(indice.titre)"
        }
    }
}

extension Jeu.Modele {
    var titre: String {
        switch self {
        case .courrier: "Le code du courrier suffit"
        case .representants: "Pour un enfant, pour un proche"
        case .espaceOuvert: "L’espace existe déjà"
        case .tous: "Tout le cahier"
        }
    }

    /// How many, and who.
    var resume: String {
        let quoi = switch self {
        case .courrier: "elles peuvent s’opposer avec ce qu’elles ont reçu"
        case .representants: "elles agissent aussi pour quelqu’un d’autre"
        case .espaceOuvert: "elles veulent le fermer, ou savoir s’il existe"
        case .tous: "chacune dans sa situation, avec ses pièges"
        }
        return "\(jeu.fiches.count) personnes\u{A0}: \(quoi)."
    }
}

extension Plan.Modele {
    var titre: String {
        switch self {
        case .decouverte: "Découverte"
        case .demiJournee: "Demi-journée"
        case .telephone: "Le téléphone, à deux"
        }
    }

    /// How long, and what.
    var resume: String {
        let situations = plan.etapes.compactMap { if case .scenario(let cle) = $0.activite { cle } else { nil } }
        return "\(plan.minutes) minutes : \(situations.joined(separator: ", "))\(self == .telephone ? ", puis un jeu de rôle" : "")."
    }
}
