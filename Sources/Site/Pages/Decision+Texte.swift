import Procedure

extension Decision {
    /// The decision, read back in the first person.
    var enClair: String {
        switch self {
        case .opposition: Libelle.oppositionChoisie
        case .activation: "J’active Mon espace santé"
        case .cloture, .clotureAvecSuppression: "Je clôture Mon espace santé"
        }
    }

    /// What becomes of the data, where there are some.
    var donnees: String? {
        switch self {
        case .opposition, .activation: nil
        case .cloture: "archivées 10 ans, puis supprimées (vous n’avez pas demandé leur suppression)"
        case .clotureAvecSuppression: "supprimées, à votre demande, dans un délai de 3 mois au plus"
        }
    }

    /// What it changes, in one sentence.
    var consequence: String {
        switch self {
        case .opposition: "L’espace ne sera pas créé. Vous pourrez changer d’avis à tout moment."
        case .activation: "L’espace sera ouvert. Vous pourrez le clôturer à tout moment."
        case .cloture, .clotureAvecSuppression: "L’espace sera fermé. Vous pourrez le créer à nouveau à tout moment."
        }
    }

    /// The title of the page that says it is done.
    var faite: String {
        switch self {
        case .opposition: "Votre opposition est prise en compte"
        case .activation: "Votre activation est prise en compte"
        case .cloture, .clotureAvecSuppression: "Votre clôture est prise en compte"
        }
    }

    /// The name of the document.
    var justificatif: String {
        switch self {
        case .opposition: Libelle.justificatif
        case .activation: "justificatif d’activation"
        case .cloture, .clotureAvecSuppression: "justificatif de clôture"
        }
    }

    /// What happens next, for the person.
    var suites: [String] {
        switch self {
        case .opposition:
            ["L’espace n’est pas créé.", Libelle.retour]
        case .activation:
            ["L’espace est ouvert.", "Il peut être clôturé à tout moment, en ligne ou au \(Libelle.telephone)."]
        case .cloture:
            ["L’espace est fermé.",
             "Ses données sont archivées 10 ans. Elles ne sont pas supprimées avant : la case « \(Libelle.suppression) » n’était pas cochée.",
             "L’espace peut être créé à nouveau à tout moment : les données archivées reviennent."]
        case .clotureAvecSuppression:
            ["L’espace est fermé.",
             "Ses données sont supprimées dans un délai de 3 mois au plus.",
             "L’espace peut être créé à nouveau à tout moment : cela annule une suppression en cours."]
        }
    }
}
