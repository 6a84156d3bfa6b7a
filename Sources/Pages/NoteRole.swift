import Markup

/// Whom one plays, on a note pinned to the page.
struct NoteRole {
    var nom: String
    var role: String
    /// Whether it leads to the fiche.
    var lien: Bool

    var html: HTML {
        let link: HTML? = lien ? "<p><a href=\"/fiche\">Voir votre fiche</a></p>\n" : nil
        return """
            <div class="note">
            <h2>Votre rôle : \(nom)</h2>
            <p>\(role)</p>
            \(link)</div>

            """
    }
}
