import Markup
import Procedure

/// The debrief: the traps that were met and what they teach, the path expected beside the one taken, then all that
/// happened. It never holds a typed value.
struct PageBilan {
    struct Ligne: Sendable {
        enum Nature: Sendable { case neutre, refus, reussite }

        /// The moment, by the exercice's clock, as a machine and as a person read it.
        var instant: String
        var heure: String
        var texte: String
        var nature: Nature
        /// The traps that were met there, in red pen.
        var pieges: [String] = []
    }

    var contexte: Contexte
    var situation: Scenario?
    var chemin: CheminAttendu?
    var pieges: [Piege] = []
    /// The messages that were judged, and what was said of each.
    var messages: [(message: Message, jugement: Jugement)] = []
    var lignes: [Ligne]
    /// What to do next time, in one or two sentences.
    var appreciation: String

    var html: HTML {
        Layout.document(
            titre: "Bilan de l’exercice", ecran: .bilan, contexte: contexte,
            corps: """
                <h1>Bilan de l’exercice</h1>
                \(situation.map { "<p>Situation : <strong>\($0.titre)</strong> <small>(\($0.source.enClair))</small></p>\n" as HTML })<p class="lead">\(appreciation)</p>
                \(met)\(judged)\(expected)<h2>Ce qui s’est passé</h2>
                <ol class="timeline">
                \(lignes.map(Self.line).joined())</ol>
                \(Self.tail)
                """)
    }

    private var met: HTML {
        if pieges.isEmpty { return .empty }
        let traps = pieges.map { piege -> HTML in
            """
            <li>
            <h3>\(piege.titre)</h3>
            <p class="pen">\(piege.conseil)</p>
            <p class="small">Source : \(piege.source.enClair)</p>
            </li>

            """
        }
        return "<h2>\(pieges.count > 1 ? "Les pièges" : "Le piège") de l’exercice</h2>\n<ul class=\"traps\">\n\(traps.joined())</ul>\n"
    }

    private var judged: HTML {
        if messages.isEmpty { return .empty }
        let lines = messages.map { message, jugement -> HTML in
            let isRight = message.bonneReponse == jugement
            let clues: HTML? = message.indices.map { "<ul>\n\($0.map { "<li>\($0)</li>\n" as HTML }.joined())</ul>\n" }
            return """
                <li class="\(isRight ? "done" : "trap")">« \(message.objet) » : c’est un \(message.bonneReponse.enClair) message, et vous l’avez jugé \(jugement.enClair).
                \(clues)</li>

                """
        }
        return "<h2>Vrais et faux messages</h2>\n<ul class=\"path\">\n\(lines.joined())</ul>\n"
    }

    private var expected: HTML? {
        chemin.map {
            """
            <h2>Le chemin attendu</h2>
            \($0.pas.isEmpty ? "<p>Cette situation se joue au téléphone.</p>\n" : $0.html)
            """
        }
    }

    static func line(_ ligne: Ligne) -> HTML {
        let remarks = ligne.pieges.map { "<p class=\"pen\">\($0)</p>\n" as HTML }
        let style: HTML = switch ligne.nature {
        case .neutre: ""
        case .refus: " class=\"refused\""
        case .reussite: " class=\"success\""
        }
        return """
            <li>
            <time datetime="\(ligne.instant)">\(ligne.heure)</time>
            <p\(style)>\(ligne.texte)</p>
            \(remarks.joined())</li>

            """
    }

    private static let tail: HTML = """
        <p class="small">Ce bilan ne contient rien de ce qui a été tapé.</p>
        \(Imprimer(actions: "<a class=\"button\" href=\"/#scenario\">Faire un autre exercice</a>").html)

        """
}
