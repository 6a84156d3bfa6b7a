import Markup
import Procedure

/// The machine explains itself: what can happen, in what order, and where this exercice stands.
struct PageProcedure {
    var contexte: Contexte?
    /// The state in which the exercice stands, by the name of the machine.
    var positions: [String: String] = [:]

    var html: HTML {
        Layout.document(
            titre: "La procédure, dessinée", ecran: .procedure, contexte: contexte,
            corps: """
                <h1>La procédure, dessinée</h1>
                <p class="lead">Ces dessins sont faits à partir des règles que suit ce cahier. Ce qui n’y est pas ne peut pas arriver ici.</p>
                <p>On lit de haut en bas. Un trait plein : la personne le fait. Un trait pointillé : cela ne dépend pas d’elle.</p>
                \(Automate.tous.map(section).joined())
                """)
    }

    private func section(_ automate: Automate) -> HTML {
        let ici = positions[automate.nom]
        return """
            <section>
            <h2 id="\(automate.nom)">\(automate.titre)</h2>
            <p>\(automate.presentation)</p>
            \(ici.map { "<p>Vous êtes ici : <strong>\(automate.libelle($0))</strong>.</p>\n" as HTML })\(AutomateDessin(automate: automate, ici: ici).html)\(Self.list(automate))</section>

            """
    }

    /// The text equivalent of the drawing.
    private static func list(_ automate: Automate) -> HTML {
        let states = automate.etats.map { etat -> HTML in
            let arrows = automate.fleches.filter { $0.de == etat.nom }.map { fleche -> HTML in
                "<li>\(fleche.libelle)\(fleche.isImposed ? " (seul)" : "") → \(automate.libelle(fleche.vers))</li>\n"
            }
            let onward: HTML = arrows.isEmpty ? " : rien ne suit.</li>\n" : "\n<ul>\n\(arrows.joined())</ul>\n</li>\n"
            return "<li><strong>\(etat.libelle)</strong>\(onward)"
        }
        return """
            <details>
            <summary>Le même dessin, en texte</summary>
            <ul>
            \(states.joined())</ul>
            </details>

            """
    }
}
