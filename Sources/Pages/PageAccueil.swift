import Markup
import Procedure

/// The simulated home page. Where the way in is hidden, it is hidden here too: that is the exercise.
struct PageAccueil {
    var contexte: Contexte
    /// Whom one plays.
    var role: String
    var entree: Scenario.Accueil

    private var faits: Faits { contexte.faits }

    var html: HTML {
        Layout.document(
            titre: "Accueil du service imité", ecran: entree.ecran, contexte: contexte,
            corps: """
                \(Self.title)\(FacileALire.accueil.html)\(NoteRole(nom: contexte.nom, role: role, lien: true).html)\(Bureau.html)\(content)
                """)
    }

    private var content: HTML {
        switch entree {
        case .boutons2022: buttons2022
        case .activer2022: activate2022
        case .lien2025: link2025
        }
    }

    private static let title: HTML = "<h1>Accueil du service imité</h1>\n"

    private static let blanks: HTML = """
        <div class="blank tall"><p>Ici, le vrai site présente le service. Ces textes ne sont pas reproduits.</p></div>
        <div class="blank tall"><p>Suite de la présentation, non reproduite.</p></div>
        <div class="blank"><p>Suite de la présentation, non reproduite.</p></div>

        """

    private var buttons2022: HTML {
        """
        \(Self.blanks)<div class="actions">
        <a class="button" href="/identification">\(faits.activer.valeur)</a>
        <a class="button" href="/identification">\(faits.opposer.valeur)</a>
        </div>

        """
    }

    private var activate2022: HTML {
        """
        \(Self.blanks)<div class="actions">
        <a class="button" href="/identification">\(faits.activer.valeur)</a>
        </div>

        """
    }

    private var link2025: HTML {
        """
        \(Self.blanks)<p class="small">Vous ne voulez pas de ce service ? Vous pouvez «\u{A0}<a href="/identification">\(faits.cloturerOuOpposer.valeur)</a>\u{A0}».</p>

        """
    }
}

extension Scenario.Accueil {
    fileprivate var ecran: Ecran {
        switch self {
        case .boutons2022: .accueil2022
        case .activer2022: .accueilActiver
        case .lien2025: .accueil2025
        }
    }
}
