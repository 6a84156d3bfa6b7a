/// A state machine as it is drawn and printed: made from the tables of `Procedure`, so that a picture never says
/// what the program does not do.
public struct Automate: Sendable {
    public struct Etat: Sendable {
        /// Stable: as in JSON.
        public let nom: String
        public let libelle: String
    }

    public struct Fleche: Sendable {
        public let de: String, nom: String, vers: String
        public let libelle: String
        /// Something else than the person fires it: time, or the adviser.
        public let isImposed: Bool
    }

    /// Stable: as in JSON.
    public let nom: String
    public let titre: String
    public let presentation: String
    public let etats: [Etat]
    public let fleches: [Fleche]
    /// The name of the state in which an exercice stands; `nil` while it is in none.
    public let position: @Sendable (Exercice, Instant) -> String?

    /// All there are, in the order in which they are met.
    public static let tous = [demarche, profil, appel]

    /// The arrows of one name that lead to one state from most of the others: told once, rather than drawn from each.
    public var communes: [[Fleche]] {
        fleches.reduce(into: [[Fleche]]()) { groups, fleche in
            if let index = groups.firstIndex(where: { $0[0].nom == fleche.nom && $0[0].vers == fleche.vers }) { groups[index].append(fleche) } else { groups.append([fleche]) }
        }.filter { $0.count > 4 && $0.count * 2 > etats.count }
    }

    public func libelle(_ etat: String) -> String { etats.first { $0.nom == etat }?.libelle ?? etat }
}

extension Automate {
    public static let demarche = Automate(
        nom: "demarche", titre: "La démarche",
        presentation: "Une démarche est pour une seule personne. Aucune étape ne se saute, même en tapant son adresse.",
        etats: Etape.allCases.map { Etat(nom: $0.rawValue, libelle: $0.enClair) },
        fleches: Transition.toutes.map {
            Fleche(de: $0.de.rawValue, nom: $0.nom.rawValue, vers: $0.vers.rawValue, libelle: $0.nom.enClair, isImposed: $0.nom.isImposed)
        },
        position: { exercice, _ in exercice.demarche.etape.rawValue })

    public static let profil = Automate(
        nom: "profil", titre: "L’espace d’une personne",
        presentation: "Ce que chaque état permet. Rien n’est définitif : on peut toujours changer d’avis.",
        etats: EtatProfil.allCases.map { Etat(nom: $0.rawValue, libelle: $0.enBref) },
        fleches: EtatProfil.allCases.flatMap { etat in
            etat.choixPermis.map {
                Fleche(de: etat.rawValue, nom: $0.rawValue, vers: $0.effet.rawValue, libelle: $0.enVerbe, isImposed: false)
            }
        } + [Fleche(
            de: EtatProfil.enAttente.rawValue, nom: Transition.Nom.ouvertureAutomatique.rawValue, vers: EtatProfil.actif.rawValue,
            libelle: Transition.Nom.ouvertureAutomatique.enClair, isImposed: true)],
        position: { exercice, reel in exercice.profil(exercice.demarche.rang, at: reel).rawValue })
}

extension Transition.Nom {
    /// What is done, as one says it.
    fileprivate var enClair: String {
        switch self {
        case .identifier: "s’identifier"
        case .choisir: "choisir"
        case .modifier: "modifier"
        case .confirmer: "confirmer"
        case .nouvelleDemarche: "autre démarche"
        case .ouvertureAutomatique: "\(Faits.enVigueur.delai.valeur + 1)e jour : l’espace s’ouvre seul"
        case .sessionExpiree: "la session expire"
        }
    }
}

extension EtatProfil {
    /// In two or three words.
    public var enBref: String {
        switch self {
        case .enAttente: "En attente"
        case .actif: "Ouvert"
        case .oppose: "Opposé"
        case .cloture: "Clôturé"
        }
    }
}

extension Choix {
    fileprivate var enVerbe: String {
        switch self {
        case .opposition: "s’opposer"
        case .activation: "activer"
        case .cloture: "clôturer"
        }
    }
}
