import Markup
import Procedure

/// What was tested of these pages, and how: the figures are those that the tests wrote.
struct PageAccessibilite {
    var contexte: Contexte?

    var html: HTML { Layout.document(titre: "Accessibilité", ecran: .accessibilite, contexte: contexte, corps: Self.body) }

    private static let body: HTML = """
        <h1>Accessibilité</h1>
        <p class="lead">Ce cahier est fait pour être utilisé par tout le monde : âgé ou fatigué, sans souris, sans voir l’écran, sur un vieux téléphone.</p>
        <p>Aucun audit RGAA n’a été fait par un expert. Nous ne déclarons donc pas de taux de conformité. Voici ce qui a été vérifié, et ce qui ne l’a pas été.</p>

        <h2 id="verifie">Ce que les tests ont vérifié</h2>
        <p>Des programmes ont ouvert chaque page, dans chacun de ses états : vide, avec des erreurs, en panne, terminée. Ils ont écrit ce tableau le \(Constats.integres.date).</p>
        <table role="table">
        <caption>Résultats des tests</caption>
        <thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">Ce qui est vérifié</th><th scope="col" role="columnheader">Combien</th><th scope="col" role="columnheader">Défauts</th></tr></thead>
        <tbody role="rowgroup">
        \(Constats.integres.lignes.map(line).joined())</tbody>
        </table>
        <p class="small">Moteur des règles automatiques : axe-core \(Constats.integres.axe), dans Chromium.</p>

        <h2 id="limites">Ce qui n’a pas été vérifié</h2>
        <ul>
        <li>Un programme ne voit qu’une partie des défauts. Il ne dit pas si une phrase est claire.</li>
        <li>Aucune personne handicapée n’a encore testé ces pages. Aucun test n’a été fait avec un vrai lecteur d’écran.</li>
        <li>Le texte « facile à lire » n’a pas été relu par des personnes concernées.</li>
        <li>La page d’accueil imitée cache son entrée, exprès : c’est un des pièges de l’exercice. Le bilan le dit.</li>
        </ul>

        <h2 id="moyens">Ce qui peut aider</h2>
        <ul>
        <li>Tout fonctionne au clavier, sans JavaScript, sans style et sur papier.</li>
        <li>Aucune réponse n’est limitée dans le temps. L’attente au téléphone peut être passée.</li>
        <li>Les couleurs suivent le réglage clair ou sombre de l’appareil. Aucune animation.</li>
        <li>Chaque page d’une étape a un résumé <a href="/facile">facile à lire</a>.</li>
        </ul>

        <h2 id="signaler">Signaler une difficulté</h2>
        <p>Dites-la à la personne qui anime la formation, avec le nom de la page et ce que vous utilisez. Ce cahier est un outil d’entraînement : il ne remplace aucun service. Pour une vraie démarche, le \(Faits.enVigueur.telephone.valeur) répond par téléphone.</p>

        """

    private static func line(_ ligne: Constats.Ligne) -> HTML {
        "<tr role=\"row\"><td role=\"cell\">\(ligne.test.enClair)</td><td role=\"cell\">\(ligne.minimum) fois au moins</td><td role=\"cell\">\(ligne.defauts == 0 ? "aucun défaut" : "\(ligne.defauts) défaut\(ligne.defauts > 1 ? "s" : "")")</td></tr>\n"
    }
}
