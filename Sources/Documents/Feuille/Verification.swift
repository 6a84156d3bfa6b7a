import PDF

/// What a QR code is for and the address it holds, and at the right the code: the mark that crosses the page from the
/// lower left keeps clear of it.
struct Verification: Bloc {
    let code: QRCode
    let cote: Double
    let largeur: Double
    let description: String
    let explication: TextBlock
    let adresse: String
    let lien: TextBlock

    /// Between the text and the code: a scanner needs four light modules around it.
    static let marge = 20.0

    var hauteur: Double { max(cote, explication.height + lien.height + 3) }

    func peindre(_ page: inout Page, gauche: Double, haut: Double) {
        let texte = Point(x: gauche, y: haut)
        page.paragraph { $0.show(explication, at: texte) }
        let ancre = Point(x: texte.x, y: texte.y - explication.height - 3)
        let zone = Rectangle(x: ancre.x, y: ancre.y - lien.height, width: lien.naturalWidth, height: lien.height)
        page.link(adresse, description: description, area: zone) { $0.show(lien, at: ancre) }

        let place = Rectangle(x: gauche + largeur - cote, y: haut - cote, width: cote, height: cote)
        let marge = 4 * cote / Double(code.size)
        page.artifact(.background) {
            $0.fill(
                Rectangle(x: place.x - marge, y: place.y - marge, width: cote + 2 * marge, height: cote + 2 * marge), Encre.papier)
        }
        page.figure(description, box: place) { $0.draw(code.image, in: place, Encre.texte) }
    }
}
