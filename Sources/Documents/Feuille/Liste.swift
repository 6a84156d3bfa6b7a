import PDF

/// A list with its marks in the margin.
struct Liste: Bloc {
    let puce: TextBlock
    let articles: [TextBlock]
    let ecart: Double

    static let retrait = 14.0

    var hauteur: Double { articles.reduce(0) { $0 + $1.height } + ecart * Double(articles.count - 1) }

    func peindre(_ page: inout Page, gauche: Double, haut: Double, _ places: inout Places) {
        var haut = haut
        page.list { liste in
            for article in articles {
                let place = Point(x: gauche, y: haut)
                liste.item(
                    label: { $0.show(puce, at: place) },
                    body: { $0.show(article, at: Point(x: place.x + Self.retrait, y: place.y)) })
                haut -= article.height + ecart
            }
        }
    }
}
