import Formation
import Markup
import Procedure

/// The trainer speaks: exactly where one was, then back.
struct PagePause {
    var contexte: Contexte
    /// What comes back after it: the page that was asked for, or the form that was sent.
    var retour: Page.Retour

    var html: HTML {
        Layout.document(
            titre: "Pause", ecran: .pause, contexte: contexte, tete: "<noscript><meta http-equiv=\"refresh\" content=\"5\"></noscript>\n",
            corps: """
                <div class="label cover">
                <h1>Pause : on en parle</h1>
                <p class="lead">Levez les yeux de l’écran. Votre exercice ne bouge pas : vous le retrouverez exactement où il est.</p>
                </div>
                \(again)
                """)
    }

    private var again: HTML {
        let fields = retour.champs?.map { "<input type=\"hidden\" name=\"\($0.nom)\" value=\"\($0.valeur)\">\n" as HTML } ?? []
        return retour.champs == nil
            ? "<p class=\"small\">Après la pause, votre page revient d’elle-même. Si elle ne revient pas : <a href=\"\(retour.adresse)\">reprendre</a>.</p>\n"
            : """
            <p>Rien n’est perdu : après la pause, ce que vous avez saisi part avec ce bouton.</p>
            <form method="post" action="\(retour.adresse)">
            \(fields.joined())<div class="actions"><button class="button second">Reprendre</button></div>
            </form>

            """
    }
}
