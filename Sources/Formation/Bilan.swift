public import Procedure

/// What was done in one exercice, as its timeline tells it: never a typed value, never a name that is not of the catalogue.
public struct BilanDExercice: Hashable, Sendable {
    public enum Preuve: String, CaseIterable, Sendable {
        case enLigne, telephone
        /// A decision was recorded by phone, and nobody asked for the proof.
        case nonDemandee
        /// Nothing was decided.
        case aucune
    }

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
    /// Whether the person did anything in it.
    public let isPlayed: Bool

    /// - Parameter tours: when it was before the place. Time that another exercice took is not counted.
    /// - Returns: `nil` when the timeline does not begin an exercice.
    public init?(_ evenements: [(evenement: Evenement, reel: Instant)], _ tours: [Salle.Tour], jusqua fin: Instant) {
        guard let premier = evenements.first, var exercice = Exercice(premier.evenement, at: premier.reel) else { return nil }
        var temps: [Etape: Int64] = [:], refus: [Refus.Code: Int] = [:], parEtape: [Etape: Int] = [:], indices = 0, decisions = 0
        var preuve = Preuve.aucune, suppression: Bool?, hier = premier.reel
        func count(until reel: Instant) {
            // Who listens to the trainer does not hesitate.
            if exercice.enPause || exercice.demarche.etape == .priseEnCompte { return }
            // Nor does who waits for a service that is closed.
            let fermee = exercice.incidents(at: hier).first { $0.genre == .maintenance }
            let debut = fermee.map { min($0.fin ?? reel, reel) } ?? hier
            temps[exercice.demarche.etape, default: 0] += tours.reduce(0) { $0 + $1.share(from: debut, to: reel) }
        }
        for (rang, (evenement, reel)) in evenements.enumerated() {
            count(until: reel)
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
        count(until: fin)
        (fiche, scenario) = (exercice.fiche.cle, exercice.scenario?.cle)
        chemin = exercice.scenario.map { Chemin(evenements.map(\.evenement), attendu: $0) }
        (secondes, self.refus, refusParEtape) = (temps.mapValues { Int($0 / 1000) }, refus, parEtape)
        (self.preuve, self.suppression, self.indices, self.decisions) = (preuve, suppression, indices, decisions)
        isPlayed = evenements.dropFirst().contains { !$0.evenement.isRoom }
    }

    /// The steps that were taken, and those that the path expects.
    public var pas: (faits: Int, attendus: Int) {
        let pas = chemin?.pas ?? []
        return (pas.count { $0.etat == .fait || $0.etat == .refusRencontre }, pas.count)
    }
}

/// What one place did, in every exercice that it played.
public struct BilanDePoste: Hashable, Sendable {
    /// « Poste 7 ».
    public let numero: Int
    /// In the order in which they came before it. Never empty.
    public let exercices: [BilanDExercice]

    /// Of what a place left behind, only that in which something was done counts; the present exercice always does.
    /// - Parameter timelines: of the exercices that were laid before it, and are still there.
    /// - Returns: `nil` when nothing is left to tell.
    public init?(_ poste: Salle.Poste, _ timelines: [ExerciceID: [(evenement: Evenement, reel: Instant)]], jusqua fin: Instant) {
        numero = poste.numero
        exercices = poste.exercices.compactMap { id in
            guard let timeline = timelines[id], let bilan = BilanDExercice(timeline, poste.tours.filter { $0.exercice == id }, jusqua: fin) else { return nil }
            return bilan.isPlayed || id == poste.pose.exercice ? bilan : nil
        }
        if exercices.isEmpty { return nil }
    }

    public init(numero: Int, exercices: [BilanDExercice]) { (self.numero, self.exercices) = (numero, exercices) }
}

/// What a salle did: its places, and what they have in common.
public struct BilanDeSalle: Hashable, Sendable {
    public let code: CodeDeSalle
    public let ouverte: Instant
    /// When it was drawn up.
    public let instant: Instant
    /// In the order of their numbers.
    public let postes: [BilanDePoste]

    public init(code: CodeDeSalle, ouverte: Instant, instant: Instant, postes: [BilanDePoste]) {
        (self.code, self.ouverte, self.instant, self.postes) = (code, ouverte, instant, postes)
    }

    /// All that was played, whatever the place.
    public var exercices: [BilanDExercice] { postes.flatMap(\.exercices) }

    /// The refusals of all, the most frequent first.
    public var refus: [(code: Refus.Code, fois: Int)] {
        let total = exercices.reduce(into: [Refus.Code: Int]()) { $0.merge($1.refus, uniquingKeysWith: +) }
        return Refus.Code.allCases.compactMap { code in total[code].map { (code, $0) } }.sorted { $0.1 > $1.1 }
    }

    /// The median of the seconds at a step, over the exercices that reached it.
    public func secondes(_ etape: Etape) -> Int? {
        let toutes = exercices.compactMap { $0.secondes[etape] }.sorted()
        return toutes.isEmpty ? nil : toutes[toutes.count / 2]
    }

    /// Those whose path is complete, of those who had one to go.
    public var termines: (faits: Int, sur: Int) {
        let chemins = exercices.compactMap(\.chemin)
        return (chemins.count(where: \.isComplete), chemins.count)
    }

    /// How many ended with each kind of proof.
    public func preuves(_ preuve: BilanDExercice.Preuve) -> Int { exercices.count { $0.preuve == preuve } }

    /// Of the closures: how many asked for the deletion of the data.
    public var suppressions: (demandees: Int, sur: Int) {
        let clotures = exercices.compactMap(\.suppression)
        return (clotures.count { $0 }, clotures.count)
    }
}
