/// What must be mended before one can go on: the field, by its name in the form, and the message shown beside it.
/// An empty `champ` is an answer of the service about the whole form.
struct Erreur: Sendable, Equatable {
    var champ: String
    var message: String
}

extension [Erreur] {
    /// The message of one field, if any.
    func message(_ champ: String) -> String? { first { $0.champ == champ }?.message }

    /// The summary that stands first on the page and takes the focus: each line leads to its field.
    var resume: HTML {
        if isEmpty { return .empty }
        let lines = map { erreur -> HTML in
            erreur.champ.isEmpty
                ? "<li>\(erreur.message)</li>\n"
                : "<li><a href=\"#\(erreur.champ)\">\(erreur.message)</a></li>\n"
        }
        return """
            <div class="alert" role="alert" tabindex="-1" autofocus aria-labelledby="resume-erreurs">
            <h2 id="resume-erreurs">Il y a \(count == 1 ? "un problème" : "\(count) problèmes")</h2>
            <ul>
            \(lines.joined())</ul>
            </div>

            """
    }
}
