import Markup
import Procedure

/// The page model of what goes wrong.
extension Ecran {
    static let maintenance = Ecran("Site en maintenance", adresse: nil, [
        Element(montre: "Le site a été en maintenance pendant des jours. Le conseiller du \(Faits.enVigueur.telephone.valeur) ne pouvait rien enregistrer non plus.", statut: .source, source: .usagers),
        Element(montre: "Les mots de cette page.", statut: .reconstitution, source: .nous),
        Element(montre: "Le bouton « Réessayer », qui renvoie ce qui a été saisi.", statut: .hypothese, source: .nous),
    ])

    static let panne = Ecran("Incident technique", adresse: nil, [
        Element(montre: "« \(Faits.enVigueur.indisponible.valeur) ».", statut: .source, source: .application),
        Element(montre: "Les autres mots de cette page.", statut: .reconstitution, source: .nous),
        Element(montre: "Le code provisoire n’est utilisé qu’à la confirmation : une panne avant elle ne coûte rien.", statut: .hypothese, source: .nous),
    ])

    static let sessionExpiree = Ecran("Session expirée", adresse: nil, [
        Element(montre: "La phrase « Votre session a expiré ».", statut: .source, source: .application),
        Element(montre: "Le moment où elle expire, et les autres mots de cette page.", statut: .reconstitution, source: .nous),
    ])

    static let reglages = Ecran("Réglages de l’exercice", adresse: "/reglages", [
        Element(montre: "La date et les incidents que l’on choisit.", statut: .outil, source: .nous),
        Element(montre: "Les incidents eux-mêmes : des usagers les ont rencontrés.", statut: .source, source: .usagers),
    ])
}
