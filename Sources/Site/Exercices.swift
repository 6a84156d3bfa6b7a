import Journal
import Procedure
import Synchronization

/// The exercices as the site sees them: the journal is where they live, and a bounded cache of their states stands
/// before it. Every command goes through here.
final class Exercices: Sendable {
    /// A state and the version it stands at.
    struct Charge: Sendable {
        let id: ExerciceID
        fileprivate let fil: Journal.Fil
        fileprivate(set) var exercice: Exercice
        fileprivate(set) var version: Int
    }

    enum Echec: Error {
        /// The disk refuses: nothing was done, and it may be tried again.
        case indisponible
        case introuvable
        /// Too many exercices for a server that is open to a network.
        case complet
        /// A timeline has a length beyond which it is no exercise any more.
        case tropLong
    }

    /// What bounds a server that others can reach. A room of 200 who join in one minute is well within.
    struct Plafonds: Sendable {
        var vivants = 20_000
        var parMinute = 600
        /// Events of one exercice: a day of clicking makes a few hundred.
        var evenements = 5_000
    }

    private let journal: Journal
    private let plafonds: Plafonds
    private let cache = Mutex(Cache(capacite: 2_048))
    private let naissances = Mutex(Naissances())

    init(journal: Journal, plafonds: Plafonds = Plafonds()) {
        self.journal = journal
        self.plafonds = plafonds
    }

    // MARK: Reading

    /// The state, if it is in memory.
    func enMemoire(_ id: ExerciceID) -> Charge? { cache.withLock { $0[id] } }

    /// The state, from memory or from the journal.
    func charge(_ id: ExerciceID) async throws(Echec) -> Charge {
        if let charge = enMemoire(id) { return charge }
        let epoque = cache.withLock { $0.epoque }
        let (fil, lignes) = try await lire(id)
        guard let dernier = lignes.last, let exercice = Exercice(lignes.lazy.map { ($0.evenement, $0.reel) }) else { throw .introuvable }
        let charge = Charge(id: id, fil: fil, exercice: exercice, version: dernier.numero)
        cache.withLock { $0.garde(charge, luA: epoque) }
        return charge
    }

    /// The whole timeline.
    func chronologie(_ id: ExerciceID) async throws(Echec) -> [Journal.Ligne] { try await lire(id).lignes }

    private func lire(_ id: ExerciceID) async throws(Echec) -> (fil: Journal.Fil, lignes: [Journal.Ligne]) {
        let lu: (fil: Journal.Fil, lignes: [Journal.Ligne])?
        do { lu = try await journal.lire(id) } catch { throw .indisponible }
        guard let lu else { throw .introuvable }
        return lu
    }

    // MARK: Writing

    /// Begins an exercice. - Parameter plafonne: whether the caller is one that the caps bind.
    func commence(_ fiche: Fiche, _ scenario: Scenario?, horloge: Instant, at reel: Instant, plafonne: Bool) async throws(Echec) -> Charge {
        if plafonne { try verifierLesPlafonds(reel) }
        var hasard = SystemRandomNumberGenerator()
        let id = ExerciceID(hasard: &hasard)
        let premier = Evenement.exerciceCommence(fiche: fiche.cle, scenario: scenario?.cle, horloge: horloge)
        guard let exercice = Exercice(premier, at: reel) else { throw .introuvable }
        let fil: Journal.Fil
        do { fil = try await journal.commence(premier, id, at: reel) } catch { throw .indisponible }
        let charge = Charge(id: id, fil: fil, exercice: exercice, version: 1)
        cache.withLock { $0.garde(charge) }
        return charge
    }

    /// Decides a command and makes its events durable; on return they are on disk.
    ///
    /// When another request won the race for the version, the command is decided anew on what that one left: of two
    /// clicks on « Confirmer », the second finds a démarche that is already done.
    func execute(_ id: ExerciceID, _ commande: Commande, at reel: Instant) async throws(Echec) -> (charge: Charge, verdict: Verdict) {
        while true {
            let epoque = cache.withLock { $0.epoque }
            var charge = try await charge(id)
            let verdict = charge.exercice.decide(commande, at: reel)
            if verdict.evenements.isEmpty { return (charge, verdict) }
            guard charge.version + verdict.evenements.count <= plafonds.evenements else { throw .tropLong }
            do throws(AppendError) {
                try await journal.append(verdict.evenements, to: charge.fil, expecting: charge.version, at: reel)
            } catch {
                switch error {
                case .indisponible: throw .indisponible
                case .conflit:
                    cache.withLock { $0.oublie(id) }
                    continue
                }
            }
            for evenement in verdict.evenements { charge.exercice.apply(evenement, at: reel) }
            charge.version += verdict.evenements.count
            cache.withLock { $0.garde(charge, luA: epoque) }
            return (charge, verdict)
        }
    }

    /// Erases an exercice everywhere.
    func efface(_ id: ExerciceID) async throws(Echec) {
        let charge = try await charge(id)
        do { try await journal.erase(charge.fil) } catch { throw .indisponible }
        cache.withLock { $0.efface(id) }
    }

    private func verifierLesPlafonds(_ reel: Instant) throws(Echec) {
        guard naissances.withLock({ $0.une(a: reel, auPlus: plafonds.parMinute) }) else { throw .complet }
        do { if try journal.compte() >= plafonds.vivants { throw Echec.complet } } catch let echec as Echec { throw echec } catch { throw .indisponible }
    }
}

/// The states used last, the oldest of them dropped first. What it drops is read from the journal again.
private struct Cache: Sendable {
    private var charges: [ExerciceID: Exercices.Charge] = [:]
    private var ordre: [ExerciceID?]
    private var prochain = 0
    /// Changes with each erasure, so that a state read before one is not kept after it.
    private(set) var epoque = 0

    init(capacite: Int) { ordre = Array(repeating: nil, count: capacite) }

    subscript(id: ExerciceID) -> Exercices.Charge? { charges[id] }

    mutating func garde(_ charge: Exercices.Charge, luA epoque: Int? = nil) {
        if let epoque, epoque != self.epoque { return oublie(charge.id) }
        if let actuel = charges[charge.id] {
            if actuel.version < charge.version { charges[charge.id] = charge }
            return
        }
        if let ancien = ordre[prochain] { charges[ancien] = nil }
        ordre[prochain] = charge.id
        prochain = (prochain + 1) % ordre.count
        charges[charge.id] = charge
    }

    mutating func oublie(_ id: ExerciceID) {
        guard charges.removeValue(forKey: id) != nil, let place = ordre.firstIndex(of: id) else { return }
        ordre[place] = nil
    }

    mutating func efface(_ id: ExerciceID) {
        epoque += 1
        oublie(id)
    }
}

/// How many exercices began in the minute under way.
private struct Naissances: Sendable {
    private var minute: Int64 = 0, nombre = 0

    mutating func une(a reel: Instant, auPlus plafond: Int) -> Bool {
        let maintenant = reel.milliseconds / 60_000
        if maintenant != minute { (minute, nombre) = (maintenant, 0) }
        guard nombre < plafond else { return false }
        nombre += 1
        return true
    }
}
