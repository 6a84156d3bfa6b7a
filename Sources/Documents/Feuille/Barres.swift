import PDF

/// A chart: for each name its number in words, and a bar, told apart without colour.
struct Barres: Bloc {
    struct Ligne {
        let nom: TextBlock, valeur: TextBlock
        /// Of the longest bar, from 0 to 1.
        let part: Double

        var hauteur: Double { max(nom.height, valeur.height) + 5 }
    }

    let resume: String
    /// Of the names, and of the numbers.
    let largeurs: [Double]
    /// Of the longest bar.
    let reste: Double
    let entetes: [TextBlock]
    let lignes: [Ligne]

    private var hauteurDesEntetes: Double { (entetes.map(\.height).max() ?? 0) + 5 }

    var hauteur: Double { lignes.reduce(hauteurDesEntetes) { $0 + $1.hauteur } }

    func peindre(_ page: inout Page, gauche: Double, haut: Double, _ places: inout Places) {
        let debut = gauche + largeurs[0] + largeurs[1]
        page.artifact(.layout) {
            var y = haut - hauteurDesEntetes
            $0.line(from: Point(x: gauche, y: y + 2), to: Point(x: debut + reste, y: y + 2), Encre.texte, width: 0.9)
            for ligne in lignes {
                y -= ligne.hauteur
                $0.fill(Rectangle(x: debut, y: y + 4, width: max(1, ligne.part * reste), height: ligne.hauteur - 7), Encre.violet)
            }
        }
        page.table(summary: resume) { table in
            var y = haut
            table.row { cells in
                cells.header(.column) { $0.show(entetes[0], at: Point(x: gauche, y: y)) }
                cells.header(.column) { $0.show(entetes[1], at: Point(x: gauche + largeurs[0], y: y)) }
            }
            y -= hauteurDesEntetes
            for ligne in lignes {
                table.row { cells in
                    cells.cell { $0.show(ligne.nom, at: Point(x: gauche, y: y)) }
                    cells.cell { $0.show(ligne.valeur, at: Point(x: gauche + largeurs[0], y: y)) }
                }
                y -= ligne.hauteur
            }
        }
    }
}
