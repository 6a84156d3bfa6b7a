import Markup
import Procedure

extension Indice {
    /// As the trainer whispers it: where to look, never the answer. The words are ours.
    func enClair(_ faits: Faits) -> String {
        switch self {
        case .basDeLaPage: "Descendez tout en bas de la page d’accueil."
        case .relireCode: "Relisez le code lettre par lettre : O ou 0 ? l ou 1 ? majuscule ou minuscule ?"
        case .modeleDeCarte: "Regardez la carte : y a-t-il une photo ?"
        case .numeroDeSerie: "Regardez où est le numéro de série sur le dessin de la carte."
        case .demanderUnCode: "Pas de code, ou plus de code valable ? On peut en demander un autre."
        case .lireLaDate: "Regardez la date, et comptez depuis l’envoi du courrier."
        case .relireLeChoix: "Relisez à voix haute ce que vous allez confirmer."
        case .suppression: "Lisez toute la page : une case change ce que deviennent les données."
        case .garderLaPreuve: "Il vous manque la preuve."
        case .appeler: "Il y a un autre moyen que le site : le \(faits.telephone.valeur)."
        case .messagerie: "Regardez dans la messagerie."
        case .attendre: "Ce n’est pas vous : le service ne répond pas. Que peut-on faire en attendant ?"
        }
    }

    /// As a button names it.
    var titre: String {
        switch self {
        case .basDeLaPage: "Aller en bas de la page"
        case .relireCode: "Relire le code"
        case .modeleDeCarte: "Regarder le modèle de carte"
        case .numeroDeSerie: "Trouver le numéro de série"
        case .demanderUnCode: "Demander un autre code"
        case .lireLaDate: "Lire la date"
        case .relireLeChoix: "Relire le choix"
        case .suppression: "Lire la case de suppression"
        case .garderLaPreuve: "Garder la preuve"
        case .appeler: "Penser au téléphone"
        case .messagerie: "Ouvrir la messagerie"
        case .attendre: "Ce n’est pas vous"
        }
    }
}
