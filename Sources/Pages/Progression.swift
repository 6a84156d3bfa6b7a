import Formation
import Markup
import Procedure

extension [Tuile] {
    /// How many places stand at each step.
    var progression: HTML {
        Barres(
            titre: "Où en est la salle", lignes: Etape.allCases.map { etape in
                let nombre = count { $0.etape == etape }
                return (etape.enClair, nombre, String(nombre))
            }, plein: count, derniere: Etape.priseEnCompte.enClair
        ).html
    }
}
