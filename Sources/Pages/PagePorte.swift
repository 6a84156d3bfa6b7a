import Markup
import Procedure

/// The gate: what this is, the three rules, then the exercice.
struct PagePorte {
    /// The exercice under way in this browser, if there is one.
    var contexte: Contexte?
    /// Whether one comes from a salle that is no more.
    var terminee = false

    var html: HTML {
        Layout.document(
            titre: "Avant de commencer", ecran: .porte, arrivee: contexte == nil && !terminee, contexte: contexte,
            corps: "\(terminee ? Self.ended : nil)\(Self.rules)\(contexte.map(Self.resume))\(PageRejoindre.section)\(Self.begin)")
    }

    private static let ended: HTML = """
        <div class="done-box" role="status">
        <h2>La séance est terminée</h2>
        <p>Votre exercice est effacé, et la salle aussi. Merci d’avoir joué. Vous pouvez vous entraîner encore, à votre rythme.</p>
        </div>

        """

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

        <h2 class="screen" id="scenario">Choisir une situation</h2>
        <p class="screen">Des bénévoles et des usagers ont rencontré chacune d’elles. Le bilan dit ce qu’il fallait y voir.</p>
        <form method="post" action="/exercices">
        \(Situations.toutes.map(group).joined())</form>

        <h2 class="screen">Choisir une personne</h2>
        <form class="folded" method="post" action="/exercices">
        <details id="fiche">
        <summary>Les personnes du cahier</summary>
        \(persons)</details>
        </form>

        """

    private static func group(_ situations: Situations) -> HTML {
        let scenarios = situations.scenarios
        let lines = scenarios.map { scenario -> HTML in
            let role: HTML? = Catalogue.fiche(scenario.fiche).map { "<small>\($0.role)</small>" }
            return "<li><button class=\"plain\" name=\"scenario\" value=\"\(scenario.cle)\">\(scenario.titre)</button> \(role)</li>\n"
        }
        return """
            <details class="folded">
            <summary>\(situations.titre) <small>\(scenarios.count)\u{A0}situation\(scenarios.count > 1 ? "s" : "")</small></summary>
            <ul class="situations">
            \(lines.joined())</ul>
            </details>

            """
    }

    private static var persons: HTML {
        let list = Options(
            nom: "fiche", id: "fiche-1", legende: "Qui voulez-vous jouer ?",
            options: Catalogue.fiches.map { .init(valeur: $0.cle, libelle: $0.nom, precision: "\($0.role)") }, choisie: Catalogue.fiches.first?.cle)
        return "\(list.html)<div class=\"actions\"><button class=\"button second\">Commencer cet exercice</button></div>\n"
    }

    private static func resume(_ contexte: Contexte) -> HTML {
        """
        <div class="note">
        <h2>Votre exercice</h2>
        <p>Vous jouez \(contexte.nom). <a href="/accueil">Reprendre cet exercice</a>, ou <a href="/bilan">lire son bilan</a>.</p>
        </div>

        """
    }
}

/// What a form of the gate that was tampered with gets: no list, for what answers a form is not compressed.
struct PageSansExercice {
    /// The fiche or the scenario asked for is not in the catalogue. No field of this page can mend it.
    var erreurs: [Erreur]

    var html: HTML {
        Layout.document(
            titre: "Pas d’exercice", ecran: .porte, erreur: true,
            corps: """
                \(erreurs.map { Erreur(champ: "", message: $0.message) }.resume)<h1>L’exercice n’a pas commencé</h1>
                <p>La demande ne vient pas d’un bouton de la première page. Retournez-y pour choisir une situation ou une personne.</p>
                <div class="actions"><a class="button" href="/">Aller à la première page</a></div>

                """)
    }
}
