extension Geste {
    /// Whether it is one that the situation sets.
    public var isMistake: Bool { if case .identifier(_, _?) = action { true } else { false } }

    public func enClair(_ exercice: Exercice) -> String {
        func pour(_ cle: String?) -> String { cle.flatMap { cle in exercice.fiche.beneficiaires.first { $0.cle == cle } }.map { ", pour \($0.nom)" } ?? "" }
        return switch action {
        case .identifier(let personne, let faute): "S’identifier\(pour(personne))\(faute.map { ", \($0.enClair)" } ?? "")"
        case .demanderCode(_, let personne, _): "Demander un nouveau code\(pour(personne))"
        case .choisir(let choix, let suppression): "Choisir : \(exercice.faits.libelle(choix))\(suppression ? ", avec la suppression des données" : "")"
        case .confirmer: "Confirmer"
        case .modifier: "Revenir au choix"
        case .nouvelleDemarche(let personne): "Commencer une autre démarche\(pour(personne))"
        case .regler(let repere): "Avancer la date : \(repere.enClair)"
        case .terminer: "Attendre la fin de l’incident"
        case .juger(_, .vrai): "Reconnaître un vrai message"
        case .juger(_, .faux): "Reconnaître un faux message"
        case .envoyerCourrier: "Poster une lettre"
        case .telephoner(let geste): geste.enClair(exercice)
        }
    }
}

extension Geste.Faute {
    fileprivate var enClair: String {
        switch self {
        case .codeMalLu: "avec un code mal lu"
        case .numeroEmetteur: "avec le numéro de l’émetteur au lieu du numéro de série"
        case .autreCarte: "avec l’autre modèle de carte"
        case .sansCertification: "sans certifier"
        }
    }
}

extension Commande.Repere {
    /// The moment, as a button names it.
    public var enClair: String {
        switch self {
        case .veilleDuTerme: "l’avant-dernier jour du délai"
        case .dernierJour: "le dernier jour du délai"
        case .lendemainDuTerme: "le lendemain du délai"
        case .codeExpire: "le code a expiré"
        }
    }
}

extension EtapeAppel {
    /// The item asked for.
    public var enClair: String {
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

extension GesteAppel {
    /// What one does, as a list of steps says it.
    public func enClair(_ exercice: Exercice) -> String {
        switch self {
        case .composer: "Appeler le \(exercice.faits.telephone.valeur)"
        case .patienter: "Attendre que l’on réponde"
        case .demander(let choix, let pour):
            "Demander la \(choix == .cloture ? "clôture" : "prise en compte de l’opposition")" + (pour.flatMap { cle in exercice.fiche.beneficiaires.first { $0.cle == cle } }.map { ", pour \($0.nom)" } ?? "")
        case .repondre(let question): "Donner \(question.enClair)"
        case .manquer: "Dire ce que l’on n’a pas"
        case .confirmer: "Dire oui à ce que le conseiller relit"
        case .demanderJustificatif: "Demander le justificatif"
        case .raccrocher: "Raccrocher"
        }
    }
}
