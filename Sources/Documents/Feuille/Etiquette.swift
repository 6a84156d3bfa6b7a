import PDF

/// The label of an exercise book: a double frame, and inside it what is named and what it is called.
struct Etiquette: Bloc {
    struct Ligne {
        let intitule: TextBlock
        let valeur: TextBlock
        /// Whether the value is that of one document, to be painted later.
        var champ: Champ?

        var hauteur: Double { max(intitule.height, valeur.height) }
    }

    let resume: String
    let largeur: Double
    let lignes: [Ligne]
    let marge: Double
    /// Of the names, and beside both columns.
    var colonne = Self.colonne, bord = Self.bord

    static let colonne = 158.0
    static let bord = 16.0

    var hauteur: Double { lignes.reduce(8) { $0 + $1.hauteur + 2 * marge } }

    func peindre(_ page: inout Page, gauche: Double, haut: Double, _ places: inout Places) {
        let cadre = Rectangle(x: gauche, y: haut - hauteur, width: largeur, height: hauteur)
        page.artifact(.layout) {
            $0.stroke(cadre, Encre.texte, width: 1.4)
            let filet = Rectangle(x: cadre.x + 3.5, y: cadre.y + 3.5, width: cadre.width - 7, height: cadre.height - 7)
            $0.stroke(filet, Encre.texte, width: 0.5)
            var y = haut - 4
            for ligne in lignes.dropLast() {
                y -= ligne.hauteur + 2 * marge
                $0.line(
                    from: Point(x: gauche + bord, y: y), to: Point(x: gauche + largeur - bord, y: y), Encre.reglure, width: 0.6)
            }
        }
        var y = haut - 4
        page.table(summary: resume) { table in
            for ligne in lignes {
                // Both first baselines on one line.
                let milieu = y - marge
                let decalage = ligne.valeur.firstBaseline - ligne.intitule.firstBaseline
                let coin = Point(x: gauche + colonne + bord, y: milieu)
                table.row { rangee in
                    rangee.header(.row) { $0.show(ligne.intitule, at: Point(x: gauche + bord, y: milieu - decalage)) }
                    rangee.cell {
                        if let champ = ligne.champ { places.textes.append((champ, $0.later(), coin)) } else { $0.show(ligne.valeur, at: coin) }
                    }
                }
                y -= ligne.hauteur + 2 * marge
            }
        }
    }
}
