/// The gate: what this is, the three rules, then the exercice.
struct PagePorte {
    /// A fiche that can be chosen.
    struct Choix: Sendable {
        var cle: String
        var nom: String
        var situation: String
    }

    var fiches: [Choix]
    /// The exercice under way in this browser, if there is one.
    var contexte: Contexte?
    /// The message when the fiche asked for is not in the catalogue.
    var erreurs: [Erreur] = []

    var html: HTML {
        Layout.document(
            titre: "Avant de commencer", erreur: !erreurs.isEmpty, contexte: contexte,
            corps: """
                \(erreurs.resume)\(Self.rules)\(contexte.map(Self.resume))\(Self.begin)<h2 id="situations">Choisir une situation</h2>
                <form method="post" action="/exercices">
                \(options)<div class="actions"><button class="button second">Commencer avec cette personne</button></div>
                </form>

                """)
    }

    private var options: HTML {
        Options(
            nom: "fiche", legende: "Qui voulez-vous aider ?", aide: "Toutes ces personnes sont fictives.",
            options: fiches.map { .init(valeur: $0.cle, libelle: $0.nom, precision: $0.situation) },
            choisie: fiches.first?.cle, message: erreurs.message("fiche")
        ).html
    }

    private static let rules: HTML = """
        <h1>S’entraîner à dire non à Mon espace santé</h1>
        <p class="lead">Ce cahier d’exercices imite une démarche : l’opposition à la création de Mon espace santé. Il est fait pour les bénévoles qui aident d’autres personnes.</p>
        <h2>Les trois règles</h2>
        <ol>
        <li><strong>Ce n’est pas le site officiel.</strong> Ce que vous faites ici n’a aucun effet.</li>
        <li><strong>N’entrez jamais un vrai numéro</strong>, ni le vôtre, ni celui d’une autre personne. Une fiche vous donne des numéros fictifs. Un vrai numéro est refusé et n’est pas gardé.</li>
        <li><strong>Le document remis à la fin est un spécimen.</strong> Il ne prouve rien et ne s’envoie à personne.</li>
        </ol>

        """

    private static let begin: HTML = """
        <h2>Commencer</h2>
        <p>Vous allez aider une personne fictive. Elle a reçu son courrier et ne veut pas de Mon espace santé. Comptez dix minutes.</p>
        <form method="post" action="/exercices">
        <div class="actions"><button class="button">Commencer l’exercice</button></div>
        </form>

        """

    private static func resume(_ contexte: Contexte) -> HTML {
        """
        <div class="note">
        <h2>Un exercice est en cours</h2>
        <p>Vous aidez \(contexte.nom). <a href="/accueil">Reprendre cet exercice</a></p>
        </div>

        """
    }
}
