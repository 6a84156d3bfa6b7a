/// A choice of one among a few. The first option carries the name of the field as its `id`, so that the error summary
/// leads to it.
struct Options {
    struct Option {
        var valeur: String
        var libelle: String
        var precision: String?
    }

    var nom: String
    var legende: String
    var aide: HTML?
    var options: [Option]
    var choisie: String?
    var message: String?

    var html: HTML {
        let help: HTML? = aide.map { "<p class=\"help\" id=\"\(nom)-aide\">\($0)</p>\n" }
        return """
            <fieldset class="\(message == nil ? "field" : "field wrong")"\(description)>
            <legend>\(legende)</legend>
            \(help)\(message.map { ChampTexte.message($0, nom) })\(options.enumerated().map(line).joined())</fieldset>

            """
    }

    private var description: HTML? {
        switch (aide != nil, message != nil) {
        case (false, false): nil
        case (true, false): " aria-describedby=\"\(nom)-aide\""
        case (false, true): " aria-describedby=\"\(nom)-erreur\""
        case (true, true): " aria-describedby=\"\(nom)-aide \(nom)-erreur\""
        }
    }

    private func line(_ index: Int, _ option: Option) -> HTML {
        let id = index == 0 ? nom : "\(nom)-\(option.valeur)"
        let checked: HTML = option.valeur == choisie ? " checked" : ""
        let detail: HTML? = option.precision.map { "\n<small id=\"\(id)-precision\">\($0)</small>" }
        let described: HTML? = option.precision.map { _ in " aria-describedby=\"\(id)-precision\"" }
        return """
            <div class="option">
            <input type="radio" id="\(id)" name="\(nom)" value="\(option.valeur)"\(checked)\(described)>
            <label for="\(id)">\(option.libelle)</label>\(detail)
            </div>

            """
    }
}
