import Markup
import Procedure

/// Step 3: the choice read back. Nothing is recorded before « Confirmer ».
struct PageConfirmation {
    var contexte: Contexte
    var personne: String
    var decision: Decision
    var erreurs: [Erreur] = []

    var html: HTML {
        Layout.document(
            titre: "Confirmer", ecran: .confirmation, erreur: !erreurs.isEmpty, etape: .confirmation, contexte: contexte,
            corps: """
                \(erreurs.resume)<h1>Vérifier, puis confirmer</h1>
                \(FacileALire.confirmation.html)<p>Rien n’est enregistré tant que vous n’avez pas confirmé.</p>
                <dl class="summary">
                <div><dt>Pour</dt><dd>\(personne)</dd></div>
                <div><dt>Votre choix</dt><dd><strong>\(contexte.faits.libelle(decision.choix))</strong></dd></div>
                \(data)<div><dt>Ensuite</dt><dd>\(decision.consequence)</dd></div>
                </dl>
                \(Self.tail)
                """)
    }

    private var data: HTML? { decision.donnees(contexte.faits).map { "<div><dt>Données</dt><dd>\($0)</dd></div>\n" } }

    private static let tail: HTML = """
        <form method="post" action="/confirmation">
        <div class="actions">
        <button class="button" id="decision" name="decision" value="confirmer">Confirmer mon choix</button>
        <button class="button second" name="decision" value="modifier">Modifier</button>
        </div>
        </form>

        """
}
