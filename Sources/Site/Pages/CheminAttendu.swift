import Procedure

/// The path that a situation expects, beside the one that was taken.
struct CheminAttendu {
    enum Etat: Sendable {
        case fait, aFaire
        /// A step that is there to be refused: one met it, or not.
        case refusRencontre, refusEvite
    }

    let pas: [(texte: String, etat: Etat)]
    /// Whether every step that counts was taken.
    var isComplete: Bool { !pas.contains { $0.etat == .aFaire } }

    /// - Returns: `nil` for an exercice without a situation.
    init?(_ actual: [Evenement], _ exercice: Exercice) {
        guard let scenario = exercice.scenario else { return nil }
        let expected = scenario.parcours.enumerated().flatMap { rang, geste in geste.evenements.map { (rang: rang, geste: geste, nom: $0) } }
        // The longest common subsequence: detours do not count, the order does.
        var length = Array(repeating: Array(repeating: 0, count: actual.count + 1), count: expected.count + 1)
        for one in expected.indices.reversed() {
            for other in actual.indices.reversed() {
                length[one][other] = expected[one].geste.isLeaving(expected[one].nom, actual[other])
                    ? length[one + 1][other + 1] + 1 : max(length[one + 1][other], length[one][other + 1])
            }
        }
        var missing: Set<Int> = [], one = 0, other = 0
        while one < expected.count {
            if other < actual.count, expected[one].geste.isLeaving(expected[one].nom, actual[other]) { (one, other) = (one + 1, other + 1) }
            else if other < actual.count, length[one][other + 1] >= length[one + 1][other] { other += 1 }
            else {
                missing.insert(expected[one].rang)
                one += 1
            }
        }
        pas = scenario.parcours.enumerated().map { rang, geste in
            let isDone = !missing.contains(rang)
            return (geste.enClair(exercice), geste.refus == nil ? (isDone ? .fait : .aFaire) : isDone ? .refusRencontre : .refusEvite)
        }
    }

    var html: HTML {
        let lines = pas.map { pas -> HTML in
            let (style, said): (HTML, String) = switch pas.etat {
            case .fait: (" class=\"done\"", "fait")
            case .aFaire: ("", "pas encore")
            case .refusRencontre: (" class=\"trap\"", "refusé, comme prévu")
            case .refusEvite: ("", "refus pas rencontré")
            }
            return "<li\(style)>\(pas.texte) <small>· \(said)</small></li>\n"
        }
        return "<ol class=\"path\">\n\(lines.joined())</ol>\n"
    }
}

extension Geste {
    /// Whether an event is the one of that name which this step leaves.
    fileprivate func isLeaving(_ nom: String, _ evenement: Evenement) -> Bool {
        guard evenement.nom == nom else { return false }
        return switch (action, evenement) {
        case (.identifier(let pour, _), .identificationReussie(let beneficiaire)): pour == beneficiaire
        case (.demanderCode(_, let pour, _), .codeProvisoireEnvoye(_, _, let beneficiaire)): pour == beneficiaire
        case (.choisir(let choix, let suppression), .choixFait(let decision)): decision == Decision(choix, suppression: suppression)
        case (.juger(let message, let jugement), .messageJuge(let juge, let reponse)): message == juge && jugement == reponse
        case (.telephoner(.demander(let choix, let pour)), .appel(.demande(let demande, let beneficiaire))): choix == demande && pour == beneficiaire
        case (.telephoner(.repondre(let question)), .appel(.reponse(let donnee))): question == donnee
        case (.telephoner(.confirmer(let suppression)), .appel(.enregistre(let decision))): suppression == decision.suppression
        default: true
        }
    }

    /// The step, as one tells it.
    func enClair(_ exercice: Exercice) -> String {
        func pour(_ cle: String?) -> String { cle.flatMap { cle in exercice.fiche.beneficiaires.first { $0.cle == cle } }.map { ", pour \($0.nom)" } ?? "" }
        return switch action {
        case .identifier(let personne, let faute): "S’identifier\(pour(personne))\(faute.map { ", \($0.enClair)" } ?? "")"
        case .demanderCode(let canal, let personne, _): "Demander un nouveau code, \(canal.voie.enClair)\(pour(personne))"
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
