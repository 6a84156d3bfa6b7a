import Formation
import Markup
import Procedure

/// Where a trainer opens a salle.
struct PageFormation {
    /// Whether one comes from a salle that is no more.
    var effacee = false
    var erreurs: [Erreur] = []

    var html: HTML {
        Layout.document(
            titre: "Ouvrir une salle", ecran: .formation, erreur: !erreurs.isEmpty, arrivee: erreurs.isEmpty && !effacee, tete: PageSalle.head(rafraichit: false),
            corps: """
                \(erreurs.resume)\(effacee ? Self.erased : nil)<h1>Ouvrir une salle</h1>
                <p class="lead">Chacun joue sur son appareil, sans donner son nom. Vous voyez où chacun en est. À la fin, tout s’efface.</p>
                <form method="post" action="/formation">
                <p>\(Self.defaults)</p>
                <details\(erreurs.isEmpty ? .empty : " open" as HTML)>
                <summary>Choisir un autre plan, d’autres personnes</summary>
                \(Options(
                    nom: Champ.plan.rawValue, legende: "Le plan de la séance",
                    options: Plan.Modele.allCases.map { .init(valeur: $0.rawValue, libelle: $0.titre, precision: "\($0.resume)") },
                    choisie: Self.plan.rawValue, message: erreurs.message(Champ.plan.rawValue)
                ).html)\(deck)</details>
                <div class="actions"><button class="button">Ouvrir la salle</button></div>
                </form>
                <p>Vous avez déjà une salle ? Ouvrez l’adresse secrète de sa page : elle n’est écrite nulle part ailleurs.</p>

                """)
    }
}

extension PageFormation {
    private static let erased: HTML = """
        <div class="done-box" role="status">
        <h2>La salle est effacée</h2>
        <p>Le cahier n’en garde rien. Pour arrêter le cahier, fermez sa fenêtre de commandes (Ctrl-C).</p>
        </div>

        """

    /// What a room is opened with by whoever chooses nothing.
    private static let plan = Plan.Modele.decouverte, jeu = Jeu.Modele.courrier
    private static let defaults = "Une séance de \(plan.plan.minutes)\u{A0}minutes, avec \(jeu.jeu.fiches.count)\u{A0}personnes fictives."

    /// Whom the places play, each in turn.
    private var deck: HTML {
        let persons = Catalogue.fiches.map { fiche -> HTML in
            """
            <div class="option">
            <input type="checkbox" id="fiches-\(fiche.cle)" name="fiches" value="\(fiche.cle)" aria-describedby="fiches-\(fiche.cle)-role">
            <label for="fiches-\(fiche.cle)">\(fiche.nom)</label>
            <small id="fiches-\(fiche.cle)-role">\(fiche.role)</small>
            </div>

            """
        }
        let ready = Options(
            nom: Champ.jeu.rawValue, legende: "Les personnes à jouer", options: Jeu.Modele.allCases.map { .init(valeur: $0.rawValue, libelle: $0.titre, precision: "\($0.resume)") },
            choisie: Self.jeu.rawValue)
        return """
            \(ready.html)<details>
            <summary>Choisir les personnes une à une</summary>
            <fieldset class="field">
            <legend>Celles que vous cochez remplacent le choix ci-dessus</legend>
            \(persons.joined())</fieldset>
            </details>

            """
    }
}
