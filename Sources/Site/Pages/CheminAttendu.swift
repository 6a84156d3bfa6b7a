import Procedure

/// The path that a situation expects, in words, beside the one that was taken.
struct CheminAttendu {
    /// A mistake that the situation sets is on it only where it was made: nobody is asked to make it.
    let pas: [(texte: String, etat: Chemin.Etat)]
    /// Whether every step that counts was taken.
    let isComplete: Bool

    /// - Returns: `nil` for an exercice without a situation.
    init?(_ actual: [Evenement], _ exercice: Exercice) {
        guard let scenario = exercice.scenario else { return nil }
        let chemin = Chemin(actual, attendu: scenario)
        (pas, isComplete) = (chemin.pas.filter { $0.etat != .refusEvite || !$0.geste.isMistake }.map { ($0.geste.enClair(exercice), $0.etat) }, chemin.isComplete)
    }

    var html: HTML {
        let lines = pas.map { pas -> HTML in
            let (style, said): (HTML, String) = switch pas.etat {
            case .fait: (" class=\"done\"", "fait")
            case .aFaire: ("", "pas encore")
            case .refusRencontre: (" class=\"trap\"", "refusé : cela devait arriver")
            case .refusEvite: ("", "refus pas rencontré")
            }
            return "<li\(style)>\(pas.texte) <small>· \(said)</small></li>\n"
        }
        return "<ol class=\"path\">\n\(lines.joined())</ol>\n"
    }
}

extension Geste {
    fileprivate var isMistake: Bool { if case .identifier(_, _?) = action { true } else { false } }

    func enClair(_ exercice: Exercice) -> String {
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
    var enClair: String {
        switch self {
        case .veilleDuTerme: "l’avant-dernier jour du délai"
        case .dernierJour: "le dernier jour du délai"
        case .lendemainDuTerme: "le lendemain du délai"
        case .codeExpire: "le code a expiré"
        }
    }
}
