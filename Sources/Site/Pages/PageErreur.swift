import Procedure

/// A request that cannot be answered as asked: what happened, what is safe, what to do.
struct PageErreur {
    /// The HTTP status; the words are chosen by it (RFC 9110 §15).
    var statut: Int
    var contexte: Contexte?
    /// Where the same page is over TLS, for one that was asked for without it.
    var adresseHTTPS: String?

    var html: HTML {
        let (title, text) = adresseHTTPS == nil ? Self.words(statut) : ("Il manque https://", "Ce cahier ne répond qu’en HTTPS. Rien n’a été enregistré. Écrivez https:// devant l’adresse, ou suivez ce lien.")
        let (address, link) = adresseHTTPS.map { ($0, $0) } ?? (contexte == nil ? ("/", "Aller à la première page") : ("/accueil", "Revenir à l’exercice"))
        return Layout.document(
            titre: title, ecran: .erreur, erreur: true, contexte: contexte,
            corps: """
                <h1>\(title)</h1>
                <p>\(text)</p>
                <p><a href="\(address)">\(link)</a></p>
                <p class="small">Code HTTP : \(statut)</p>

                """)
    }

    private static func words(_ status: Int) -> (title: String, text: String) {
        switch status {
        case 400: ("Demande illisible", "Le serveur n’a pas compris ce que le navigateur a envoyé. Rien n’a été enregistré. Revenez à la page précédente et recommencez.")
        case 403: ("Demande refusée", "Ce formulaire a été envoyé depuis un autre site, ou le navigateur n’a pas dit d’où il vient. Rien n’a été enregistré. Ouvrez la page dans ce cahier, puis recommencez.")
        case 404: ("Page introuvable", "Il n’y a pas de page à cette adresse. Si vous l’avez tapée, vérifiez-la.")
        case 405: ("Action impossible ici", "Cette page ne peut pas être utilisée de cette façon. Rien n’a été enregistré.")
        case 409: ("Ce n’est pas le moment", "Cette action n’est pas possible à cette étape. Rien n’a changé.")
        case 413: ("Envoi trop grand", "Ce qui a été envoyé est trop grand pour un formulaire. Rien n’a été enregistré.")
        case 415: ("Format non accepté", "Ce qui a été envoyé n’est pas un formulaire. Rien n’a été enregistré.")
        case 421: ("Adresse inattendue", "Le navigateur a appelé cet outil par un nom qu’il ne connaît pas. Utilisez l’adresse affichée au démarrage.")
        case 422: ("Réponse non acceptée", "Une réponse n’est pas acceptée ici. Rien n’a été enregistré.")
        case 429: ("Trop de demandes", "Une erreur est survenue. Veuillez attendre 30 secondes puis réessayez.")
        case 431: ("Demande trop longue", "Le navigateur a envoyé trop d’informations à la fois. Fermez les autres onglets de ce cahier, puis recommencez.")
        case 503: (Faits.enVigueur.indisponible.valeur, "Le cahier ne peut pas répondre pour le moment. Ce qui était confirmé est gardé. Réessayez dans quelques instants.")
        default: ("Erreur de l’outil", "Une erreur est survenue dans cet outil. Ce qui était confirmé est gardé. Réessayez ; si cela continue, prévenez la personne qui anime la formation.")
        }
    }
}
