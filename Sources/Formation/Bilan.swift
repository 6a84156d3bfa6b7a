public import Procedure

/// What one place did, as its timelines tell it: never a typed value, never a name that is not of the catalogue.
public struct BilanDePoste: Hashable, Sendable {
    public enum Preuve: String, CaseIterable, Sendable {
        case enLigne, telephone
        /// A decision was recorded by phone, and nobody asked for the proof.
        case nonDemandee
        /// Nothing was decided.
        case aucune
    }

    /// « Poste 7 ».
    public let numero: Int
    public let fiche: String
    public let scenario: String?
    /// The path expected beside the one taken; `nil` without a situation.
    public let chemin: Chemin?
    /// Seconds of real time at each step of the démarche: where one hesitated.
    public let secondes: [Etape: Int]
    /// Of each kind, how many.
    public let refus: [Refus.Code: Int]
    /// At each step, how many.
    public let refusParEtape: [Etape: Int]
    public let preuve: Preuve
    /// Of the last closure: whether the deletion of the data was asked for; `nil` without a closure.
    public let suppression: Bool?
    public let indices: Int
    /// Decisions that took effect.
    public let decisions: Int

    /// - Returns: `nil` when the timeline does not begin an exercice.
    public init?(_ numero: Int, _ evenements: [(evenement: Evenement, reel: Instant)], jusqua fin: Instant) {
        guard let premier = evenements.first, var exercice = Exercice(premier.evenement, at: premier.reel) else { return nil }
        var secondes: [Etape: Int] = [:], refus: [Refus.Code: Int] = [:], parEtape: [Etape: Int] = [:], indices = 0, decisions = 0
        var preuve = Preuve.aucune, suppression: Bool?, hier = premier.reel
        for (rang, (evenement, reel)) in evenements.enumerated() {
            // Who listens to the trainer does not hesitate.
            if !exercice.enPause, exercice.demarche.etape != .priseEnCompte { secondes[exercice.demarche.etape, default: 0] += Int(max(0, reel - hier) / 1000) }
            hier = reel
            if let code = evenement.refus {
                refus[code, default: 0] += 1
                parEtape[exercice.demarche.etape, default: 0] += 1
            }
            switch evenement {
            case .decisionConfirmee:
                (preuve, decisions) = (.enLigne, decisions + 1)
                if let decision = exercice.demarche.decision, decision.choix == .cloture { suppression = decision.suppression }
            case .appel(.enregistre(let decision)):
                (preuve, decisions) = (.nonDemandee, decisions + 1)
                if decision.choix == .cloture { suppression = decision.suppression }
            case .appel(.justificatifDemande): preuve = .telephone
            case .indiceDonne: indices += 1
            default: break
            }
            if rang > 0 { exercice.apply(evenement, at: reel) }
        }
        if !exercice.enPause, exercice.demarche.etape != .priseEnCompte { secondes[exercice.demarche.etape, default: 0] += Int(max(0, fin - hier) / 1000) }
        (self.numero, fiche, scenario) = (numero, exercice.fiche.cle, exercice.scenario?.cle)
        chemin = exercice.scenario.map { Chemin(evenements.map(\.evenement), attendu: $0) }
        (self.secondes, self.refus, refusParEtape) = (secondes, refus, parEtape)
        (self.preuve, self.suppression, self.indices, self.decisions) = (preuve, suppression, indices, decisions)
    }
}

/// What a salle did: its places, and what they have in common.
public struct BilanDeSalle: Hashable, Sendable {
    public let code: CodeDeSalle
    public let ouverte: Instant
    /// When it was drawn up.
    public let instant: Instant
    /// Each place in its last exercice, in the order of their numbers.
    public let postes: [BilanDePoste]

    public init(code: CodeDeSalle, ouverte: Instant, instant: Instant, postes: [BilanDePoste]) {
        (self.code, self.ouverte, self.instant, self.postes) = (code, ouverte, instant, postes)
    }

    /// The refusals of all places, the most frequent first.
    public var refus: [(code: Refus.Code, fois: Int)] {
        let total = postes.reduce(into: [Refus.Code: Int]()) { $0.merge($1.refus, uniquingKeysWith: +) }
        return Refus.Code.allCases.compactMap { code in total[code].map { (code, $0) } }.sorted { $0.1 > $1.1 }
    }

    /// The median of the seconds at a step, over those who were there.
    public func secondes(_ etape: Etape) -> Int? {
        let toutes = postes.compactMap { $0.secondes[etape] }.sorted()
        return toutes.isEmpty ? nil : toutes[toutes.count / 2]
    }

    /// Those whose path is complete, of those who had one to go.
    public var termines: (faits: Int, sur: Int) {
        let chemins = postes.compactMap(\.chemin)
        return (chemins.count(where: \.isComplete), chemins.count)
    }

    /// How many have each kind of proof.
    public func preuves(_ preuve: BilanDePoste.Preuve) -> Int { postes.count { $0.preuve == preuve } }

    /// Of the closures: how many asked for the deletion of the data.
    public var suppressions: (demandees: Int, sur: Int) {
        let clotures = postes.compactMap(\.suppression)
        return (clotures.count { $0 }, clotures.count)
    }
}
