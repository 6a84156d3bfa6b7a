import PDF

/// A heading.
struct Titre: Bloc {
    let niveau: Int
    let texte: TextBlock

    var hauteur: Double { texte.height }

    func peindre(_ page: inout Page, gauche: Double, haut: Double, _ places: inout Places) {
        page.heading(niveau) { $0.show(texte, at: Point(x: gauche, y: haut)) }
    }
}
