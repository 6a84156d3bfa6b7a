import Procedure

/// One of the five main pages, told by the rules of « facile à lire »: one idea a line, words of every day, numbers in
/// digits. It is folded on the page itself, so that nothing typed is left behind, and `/facile` shows them all.
struct FacileALire {
    let titre: String
    let adresse: String
    let lignes: [String]

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

    private var paragraphs: HTML { lignes.map { "<p>\($0)</p>\n" as HTML }.joined() }
}

extension FacileALire {
    private static var faits: Faits { Faits.enVigueur }

    static var accueil: Self { Self(titre: "1. La page d’accueil", adresse: "/accueil", lignes: [
        "Cette page imite l’accueil du site.",
        "Mon espace santé garde des informations sur votre santé.",
        "C’est sur internet.",
        "Vous pouvez dire oui.",
        "Vous pouvez dire non.",
        "Pour dire non, cherchez un bouton ou un lien.",
        "Il est souvent en bas de la page.",
        "Parfois, il faut cliquer sur « \(faits.activer.valeur) ».",
        "Vous pourrez dire non après.",
    ]) }

    static var identification: Self { Self(titre: "2. Dire qui on est", adresse: "/identification", lignes: [
        "Le site veut savoir qui vous êtes.",
        "Prenez la fiche.",
        "Recopiez le code provisoire.",
        "Le code a 12 lettres et chiffres.",
        "Recopiez le numéro de sécurité sociale.",
        "Ce numéro a 15 chiffres.",
        "Prenez celui de la fiche, jamais un vrai.",
        "Dites si la carte Vitale a une photo.",
        "Recopiez le numéro de série de la carte.",
        "Un dessin montre où il est.",
        "Cliquez sur « \(faits.continuer.valeur) ».",
    ]) }

    static var choix: Self { Self(titre: "3. Choisir", adresse: "/choix", lignes: [
        "Vous allez choisir.",
        "C’est vous qui décidez.",
        "Activer veut dire : je veux l’espace.",
        "S’opposer veut dire : je ne veux pas de l’espace.",
        "Clôturer veut dire : je ferme un espace déjà ouvert.",
        "Quand on ferme, les informations restent gardées \(faits.archivage.enClair).",
        "Vous voulez qu’elles soient effacées avant ?",
        "Alors cochez la case.",
        "Cliquez sur « \(faits.continuer.valeur) ».",
    ]) }

    static var confirmation: Self { Self(titre: "4. Confirmer", adresse: "/confirmation", lignes: [
        "Lisez votre choix.",
        "Ce n’est pas encore enregistré.",
        "C’est bien votre choix ?",
        "Cliquez sur « Confirmer mon choix ».",
        "Vous vous êtes trompé ?",
        "Cliquez sur « Modifier ».",
    ]) }

    static var priseEnCompte: Self { Self(titre: "5. Garder la preuve", adresse: "/prise-en-compte", lignes: [
        "C’est fini.",
        "Votre choix est enregistré dans l’exercice.",
        "La page donne un document.",
        "Il s’appelle : justificatif.",
        "Un justificatif est une preuve.",
        "Enregistrez-le, ou imprimez-le.",
        "Ici, c’est un faux document pour s’entraîner.",
        "Dans la vraie vie, gardez-le toujours.",
        "Vous pourrez changer d’avis.",
    ]) }

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
