import Markup
import Procedure

private var faits: Faits { .enVigueur }

/// The service imitated does not answer: an incident stopped a page, or a step. The form comes back with what was typed,
/// once screened: nobody types it again, and the server keeps none of it.
struct PageIndisponible {
    var contexte: Contexte
    var genre: Incident.Genre
    var retour: Page.Retour
    /// A value was dropped on the way: it could have been real.
    var refusee = false

    var html: HTML {
        Layout.document(
            titre: titre, ecran: genre == .maintenance ? .maintenance : .panne, erreur: true, contexte: contexte,
            corps: """
                <h1>\(titre)</h1>
                <p class="lead">\(texte)</p>
                \(again)<p>Si cela dure, notez le jour et l’heure. On peut aussi <a href="/3422">appeler le \(faits.telephone.valeur)</a>.</p>

                """)
    }

    private var titre: String { genre == .maintenance ? "Site en maintenance" : faits.indisponible.valeur }

    private var texte: String {
        genre == .maintenance
            ? "Notre site est en maintenance. Merci de revenir plus tard."
            : "Un incident technique empêche d’enregistrer votre demande."
    }

    private var again: HTML {
        guard let champs = retour.champs else {
            return "<p>Rien n’est perdu. Le site peut rester fermé plusieurs jours.</p>\n<div class=\"actions\"><a class=\"button\" href=\"\(retour.adresse)\">Réessayer</a></div>\n"
        }
        let fields = champs.map { "<input type=\"hidden\" name=\"\($0.nom)\" value=\"\($0.valeur)\">\n" as HTML }
        let kept: HTML = refusee
            ? "<p>Un numéro a été refusé, et n’a pas été gardé : ce cahier n’accepte que ceux de la fiche. Le reste n’est pas à retaper.</p>\n"
            : "<p>Rien n’est perdu : ce que vous avez saisi part avec ce bouton, sans le retaper. Le code provisoire n’est pas utilisé.</p>\n"
        return """
            \(kept)<form method="post" action="\(retour.adresse)">
            \(fields.joined())<div class="actions"><button class="button">Réessayer</button></div>
            </form>

            """
    }
}

/// The session of the service imitated is over: one must identify again.
struct PageSessionExpiree {
    var contexte: Contexte

    var html: HTML {
        Layout.document(
            titre: "Session expirée", ecran: .sessionExpiree, erreur: true, contexte: contexte,
            corps: """
                <h1>Session expirée</h1>
                <p class="lead">\(Refus.Code.sessionExpiree.message)</p>
                <p>Rien n’est perdu : le code provisoire n’est pas utilisé. Il faut s’identifier de nouveau.</p>
                <div class="actions"><a class="button" href="/accueil">Retourner à l’accueil</a></div>

                """)
    }
}
