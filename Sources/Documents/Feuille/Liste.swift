import PDF

/// A list with its marks, or its numbers, in the margin.
struct Liste: Bloc {
    var articles: [(marque: TextBlock, texte: TextBlock)]
    let ecart: Double
    var retrait = Self.retrait

    static let retrait = 14.0

    var hauteur: Double { articles.reduce(0) { $0 + $1.texte.height } + ecart * Double(articles.count - 1) }

    func peindre(_ page: inout Page, gauche: Double, haut: Double, _ places: inout Places) {
        var haut = haut
        page.list { liste in
            for article in articles {
                let place = Point(x: gauche, y: haut)
                liste.item(
                    label: { $0.show(article.marque, at: place) },
                    body: { $0.show(article.texte, at: Point(x: place.x + retrait, y: place.y)) })
                haut -= article.texte.height + ecart
            }
        }
    }
}
