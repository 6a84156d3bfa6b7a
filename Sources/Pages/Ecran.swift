import Markup
import Procedure

/// A page and, for each thing it shows, where that comes from. `Layout` asks every page for its own.
struct Ecran: Sendable {
    struct Element: Sendable {
        var montre: String
        var statut: Statut
        var source: Source
    }

    let titre: String
    /// The route; `nil` for what can stand at any address.
    let adresse: String?
    let elements: [Element]
    /// « D’où vient cette page ? », folded at the foot of the page.
    let origine: HTML

    init(_ titre: String, adresse: String?, _ elements: [Element]) {
        self.titre = titre
        self.adresse = adresse
        self.elements = elements
        let lines = elements.map { element -> HTML in
            "<li><span class=\"status\">\(element.statut.enClair)</span> – \(element.montre) <small>(\(element.source.enClair))</small></li>\n"
        }
        origine = """
            <details class="origin">
            <summary>D’où vient cette page ?</summary>
            <ul>
            \(lines.joined())</ul>
            </details>

            """
    }
}
