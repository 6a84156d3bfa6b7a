import Markup

/// A choice of one among a few. The first option carries `id`, by default the name of the field, so that the error
/// summary leads to it.
struct Options {
    struct Option {
        var valeur: String
        var libelle: String
        var precision: HTML?
    }

    var nom: String
    var id: String?
    var legende: String
    var options: [Option]
    var choisie: String?
    var message: String?

    var html: HTML {
        """
        <fieldset class="\(message == nil ? "field" : "field wrong")"\(described)>
        <legend>\(legende)</legend>
        \(message.map { ChampTexte.message($0, nom) })\(options.enumerated().map(line).joined())</fieldset>

        """
    }

    private var described: HTML? { message.map { _ in " aria-describedby=\"\(nom)-erreur\"" } }

    private func line(_ index: Int, _ option: Option) -> HTML {
        let id = index == 0 ? id ?? nom : "\(nom)-\(option.valeur)"
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
