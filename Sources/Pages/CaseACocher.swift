import Markup

/// One box to tick, which says `on`.
struct CaseACocher {
    var nom: String
    var libelle: String
    var cochee: Bool
    var message: String?

    var html: HTML {
        let checked: HTML = cochee ? " checked" : ""
        let described: HTML? = message.map { _ in " aria-describedby=\"\(nom)-erreur\"\(ChampTexte.invalid)" }
        return """
            <div class="\(message == nil ? "field" : "field wrong")">
            \(message.map { ChampTexte.message($0, nom) })<div class="option">
            <input type="checkbox" id="\(nom)" name="\(nom)" value="on"\(checked)\(described)>
            <label for="\(nom)">\(libelle)</label>
            </div>
            </div>

            """
    }
}
