import Formation
import Markup
import Procedure

/// Where a trainee joins, or finds a place again.
struct PageRejoindre {
    var code = ""
    var erreurs: [Erreur] = []

    var html: HTML {
        Layout.document(
            titre: "Rejoindre une salle", ecran: .rejoindre, erreur: !erreurs.isEmpty, arrivee: erreurs.isEmpty,
            corps: """
                \(erreurs.resume)<h1>Rejoindre une salle</h1>
                \(Self.form(code, erreurs, bouton: "button"))
                """)
    }

    /// The one field, on its own page and at the gate.
    static func form(_ code: String, _ erreurs: [Erreur], bouton: HTML) -> HTML {
        """
        <form method="post" action="/rejoindre" novalidate>
        \(ChampTexte(
            nom: Champ.code.rawValue, libelle: "Code de la salle, ou code de reprise", aide: "Six lettres : le formateur les montre. Huit lettres : c’est votre code de reprise. Majuscules et tirets ne comptent pas.", valeur: code,
            message: erreurs.message(Champ.code.rawValue)
        ).html)<div class="actions"><button class="\(bouton)">Rejoindre</button></div>
        </form>

        """
    }

    /// At the gate.
    static let section: HTML = "<h2>Rejoindre une salle</h2>\n<p>Vous suivez une formation, avec un formateur ?</p>\n\(form("", [], bouton: "button second"))<p>Vous formez un groupe ? <a href=\"/formation\">Ouvrir une salle</a></p>\n"
}
