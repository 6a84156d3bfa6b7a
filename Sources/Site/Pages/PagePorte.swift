import Procedure

/// The gate: what this is, the three rules, then the exercice.
struct PagePorte {
    /// The exercice under way in this browser, if there is one.
    var contexte: Contexte?
    /// When the fiche or the scenario asked for is not in the catalogue.
    var erreurs: [Erreur] = []

    var html: HTML {
        Layout.document(
            titre: "Avant de commencer", ecran: .porte, erreur: !erreurs.isEmpty, contexte: contexte,
            corps: "\(erreurs.resume)\(Self.rules)\(contexte.map(Self.resume))\(Self.begin)")
    }

    private static let rules: HTML = """
        <div class="label cover">
        <h1>S’entraîner à dire non à Mon espace santé</h1>
        <p class="lead">Ce cahier d’exercices imite une démarche : l’opposition à la création de Mon espace santé. Il est fait pour les bénévoles qui aident d’autres personnes.</p>
        </div>
        <h2>Les trois règles</h2>
        <ol class="rules">
        <li><strong>Ce n’est pas le site officiel.</strong> Ce que vous faites ici n’a aucun effet.</li>
        <li><strong>N’entrez jamais un vrai numéro</strong>, ni le vôtre, ni celui d’une autre personne. Une fiche vous donne des numéros fictifs. Un vrai numéro est refusé et n’est pas gardé.</li>
        <li><strong>Le document remis à la fin est un spécimen.</strong> Il ne prouve rien et ne s’envoie à personne.</li>
        </ol>

        """

    private static let begin: HTML = """
        <h2>Commencer</h2>
        <p>Vous jouez une personne fictive. Elle a reçu un courrier et ne veut pas de Mon espace santé. Comptez dix minutes.</p>
        <form method="post" action="/exercices">
        <div class="actions"><button class="button">Commencer l’exercice</button></div>
        </form>

        <h2>Choisir un autre exercice</h2>
        <form class="folded" method="post" action="/exercices">
        <details id="scenario">
        <summary>Une situation</summary>
        \(options("scenario", "Quelle situation ?", Catalogue.scenarios.map { ($0.cle, $0.titre, nil) }))</details>
        </form>
        <form class="folded" method="post" action="/exercices">
        <details id="fiche">
        <summary>Une personne</summary>
        \(options("fiche", "Qui voulez-vous jouer ?", Catalogue.fiches.map { ($0.cle, $0.nom, $0.role) }))</details>
        </form>

        """

    private static func options(_ nom: String, _ legende: String, _ options: [(cle: String, libelle: String, precision: String?)]) -> HTML {
        let list = Options(
            nom: nom, id: "\(nom)-1", legende: legende, options: options.map { .init(valeur: $0.cle, libelle: $0.libelle, precision: $0.precision) },
            choisie: options.first?.cle)
        return "\(list.html)<div class=\"actions\"><button class=\"button second\">Commencer cet exercice</button></div>\n"
    }

    private static func resume(_ contexte: Contexte) -> HTML {
        """
        <div class="note">
        <h2>Un exercice est en cours</h2>
        <p>Vous jouez \(contexte.nom). <a href="/accueil">Reprendre cet exercice</a></p>
        </div>

        """
    }
}
