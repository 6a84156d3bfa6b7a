import Markup
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
