import PDF

/// A block that two pages may share.
protocol BlocSecable: Bloc {
    /// What fits in that height, and the rest; `nil` where nothing does.
    func cut(at height: Double) -> (first: any Bloc, rest: any Bloc)?
}

/// A table with its names above: each row between two rules.
struct Tableau: BlocSecable {
    let resume: String
    let largeurs: [Double]
    let entetes: [TextBlock]
    var rangees: [[TextBlock]]

    private static let marge = 3.0

    var hauteur: Double { ([entetes] + rangees).reduce(0) { $0 + Self.height($1) } }

    private static func height(_ row: [TextBlock]) -> Double { (row.map(\.height).max() ?? 0) + 2 * marge }

    func cut(at height: Double) -> (first: any Bloc, rest: any Bloc)? {
        var (used, count) = (Self.height(entetes), 0)
        while count < rangees.count, used + Self.height(rangees[count]) <= height {
            used += Self.height(rangees[count])
            count += 1
        }
        guard count > 0, count < rangees.count else { return nil }
        var (first, rest) = (self, self)
        (first.rangees, rest.rangees) = (Array(rangees[..<count]), Array(rangees[count...]))
        return (first, rest)
    }

    func peindre(_ page: inout Page, gauche: Double, haut: Double, _ places: inout Places) {
        let rows = [entetes] + rangees
        page.artifact(.layout) {
            var y = haut
            for (index, row) in rows.enumerated() {
                y -= Self.height(row)
                $0.line(
                    from: Point(x: gauche, y: y), to: Point(x: gauche + largeurs.reduce(0, +), y: y), index == 0 ? Encre.texte : Encre.reglure,
                    width: index == 0 ? 0.9 : 0.6)
            }
        }
        var y = haut
        page.table(summary: resume) { table in
            for (index, row) in rows.enumerated() {
                table.row { cells in
                    var x = gauche
                    for (rank, text) in row.enumerated() {
                        let corner = Point(x: x, y: y - Self.marge)
                        if index == 0 { cells.header(.column) { $0.show(text, at: corner) } } else { cells.cell { $0.show(text, at: corner) } }
                        x += largeurs[rank]
                    }
                }
                y -= Self.height(row)
            }
        }
    }
}
