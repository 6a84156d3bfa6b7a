import Formation
import Markup
import Procedure

/// One confirmation, before what replaces or erases.
struct PageConfirmerSalle {
    enum Geste {
        case remise(postes: [Int], vu: Int)
        case effacer
    }
    let secret: SecretDeSalle
    let salle: Salle
    let geste: Geste

    var html: HTML {
        let base = "/formation/\(secret)"
        let (titre, texte, formulaire): (String, HTML, HTML) = switch geste {
        case .remise(let postes, let vu):
            (
                "Recommencer au début ?",
                "<p>\(postes.isEmpty ? "Tous les postes reprennent" : postes.count == 1 ? "Le poste \(postes[0]) reprend" : "\(postes.count) postes reprennent") l’exercice au début. Cela peut être annulé.</p>\n",
                """
                <form method="post" action="\(base)/interventions">
                <input type="hidden" name="vu" value="\(vu)">
                <input type="hidden" name="confirmation" value="on">
                \(postes.map { "<input type=\"hidden\" name=\"poste\" value=\"\($0)\">\n" as HTML }.joined())<div class="actions"><button class="button" name="intervention" value="remise">Recommencer</button> <a class="button second" href="\(base)">Ne rien changer</a></div>
                </form>

                """
            )
        case .effacer:
            (
                "Terminer et effacer ?",
                "<p>La salle et \(salle.postes.count > 1 ? "ses \(salle.postes.count) postes" : "ce qu’elle contient") disparaissent de cette machine, avec tout ce qui s’y est passé. Rien ne pourra être retrouvé. Les fichiers que vous avez téléchargés restent où ils sont. <a href=\"\(base)/bilan\">Garder d’abord le bilan</a>.</p>\n",
                """
                <form method="post" action="\(base)/effacer">
                <div class="actions"><button class="button">Terminer et effacer</button> <a class="button second" href="\(base)">Ne rien changer</a></div>
                </form>

                """
            )
        }
        return Layout.document(titre: titre, ecran: .salle, tete: PageSalle.head(rafraichit: false), corps: "<h1>\(titre)</h1>\n\(texte)\(formulaire)")
    }
}
