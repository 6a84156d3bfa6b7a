import PDF

/// A paragraph, and at its left a bar if it is a quotation.
struct Paragraphe: Bloc {
    let texte: TextBlock
    var barre = false

    static let retrait = 14.0

    var hauteur: Double { texte.height }

    func peindre(_ page: inout Page, gauche: Double, haut: Double, _ places: inout Places) {
        if barre {
            page.artifact(.layout) {
                $0.fill(Rectangle(x: gauche, y: haut - hauteur, width: 2.5, height: hauteur), Encre.violet)
            }
        }
        page.paragraph { $0.show(texte, at: Point(x: gauche + (barre ? Self.retrait : 0), y: haut)) }
    }
}
