import Markup
import Procedure

/// A request that cannot be answered as asked: what happened, what is safe, what to do.
struct PageErreur {
    /// The HTTP status; the words are chosen by it (RFC 9110 §15).
    var statut: Int
    var contexte: Contexte?
    /// Where the same page is over TLS, for one that was asked for without it.
    var adresseHTTPS: String?

    var html: HTML {
        let words = adresseHTTPS == nil ? Self.words(statut) : Self.withoutTLS
        let steps = words.quoiFaire.map { "<li>\($0)</li>\n" as HTML }
        let tls: HTML? = adresseHTTPS.map { "<p><a href=\"\($0)\">\($0)</a></p>\n" }
        return Layout.document(
            titre: words.titre, ecran: .erreur, erreur: true, contexte: contexte,
            corps: """
                <h1>\(words.titre)</h1>
                <p class="lead">\(words.explication)</p>
                <h2>Que faire</h2>
                <ul>
                \(steps.joined())</ul>
                \(tls ?? links)<p class="small">Code HTTP : \(statut)</p>

                """)
    }

    private var links: HTML {
        """
        <ul class="ways">
        <li><a href="/accueil">\(contexte == nil ? "Reprendre l’exercice, s’il y en a un" : "Revenir à l’exercice")</a></li>
        <li><a href="/">Aller à la première page</a></li>
        <li><a href="/aide">Lire l’aide</a></li>
        </ul>

        """
    }

    /// What happened and what is safe, then what to do.
    private struct Words {
        var titre: String, explication: String
        var quoiFaire: [String]

        init(_ titre: String, _ explication: String, _ quoiFaire: String...) { (self.titre, self.explication, self.quoiFaire) = (titre, explication, quoiFaire) }
    }

    private static let withoutTLS = Words(
        "Il manque https://", "Ce cahier ne répond qu’en HTTPS. Rien n’a été enregistré.", "Écrivez https:// devant l’adresse, ou suivez ce lien :")

    private static let redo = "Revenez à la page précédente, rechargez-la, puis recommencez."

    private static func words(_ status: Int) -> Words {
        let faits = Faits.enVigueur
        return switch status {
        case 400: Words("Demande illisible", "Ce cahier n’a pas compris ce que le navigateur a envoyé. Rien n’a été enregistré.", redo, "Si cela continue, repartez de la première page.")
        case 403: Words(
            "Demande refusée", "Ce formulaire vient d’un autre site, ou le navigateur n’a pas dit d’où il vient. Rien n’a été enregistré.",
            "Ouvrez ce cahier à son adresse, puis refaites l’étape.", "Un message vous a amené ici ? Ne le suivez plus.")
        case 404: Words("Page introuvable", "Il n’y a pas de page à cette adresse. Rien n’est perdu.", "Si vous l’avez tapée, vérifiez-la, lettre par lettre.", "Sinon, suivez un de ces liens.")
        case 405: Words("Action impossible ici", "Cette page ne peut pas être utilisée de cette façon. Rien n’a été enregistré.", "Suivez un de ces liens.")
        case 409: Words(
            "Ce n’est pas le moment", "Cette action n’est pas possible à cette étape. Rien n’a changé.",
            "Revenez à l’exercice : il est à la bonne étape.",
            "Il dure depuis des heures et ne change plus ? Il est plein. Lisez son bilan, puis commencez-en un autre.")
        case 413: Words(
            "Envoi trop grand", "Ce qui a été envoyé est trop grand pour un formulaire. Rien n’a été enregistré.",
            "Recopiez seulement ce que dit la fiche.", "Pour un fichier, envoyez le justificatif d’origine, en PDF.")
        case 415: Words("Format non accepté", "Ce qui a été envoyé n’est pas un formulaire. Rien n’a été enregistré.", redo)
        case 421: Words("Adresse inattendue", "Le navigateur a appelé cet outil par un nom qu’il ne connaît pas.", "Utilisez l’adresse affichée au démarrage de l’outil.", "Dans une salle, demandez-la à la personne qui anime.")
        case 422: Words("Réponse non acceptée", "Une réponse n’est pas acceptée ici. Rien n’a été enregistré.", redo)
        case 429: Words(
            "Trop de demandes", "Deux demandes sont venues trop près l’une de l’autre. Rien n’est perdu.",
            "Attendez \(faits.intervalleDesCodes.enClair).", "Revenez à la page précédente, puis recommencez une seule fois.")
        case 431: Words(
            "Demande trop longue", "Le navigateur a envoyé trop d’informations à la fois. Rien n’a été enregistré.",
            "Ouvrez l’adresse de ce cahier dans une fenêtre privée.", "Ou effacez les cookies de cette adresse : l’exercice en cours sera à recommencer.")
        case 503: Words(
            faits.indisponible.valeur, "Le cahier ne peut pas répondre pour le moment. Ce qui était confirmé est gardé.",
            "Attendez une minute, puis rechargez cette page.", "Si cela continue, prévenez la personne qui anime la formation.")
        default: Words(
            "Erreur de l’outil", "Une erreur est survenue dans cet outil. Ce qui était confirmé est gardé.",
            "Rechargez cette page, une fois.", "Si cela continue, prévenez la personne qui anime la formation, avec l’heure.")
        }
    }
}
