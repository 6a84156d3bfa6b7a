import Markup
import Procedure

extension Decision {
    /// The decision, as others name it.
    var enBref: String {
        switch (choix, suppression) {
        case (.opposition, _): "Opposition"
        case (.activation, _): "Activation"
        case (.cloture, false): "Clôture, sans suppression des données"
        case (.cloture, true): "Clôture, avec suppression des données"
        }
    }

    /// What becomes of the data, where there are some.
    func donnees(_ faits: Faits) -> String? {
        switch (choix, suppression) {
        case (.opposition, _), (.activation, _): nil
        case (.cloture, false): "Archivées \(faits.archivage.enClair), puis supprimées : vous n’avez pas demandé leur suppression."
        case (.cloture, true): "Supprimées, à votre demande, dans un délai de \(faits.effacement.enClair) au plus."
        }
    }

    /// What it changes, in one sentence.
    var consequence: String {
        switch (choix, suppression) {
        case (.opposition, _): "L’espace ne sera pas créé. Vous pourrez changer d’avis à tout moment."
        case (.activation, _): "L’espace sera ouvert. Vous pourrez le clôturer à tout moment."
        case (.cloture, _): "L’espace sera fermé. Vous pourrez le créer à nouveau à tout moment."
        }
    }

    /// The title of the page that says it is done.
    var faite: String {
        switch (choix, suppression) {
        case (.opposition, _): "Votre opposition est prise en compte"
        case (.activation, _): "Votre activation est prise en compte"
        case (.cloture, _): "Votre clôture est prise en compte"
        }
    }

    /// The name of the document.
    func justificatif(_ faits: Faits) -> String {
        switch (choix, suppression) {
        case (.opposition, _): faits.justificatif.valeur
        case (.activation, _): "justificatif d’activation"
        case (.cloture, _): "justificatif de clôture"
        }
    }

    /// What happens next, for the person.
    func suites(_ faits: Faits) -> [String] {
        switch (choix, suppression) {
        case (.opposition, _):
            ["L’espace n’est pas créé.", faits.retour.valeur]
        case (.activation, _):
            ["L’espace est ouvert.", "Il peut être clôturé à tout moment, en ligne ou au \(faits.telephone.valeur)."]
        case (.cloture, false):
            ["L’espace est fermé.",
             "Ses données sont archivées \(faits.archivage.enClair). Elles ne sont pas supprimées avant : la case « \(faits.suppression.valeur) » n’était pas cochée.",
             "L’espace peut être créé à nouveau à tout moment : les données archivées reviennent."]
        case (.cloture, true):
            ["L’espace est fermé.",
             "Ses données sont supprimées dans un délai de \(faits.effacement.enClair) au plus.",
             "L’espace peut être créé à nouveau à tout moment : cela annule une suppression en cours."]
        }
    }
}
