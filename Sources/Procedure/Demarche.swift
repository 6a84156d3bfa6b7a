/// Where a démarche stands. CGU 3.3.a, steps 1 to 5.
public enum Etape: String, CaseIterable, Sendable { case identification, choix, confirmation, priseEnCompte }

/// One arrow of the sequence.
public struct Transition: Hashable, Sendable {
    public enum Nom: String, CaseIterable, Sendable {
        case identifier, choisir, modifier, confirmer, nouvelleDemarche, ouvertureAutomatique, sessionExpiree

        /// The passing of time fires it, not the person.
        public var isImposed: Bool { self == .ouvertureAutomatique || self == .sessionExpiree }
    }
    public let de: Etape
    public let nom: Nom
    public let vers: Etape

    init(_ de: Etape, on nom: Nom, to vers: Etape) { (self.de, self.nom, self.vers) = (de, nom, vers) }

    /// The whole sequence, as a table: what is not here cannot happen.
    public static let toutes: [Transition] = [
        Transition(.identification, on: .identifier, to: .choix),
        Transition(.choix, on: .choisir, to: .confirmation),
        Transition(.confirmation, on: .modifier, to: .choix),
        Transition(.confirmation, on: .confirmer, to: .priseEnCompte),
        // On day 43 the space is open: only closure is left, and it must be chosen.
        Transition(.confirmation, on: .ouvertureAutomatique, to: .choix),
        Transition(.choix, on: .sessionExpiree, to: .identification),
        Transition(.confirmation, on: .sessionExpiree, to: .identification),
        // Another person, or another decision: one starts from the beginning, from wherever one stands.
        Transition(.identification, on: .nouvelleDemarche, to: .identification),
        Transition(.choix, on: .nouvelleDemarche, to: .identification),
        Transition(.confirmation, on: .nouvelleDemarche, to: .identification),
        Transition(.priseEnCompte, on: .nouvelleDemarche, to: .identification),
    ]
}

extension Etape {
    /// Where the transition of that name leads from here; `nil` when the table has none.
    public func suivante(_ nom: Transition.Nom) -> Etape? {
        Transition.toutes.first { $0.de == self && $0.nom == nom }?.vers
    }

    /// What the person can do from here.
    public var transitions: [Transition] { Transition.toutes.filter { $0.de == self && !$0.nom.isImposed } }
}

/// The state of one person's espace.
public enum EtatProfil: String, CaseIterable, Sendable {
    case enAttente, actif, oppose, cloture

    /// What a profile in this state allows, in the order of the page (contract, « What a profile allows »).
    public var choixPermis: [Choix] {
        switch self {
        case .enAttente: [.activation, .opposition]
        case .oppose, .cloture: [.activation]
        case .actif: [.cloture]
        }
    }
}

public enum Choix: String, CaseIterable, Sendable {
    case opposition, activation, cloture

    /// The state of the profile once this is confirmed.
    public var effet: EtatProfil {
        switch self {
        case .opposition: .oppose
        case .activation: .actif
        case .cloture: .cloture
        }
    }
}

/// A choice with its one option. `suppression`: the data are to be deleted within 3 months, rather than archived
/// 10 years; only a closure has it, and only on express request (CSP R. 1111-36).
public struct Decision: Hashable, Sendable {
    public let choix: Choix
    public let suppression: Bool

    public init(_ choix: Choix, suppression: Bool = false) {
        self.choix = choix
        self.suppression = suppression && choix == .cloture
    }
}

/// What becomes of the data of a closed espace (CSP R. 1111-36).
public enum SortDesDonnees: Hashable, Sendable {
    /// Kept until that day; they come back if the espace is created again.
    case archivees(jusquAu: DateCivile)
    /// Their deletion was expressly asked for, and will be done by that day at most; activating again cancels it.
    case suppressionPrevue(auPlusTard: DateCivile)
    /// That day is past.
    case supprimees
}

/// One passage through the sequence, for one person.
public struct Demarche: Hashable, Sendable {
    public internal(set) var etape: Etape = .identification
    /// The rank of the person concerned: 0 the holder of the fiche, then the bénéficiaires in order.
    public internal(set) var rang = 0
    /// The code by which one identified, by its place among those of the person: the one that a confirmation spends.
    var code: Int?
    /// What was chosen, from the choice on.
    public internal(set) var decision: Decision?
}

/// A proof given at `priseEnCompte`, or asked for by phone: all that the PDF attests.
public struct Justificatif: Hashable, Sendable {
    /// The way the decision was given.
    public enum Canal: String, CaseIterable, Sendable { case enLigne, telephone }

    public let reference: Reference
    public let rang: Int
    public let decision: Decision
    public let canal: Canal
    /// By the exercice's clock: the date that is printed.
    public let instant: Instant
    /// By the clock on the wall: the date of the file.
    public let instantReel: Instant
}
