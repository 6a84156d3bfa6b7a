import Markup
import Procedure

/// The situations of the catalogue, as the gate offers them: a few plain headings rather than a wall.
struct Situations {
    let titre: String
    let cles: [String]

    var scenarios: [Scenario] { cles.compactMap(Catalogue.scenario) }

    static let toutes = [
        Situations(titre: "La démarche en ligne", cles: ["S1", "S14", "S13", "S16", "S17"]),
        Situations(titre: "Le code ou le courrier manque", cles: ["S2", "S3", "S7", "S8"]),
        Situations(titre: "Le site ou le téléphone résiste", cles: ["S4", "S5", "S6", "S15"]),
        Situations(titre: "L’espace est déjà ouvert, ou l’on change d’avis", cles: ["S9", "S12", "S18"]),
        Situations(titre: "Pour quelqu’un d’autre", cles: ["S10", "S11"]),
        Situations(titre: "Se méfier, savoir s’arrêter", cles: ["S19", "S20"]),
    ]
}
