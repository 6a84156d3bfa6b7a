import Markup
import Procedure

/// One of the five main pages, told by the rules of « facile à lire »: one idea a line, words of every day, numbers in
/// digits. It is folded on the page itself, so that nothing typed is left behind, and `/facile` shows them all.
struct FacileALire {
    let titre: String
    let adresse: String
    let paragraphs: HTML

    /// Folded, on its own page.
    var html: HTML {
        """
        <details class="easy">
        <summary>Facile à lire</summary>
        \(paragraphs)<p><a href="/facile">Tout lire en facile à lire</a></p>
        </details>

        """
    }

    /// Whole, among the others.
    var section: HTML { "<section class=\"easy\">\n<h2>\(titre)</h2>\n\(paragraphs)</section>\n" }
}

extension FacileALire {
    static var accueil: Self { Self(titre: "1. La page d’accueil", adresse: "/accueil", paragraphs: """
        <p>Cette page imite l’accueil du site.</p>
        <p>Mon espace santé garde des informations sur votre santé.</p>
        <p>C’est sur internet.</p>
        <p>Vous pouvez dire oui.</p>
        <p>Vous pouvez dire non.</p>
        <p>Pour dire non, cherchez un bouton ou un lien.</p>
        <p>Il est souvent en bas de la page.</p>
        <p>Parfois, il faut cliquer sur « \(Faits.partages.faits.activer.valeur) ».</p>
        <p>Vous pourrez dire non après.</p>

        """) }

    static var identification: Self { Self(titre: "2. Dire qui on est", adresse: "/identification", paragraphs: """
        <p>Le site veut savoir qui vous êtes.</p>
        <p>Prenez la fiche.</p>
        <p>Recopiez le code provisoire.</p>
        <p>Le code a 12 lettres et chiffres.</p>
        <p>Recopiez le numéro de sécurité sociale.</p>
        <p>Ce numéro a 15 chiffres.</p>
        <p>Prenez celui de la fiche, jamais un vrai.</p>
        <p>Dites si la carte Vitale a une photo.</p>
        <p>Recopiez le numéro de série de la carte.</p>
        <p>Un dessin montre où il est.</p>
        <p>Cliquez sur « \(Faits.partages.faits.continuer.valeur) ».</p>

        """) }

    static var choix: Self { Self(titre: "3. Choisir", adresse: "/choix", paragraphs: """
        <p>Vous allez choisir.</p>
        <p>C’est vous qui décidez.</p>
        <p>Activer veut dire : je veux l’espace.</p>
        <p>S’opposer veut dire : je ne veux pas de l’espace.</p>
        <p>Clôturer veut dire : je ferme un espace déjà ouvert.</p>
        <p>Quand on ferme, les informations restent gardées \(Faits.partages.faits.archivage.enClair).</p>
        <p>Vous voulez qu’elles soient effacées avant ?</p>
        <p>Alors cochez la case.</p>
        <p>Cliquez sur « \(Faits.partages.faits.continuer.valeur) ».</p>

        """) }

    static var confirmation: Self { Self(titre: "4. Confirmer", adresse: "/confirmation", paragraphs: """
        <p>Lisez votre choix.</p>
        <p>Ce n’est pas encore enregistré.</p>
        <p>C’est bien votre choix ?</p>
        <p>Cliquez sur « Confirmer mon choix ».</p>
        <p>Vous vous êtes trompé ?</p>
        <p>Cliquez sur « Modifier ».</p>

        """) }

    static var priseEnCompte: Self { Self(titre: "5. Garder la preuve", adresse: "/prise-en-compte", paragraphs: """
        <p>Votre choix est enregistré dans l’exercice.</p>
        <p>Il reste à garder la preuve.</p>
        <p>La page donne un document.</p>
        <p>Il s’appelle : justificatif.</p>
        <p>Un justificatif est une preuve.</p>
        <p>Enregistrez-le, ou imprimez-le.</p>
        <p>Ici, c’est un faux document pour s’entraîner.</p>
        <p>Dans la vraie vie, gardez-le toujours.</p>
        <p>Vous pourrez changer d’avis.</p>

        """) }

    static var tous: [Self] { [accueil, identification, choix, confirmation, priseEnCompte] }
}

/// The five of them, to read before, or to print.
struct PageFacile {
    var contexte: Contexte?

    var html: HTML {
        Layout.document(
            titre: "La démarche, facile à lire", ecran: .facile, contexte: contexte,
            corps: """
                <h1>La démarche, facile à lire</h1>
                <div class="easy">
                <p>Cette page explique comment dire non à Mon espace santé.</p>
                <p>C’est un exercice.</p>
                <p>Ce n’est pas le vrai site.</p>
                <p>N’écrivez jamais votre vrai numéro.</p>
                <p>Il y a 5 étapes.</p>
                </div>
                \(FacileALire.tous.map(\.section).joined())<p class="small">Nous avons écrit ce texte avec les règles du « facile à lire et à comprendre ». Des personnes concernées ne l’ont pas encore relu : il n’en porte donc pas le logo.</p>
                \(Imprimer().html)
                """)
    }
}
