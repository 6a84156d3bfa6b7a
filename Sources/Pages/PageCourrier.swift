import Markup
import Procedure

/// A letter of refusal by post (S8): one can send it, and nothing comes of it. The debrief says why.
struct PageCourrier {
    var contexte: Contexte
    /// Whether it is gone.
    var partie: Bool

    var html: HTML {
        let titre = partie ? "Votre lettre est partie" : "Écrire une lettre"
        return Layout.document(titre: titre, ecran: partie ? .lettrePostee : .courrier, contexte: contexte, corps: "<h1>\(titre)</h1>\n\(partie ? sent : letter)")
    }

    private var letter: HTML {
        """
        <p>\(contexte.nom) peut écrire son refus sur papier et le poster. La lettre est déjà prête.</p>
        <article class="post lettre">
        <p class="fiction">SIMULATION · lettre fictive, jamais envoyée</p>
        <p class="address">\(contexte.nom)</p>
        <p>Madame, Monsieur,</p>
        <p>Je m’oppose à la création de Mon espace santé.</p>
        <p>\(contexte.nom)</p>
        </article>
        <form method="post" action="/courrier">
        <div class="actions"><button class="button second">Poster la lettre</button></div>
        </form>

        """
    }

    private var sent: HTML {
        """
        <p>Elle est dans la boîte aux lettres. Les jours passent, et aucune réponse n’arrive.</p>
        <p>Le délai pour s’opposer continue. Que faites-vous ?</p>
        <div class="actions"><a class="button" href="/accueil">Aller à l’accueil du service imité</a> <a class="button second" href="/messagerie">Ouvrir la messagerie</a></div>

        """
    }
}
