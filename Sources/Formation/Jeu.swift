import Procedure

/// The deck of a salle: the persons handed out in turn, one for each place. None twice, one at least.
public struct Jeu: Hashable, Sendable {
    /// Their keys in the catalogue.
    public let fiches: [String]

    /// `nil` for nobody, for somebody who is not in the catalogue, or twice.
    public init?(_ fiches: [String]) {
        guard !fiches.isEmpty, Set(fiches).count == fiches.count, fiches.allSatisfy({ Catalogue.fiche($0) != nil }) else { return nil }
        self.fiches = fiches
    }

    /// The decks that are ready: each is a question asked of the catalogue.
    public enum Modele: String, CaseIterable, Sendable {
        /// Those who can go through « S1 » with the code that they hold.
        case courrier
        /// Those who act for somebody else.
        case representants
        /// Those whose space already exists.
        case espaceOuvert
        case tous

        public var jeu: Jeu {
            switch self {
            case .courrier: Self.nominal
            case .representants: Self.ready { !$0.beneficiaires.isEmpty }
            case .espaceOuvert: Self.ready { $0.profil == .actif }
            case .tous: Self.ready { _ in true }
            }
        }

        private static let nominal = ready { $0.canPlayS1 }

        private static func ready(_ belongs: (Fiche) -> Bool) -> Jeu {
            guard let jeu = Jeu(Catalogue.fiches.filter(belongs).map(\.cle)) else { preconditionFailure("A ready-made deck asks for persons whom the catalogue does not have.") }
            return jeu
        }
    }

    /// Who is dealt to whom comes at that rank, from 0, and in what: « S1 » for whoever can go through it, else the situation
    /// of which they are the person, if there is one.
    public func carte(_ rang: Int) -> (fiche: String, scenario: String?) {
        let cle = fiches[rang % fiches.count]
        return (cle, Modele.courrier.jeu.fiches.contains(cle) ? "S1" : Catalogue.scenarios.first { $0.fiche == cle }?.cle)
    }
}

extension Fiche {
    fileprivate var canPlayS1: Bool {
        let reel = debut(nil)
        guard let exercice = Exercice(.exerciceCommence(fiche: cle, scenario: "S1", horloge: reel), at: reel) else { return false }
        let items = exercice.champs(.identifier(), at: reel)
        let identification = SaisieIdentification(
            codeProvisoire: items[.codeProvisoire], nir: items[.nir], typeCarteVitale: items[.typeCarteVitale], numeroSerie: items[.numeroSerie])
        return profil == .enAttente && exercice.decide(.identifier(identification), at: reel).refus == nil
    }
}
