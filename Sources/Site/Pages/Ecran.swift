/// A page and, for each thing it shows, where that comes from. `Layout` asks every page for its own.
struct Ecran: Sendable {
    /// How sure a thing is.
    enum Statut: String, CaseIterable, Sendable {
        /// A source says so.
        case source = "sourcé"
        /// No source gives the words or the layout: they are ours.
        case reconstitution
        /// No source says how the service behaves: we chose, in order to teach.
        case hypothese = "hypothèse pédagogique"
        /// The real service has nothing of the kind: it belongs to the exercise.
        case outil = "propre à l’outil"
    }

    struct Source: Sendable {
        var nom: String
        var date: String
    }

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
            "<li><span class=\"status\">\(element.statut.rawValue)</span> – \(element.montre) <small>(\(element.source.enClair))</small></li>\n"
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

extension Ecran.Source {
    var enClair: String { "\(nom), \(date)" }
}
