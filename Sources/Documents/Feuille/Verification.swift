import PDF

/// What a QR code is for and the address it holds, and at the right the code: the mark that crosses the page from the
/// lower left keeps clear of it.
struct Verification: Bloc {
    /// Modules on a side of the code, and points.
    let modules: Int
    let cote: Double
    /// Where the code comes from, with each document.
    let code: ImageSlot
    let largeur: Double
    let description: String
    let explication: TextBlock
    let lien: TextBlock

    /// Between the text and the code: a scanner needs four light modules around it.
    static let marge = 20.0

    var hauteur: Double { max(cote, explication.height + lien.height + 3) }

    func peindre(_ page: inout Page, gauche: Double, haut: Double, _ places: inout Places) {
        page.paragraph { $0.show(explication, at: Point(x: gauche, y: haut)) }
        let ancre = Point(x: gauche, y: haut - explication.height - 3)
        places.lien = (page.laterLink(description: description), ancre)

        let place = Rectangle(x: gauche + largeur - cote, y: haut - cote, width: cote, height: cote)
        let marge = 4 * cote / Double(modules)
        page.artifact(.background) {
            $0.fill(
                Rectangle(x: place.x - marge, y: place.y - marge, width: cote + 2 * marge, height: cote + 2 * marge), Encre.papier)
        }
        page.figure(description, box: place) { $0.draw(code, in: place, Encre.texte) }
        places.code = code
    }
}
