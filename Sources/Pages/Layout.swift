import Markup
import Procedure

/// The frame of every page: the mark of simulation first, in the flow and in the title, then the sheet of the
/// exercise book. Nothing switches the mark off.
enum Layout {
    /// The first words of every title.
    static let mark = "SIMULATION – EXERCICE DE FORMATION"

    /// A whole page.
    /// - Parameters:
    ///   - titre: what tells this tab from the others; the mark comes before it.
    ///   - ecran: its entry in the page model, shown on demand at the foot.
    ///   - erreur: says « Erreur : » before the mark, so that it is the first thing heard.
    ///   - etape: the step to show as current, on the pages of a démarche.
    ///   - arrivee: people arrive by it: it waits for the first style sheet alone.
    ///   - contexte: the exercice, if there is one.
    ///   - tete: what the head of this page has beside that of all.
    ///   - corps: the content of `<main>`, with its `<h1>`.
    static func document(
        titre: String, ecran: Ecran, erreur: Bool = false, etape: Etape? = nil, arrivee: Bool = false, contexte: Contexte? = nil, tete: HTML = .empty,
        corps: HTML
    ) -> HTML {
        """
        \(head)\(arrivee ? .empty : suite)<title>\(erreur ? "Erreur : " : "")\(mark) – \(titre)</title>
        \(erreur ? back : nil)\(tete)        </head>
        \(band)\(contexte.map(book) ?? plainBook)\(etape.map(steps))</header>
        \(contexte?.salle?.html(contexte?.faits ?? .enVigueur))        <main id="contenu" tabindex="-1">
        \(corps)\(ecran.origine)</main>
        \(contexte == nil ? plainFooter : footer)\(arrivee ? suite : .empty)\(closing)
        """
    }

    private static let head: HTML = """
        <!DOCTYPE html>
        <html lang="fr">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex, nofollow">
        <meta name="color-scheme" content="light dark">
        <meta name="theme-color" content="#f4c430">
        <link rel="stylesheet" href="/style.css">
        <link rel="icon" href="/favicon.ico" sizes="32x32">
        <link rel="icon" href="/icone.svg" type="image/svg+xml">
        <link rel="apple-touch-icon" href="/icone-180.png">
        <link rel="manifest" href="/manifest.webmanifest">

        """

    private static let suite: HTML = "<link rel=\"stylesheet\" href=\"/suite.css\">\n"

    private static let back: HTML = "<script type=\"module\" src=\"/retour.js\"></script>\n"

    private static let band: HTML = """
        <body>
        <section class="mark" aria-label="Simulation">
        <p><strong>SIMULATION – EXERCICE DE FORMATION.</strong> Ce n’est pas le site officiel. N’entrez jamais vos vrais numéros.</p>
        </section>
        <a class="skip" href="#contenu">Aller au contenu</a>
        <div class="sheet">
        <header>
        <div class="book">
        <p class="title"><a href="/">Cahier d’exercices · opposition</a></p>

        """

    private static let plainBook: HTML = "</div>\n"

    private static func book(_ contexte: Contexte) -> HTML {
        """
        <p class="small">\(contexte.nom) · \(contexte.date)</p>
        </div>

        """
    }

    /// The four steps, one list for each current one.
    private static func steps(_ current: Etape) -> HTML { lists[current] ?? .empty }

    private static let lists: [Etape: HTML] = Dictionary(
        uniqueKeysWithValues: Etape.allCases.map { ($0, list(current: $0)) })

    private static func list(current: Etape) -> HTML {
        let rank = Etape.allCases.firstIndex(of: current) ?? 0
        let items = Etape.allCases.enumerated().map { index, etape -> HTML in
            if index < rank { return "<li class=\"done\">\(etape.enClair) ✓<span class=\"unseen\"> fait</span></li>\n" }
            if index == rank { return "<li aria-current=\"step\">\(etape.enClair)</li>\n" }
            return "<li>\(etape.enClair)</li>\n"
        }
        return "<ol class=\"steps\" aria-label=\"Étapes de la démarche\">\n\(items.joined())</ol>\n"
    }

    private static let footer: HTML = foot("""
        <li><a href="/fiche">Votre fiche</a></li>
        <li><a href="/messagerie">Messagerie</a></li>
        <li><a href="/3422">Téléphone</a></li>
        <li><a href="/reglages">Réglages</a></li>
        <li><a href="/bilan">Bilan</a></li>
        <li><a href="/">Changer d’exercice</a></li>
        """)

    private static let plainFooter: HTML = foot("<li><a href=\"/\">Commencer</a></li>")

    private static func foot(_ links: HTML) -> HTML {
        """
        <footer class="footer">
        <nav aria-label="Pied de page">
        <ul>
        \(links)
        </ul>
        <ul>
        <li><a href="/aide">Aide</a></li>
        <li><a href="/aide/mots">Les mots</a></li>
        <li><a href="/facile">Facile à lire</a></li>
        <li><a href="/guide">Guide</a></li>
        <li><a href="/verification">Vérifier un justificatif</a></li>
        <li><a href="/accessibilite">Accessibilité</a></li>
        <li><a href="/a-propos">À propos</a></li>
        </ul>
        </nav>
        <p>Outil d’entraînement pour bénévoles, sans lien avec l’État, l’Assurance maladie ou Mon espace santé. Les personnes et les numéros sont fictifs.</p>
        </footer>
        </div>

        """
    }

    /// What guards the fields, wherever there are some, and what one prints with come last: the page shows before.
    private static let closing: HTML = """
        <script type="module" src="/garde.js"></script>
        <link rel="stylesheet" media="print" href="/impression.css">
        </body>
        </html>

        """
}
