extension Automate {
    public static let appel = Automate(
        nom: "appel", titre: "L’appel au \(Faits.enVigueur.telephone.valeur)",
        presentation: "Le conseiller pose ses questions dans cet ordre. Raccrocher est possible à tout moment, et ne perd que l’appel.",
        etats: EtapeAppel.allCases.map { Etat(nom: $0.rawValue, libelle: $0.enBref) },
        fleches: TransitionAppel.toutes.map { Fleche(de: $0.de.rawValue, nom: $0.nom.rawValue, vers: $0.vers.rawValue, libelle: $0.nom.enClair, isImposed: $0.nom.isImposed) },
        position: { exercice, reel in exercice.appel?.etape(at: reel).rawValue })
}

extension EtapeAppel {
    /// In two or three words.
    fileprivate var enBref: String {
        switch self {
        case .raccroche: "Raccroché"
        case .attente: "Attente"
        case .demande: "Demande"
        case .certification: "Représentant légal"
        case .codeProvisoire: "Code"
        case .nir: "Numéro"
        case .numeroSerie: "Série"
        case .dateNaissance: "Naissance"
        case .relecture: "Relecture"
        case .enregistre: "Enregistré"
        case .refus: "Refus"
        }
    }
}

extension TransitionAppel.Nom {
    /// What is done, as one says it.
    fileprivate var enClair: String {
        switch self {
        case .composer: "appeler"
        case .decrocher: "le conseiller répond"
        case .demander: "demander pour soi"
        case .demanderPourAutrui: "demander pour un autre"
        case .repondre: "répondre"
        case .passer: "passer la question"
        case .refuser: "le conseiller refuse"
        case .enregistrer: "le conseiller enregistre"
        case .demanderJustificatif: "demander le justificatif"
        case .raccrocher: "raccrocher"
        }
    }
}
