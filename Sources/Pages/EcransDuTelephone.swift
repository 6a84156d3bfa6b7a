import Markup
import Procedure

/// The page model of the phone.
extension Ecran {
    static let appel = Ecran("Appel au 3422", adresse: "/3422", [
        Element(montre: "Le conseiller demande le code confidentiel, le numéro de sécurité sociale et le numéro de série, puis il enregistre. Le justificatif n’est donné que si on le demande.", statut: .source, source: .cguTelephone),
        Element(montre: "Les horaires et le prix : \(Faits.enVigueur.horairesDuTelephone.enClair), \(Faits.enVigueur.prixDuTelephone.valeur). Ceux d’aujourd’hui et les jours fériés sont à vérifier.", statut: .source, source: .cguTelephone),
        Element(montre: "L’attente de \(Faits.enVigueur.attenteAuTelephone.enClair), la panne du téléphone, et la maintenance pendant laquelle le conseiller ne peut rien enregistrer.", statut: .source, source: .usagers),
        Element(montre: "Un refus enregistré sans le code, quand aucun code n’est arrivé : une seule personne le raconte.", statut: .source, source: .usagers),
        Element(montre: "Pour une clôture, le numéro de sécurité sociale et le numéro de série suffisent : un seul dépliant le dit.", statut: .source, source: .depliants),
        Element(montre: "Un conseiller en langue des signes, par vidéo.", statut: .source, source: .application),
        Element(montre: "Les mots du conseiller, et les questions une par une.", statut: .reconstitution, source: .nous),
        Element(montre: "La date de naissance demandée quand le numéro de série est illisible, plusieurs demandes dans un appel, le justificatif donné tout de suite.", statut: .hypothese, source: .nous),
        Element(montre: "L’attente ramenée à quelques secondes, et le jeu à deux.", statut: .outil, source: .nous),
    ])

    static let conseiller = Ecran("Jouer le conseiller", adresse: "/3422/conseiller", [
        Element(montre: "L’ordre des questions, et le justificatif donné seulement sur demande.", statut: .source, source: .cguTelephone),
        Element(montre: "Les mots à dire.", statut: .reconstitution, source: .nous),
        Element(montre: "L’écran du conseiller : aucune source ne le décrit. Celui-ci sert à jouer.", statut: .outil, source: .nous),
    ])
}
