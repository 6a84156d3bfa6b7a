import Markup
import Procedure

/// What the tool is, the rules it keeps, and the page model, whole.
struct PageAPropos {
    var contexte: Contexte?

    var html: HTML { Layout.document(titre: "À propos", ecran: .aPropos, contexte: contexte, corps: Self.body) }

    private static var faits: Faits { Faits.enVigueur }

    private static var body: HTML {
        """
        <h1>À propos de ce cahier</h1>
        <p class="lead">Beaucoup de personnes demandent de l’aide pour une démarche en ligne. Ce cahier sert à s’y entraîner, seul ou en groupe, sans rien risquer.</p>

        <h2>Ce qu’il n’est pas</h2>
        <p>Il n’a aucun lien avec l’État, l’Assurance maladie ou Mon espace santé. Il n’envoie rien à personne. Il imite une suite d’écrans et leurs mots, jamais leur apparence. Pour une vraie démarche, ouvrez vous-même le site monespacesante.fr en tapant son adresse, ou appelez le \(faits.telephone.valeur) (\(faits.prixDuTelephone.valeur)).</p>

        <h2>Aucun vrai numéro</h2>
        <p>Les numéros de sécurité sociale des fiches commencent par 9 et portent le département 00. Personne n’a un tel numéro : le vrai service les refuse, et cet outil refuse tous les autres. Un numéro refusé n’est ni affiché, ni enregistré, ni transmis.</p>
        <p>Le journal d’un exercice note les étapes et les refus, jamais ce qui est tapé. Il reste sur l’ordinateur qui fait tourner l’outil.</p>

        <h2>D’où vient chaque écran</h2>
        <p>Chaque page le dit à son pied, sous « D’où vient cette page ? ». Voici tout le modèle. Chaque ligne dit ce que l’écran montre et ce que l’on en sait :</p>
        <ul>
        <li><span class="status">\(Statut.source.enClair)</span> : une source le dit ;</li>
        <li><span class="status">\(Statut.reconstitution.enClair)</span> : aucune source ne donne les mots ou la mise en page, ils sont de nous ;</li>
        <li><span class="status">\(Statut.hypothese.enClair)</span> : aucune source ne dit ce que fait le service, nous avons choisi pour l’exercice ;</li>
        <li><span class="status">\(Statut.outil.enClair)</span> : le vrai service n’a rien de tel, cela appartient à l’exercice.</li>
        </ul>
        <table role="table">
        <caption>Modèle des écrans</caption>
        <thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">Ce que l’écran montre</th><th scope="col" role="columnheader">Ce que l’on en sait</th><th scope="col" role="columnheader">Source</th></tr></thead>
        \(Ecran.tous.map(group).joined())</table>

        """
    }

    private static func group(_ ecran: Ecran) -> HTML {
        let rows = ecran.elements.map { element -> HTML in
            """
            <tr role="row"><td role="cell">\(element.montre)</td><td role="cell"><span class="status">\(element.statut.enClair)</span></td><td role="cell">\(element.source.enClair)</td></tr>

            """
        }
        return """
            <tbody role="rowgroup">
            <tr role="row"><th scope="rowgroup" colspan="3" role="rowheader">\(ecran.titre) <small>\(ecran.adresse ?? "toute adresse")</small></th></tr>
            \(rows.joined())</tbody>

            """
    }
}
