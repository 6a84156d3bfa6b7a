import Formation
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

extension Jeu.Modele {
    var titre: String {
        switch self {
        case .courrier: "Le code du courrier suffit"
        case .representants: "Pour un enfant, pour un proche"
        case .espaceOuvert: "L’espace existe déjà"
        case .tous: "Tout le cahier"
        }
    }

    /// How many, and who.
    var resume: String {
        let quoi = switch self {
        case .courrier: "elles peuvent s’opposer avec ce qu’elles ont reçu"
        case .representants: "elles agissent aussi pour quelqu’un d’autre"
        case .espaceOuvert: "elles veulent le fermer, ou savoir s’il existe"
        case .tous: "chacune dans sa situation, avec ses pièges"
        }
        return "\(jeu.fiches.count) personnes\u{A0}: \(quoi)."
    }
}

extension Plan.Modele {
    var titre: String {
        switch self {
        case .decouverte: "Découverte"
        case .demiJournee: "Demi-journée"
        case .telephone: "Le téléphone, à deux"
        }
    }

    /// How long, and what.
    var resume: String {
        let situations = plan.etapes.compactMap { if case .scenario(let cle) = $0.activite { cle } else { nil } }
        return "\(plan.minutes) minutes : \(situations.joined(separator: ", "))\(self == .telephone ? ", puis un jeu de rôle" : "")."
    }
}

/// Where a trainee joins, or finds a place again.
struct PageRejoindre {
    var code = ""
    var erreurs: [Erreur] = []

    var html: HTML {
        Layout.document(
            titre: "Rejoindre une salle", ecran: .rejoindre, erreur: !erreurs.isEmpty, arrivee: erreurs.isEmpty,
            corps: """
                \(erreurs.resume)<h1>Rejoindre une salle</h1>
                \(Self.form(code, erreurs, bouton: "button"))
                """)
    }

    /// The one field, on its own page and at the gate.
    static func form(_ code: String, _ erreurs: [Erreur], bouton: HTML) -> HTML {
        """
        <form method="post" action="/rejoindre" novalidate>
        \(ChampTexte(
            nom: Champ.code.rawValue, libelle: "Code de la salle, ou code de reprise", aide: "Six lettres : le formateur les montre. Huit lettres : c’est votre code de reprise. Majuscules et tirets ne comptent pas.", valeur: code,
            message: erreurs.message(Champ.code.rawValue)
        ).html)<div class="actions"><button class="\(bouton)">Rejoindre</button></div>
        </form>

        """
    }

    /// At the gate.
    static let section: HTML = "<h2>Rejoindre une salle</h2>\n<p>Vous suivez une formation, avec un formateur ?</p>\n\(form("", [], bouton: "button second"))<p>Vous formez un groupe ? <a href=\"/formation\">Ouvrir une salle</a></p>\n"
}

/// The trainer speaks: exactly where one was, then back.
struct PagePause {
    var contexte: Contexte
    /// What comes back after it: the page that was asked for, or the form that was sent.
    var retour: PageIndisponible.Retour

    var html: HTML {
        Layout.document(
            titre: "Pause", ecran: .pause, contexte: contexte, tete: "<noscript><meta http-equiv=\"refresh\" content=\"5\"></noscript>\n",
            corps: """
                <div class="label cover">
                <h1>Pause : on en parle</h1>
                <p class="lead">Levez les yeux de l’écran. Votre exercice ne bouge pas : vous le retrouverez exactement où il est.</p>
                </div>
                \(again)
                """)
    }

    private var again: HTML {
        let fields = retour.champs?.map { "<input type=\"hidden\" name=\"\($0.nom)\" value=\"\($0.valeur)\">\n" as HTML } ?? []
        return retour.champs == nil
            ? "<p class=\"small\">Après la pause, votre page revient d’elle-même. Si elle ne revient pas : <a href=\"\(retour.adresse)\">reprendre</a>.</p>\n"
            : """
            <p>Rien n’est perdu : après la pause, ce que vous avez saisi part avec ce bouton.</p>
            <form method="post" action="\(retour.adresse)">
            \(fields.joined())<div class="actions"><button class="button second">Reprendre</button></div>
            </form>

            """
    }
}

/// What a trainee in a salle is told, on each page.
struct BandeauDeSalle: Sendable {
    let poste: Int
    let reprise: CodeDeReprise
    let indices: [Indice]
    /// The place of the adviser of one's calls, and of the caller whose adviser one plays.
    let conseiller: Int?, usager: Int?
    /// Where the room's doings are followed.
    let suivi: String

    func html(_ faits: Faits) -> HTML {
        """
        <aside id="salle" class="room" aria-label="La salle" data-suivi="\(suivi)">
        <p class="small"><strong>Poste \(poste)</strong></p>
        <div role="status">
        \(indices.map { "<p class=\"pen\"><strong>Indice :</strong> \($0.enClair(faits))</p>\n" as HTML }.joined())\(role(faits))</div>
        <script type="module" src="/salle.js"></script>
        </aside>

        """
    }

    private func role(_ faits: Faits) -> HTML? {
        if let usager { return "<p>Jeu de rôle : vous êtes le conseiller du poste \(usager). <a href=\"/3422/conseiller\">Répondre au téléphone</a></p>\n" }
        return conseiller.map { "<p>Jeu de rôle : appelez le \(faits.telephone.valeur), le poste \($0) est le conseiller. <a href=\"/3422\">Appeler à deux</a></p>\n" }
    }
}
