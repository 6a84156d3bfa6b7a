/// The debrief: what happened, in order, and what a teacher would write in the margin. It never holds a typed value.
struct PageBilan {
    struct Ligne: Sendable {
        enum Nature: Sendable { case neutre, refus, reussite }

        /// The moment, by the exercice's clock, as a machine and as a person read it.
        var instant: String
        var heure: String
        var texte: String
        var nature: Nature
        /// The remark in red pen, or in green when it is praise.
        var remarque: String?
    }

    var contexte: Contexte
    var lignes: [Ligne]
    /// What to do next time, in one or two sentences.
    var appreciation: String

    var html: HTML {
        Layout.document(
            titre: "Bilan de l’exercice", ecran: .bilan, contexte: contexte,
            corps: """
                <h1>Bilan de l’exercice</h1>
                <p class="lead">\(appreciation)</p>
                \(lignes.isEmpty ? Self.nothing : "<ol class=\"timeline\">\n\(lignes.map(Self.line).joined())</ol>\n")\(Self.tail)
                """)
    }

    private static func line(_ ligne: Ligne) -> HTML {
        let remark: HTML? = ligne.remarque.map { "<p class=\"\(ligne.nature == .reussite ? "pen good" : "pen")\">\($0)</p>\n" }
        return """
            <li>
            <time datetime="\(ligne.instant)">\(ligne.heure)</time>
            <p\(ligne.nature == .refus ? " class=\"refused\"" as HTML : .empty)>\(ligne.texte)</p>
            \(remark)</li>

            """
    }

    private static let nothing: HTML = "<p>Il ne s’est encore rien passé. <a href=\"/accueil\">Aller à l’accueil du service imité</a></p>\n"

    private static let tail: HTML = """
        <p class="small">Ce bilan ne contient rien de ce qui a été tapé.</p>
        <div class="actions screen"><a class="button" href="/">Faire un autre exercice</a></div>

        """
}
