public import Formation
import Journal
public import Procedure
import Synchronization

/// The salles as the site sees them: few, and all in memory; the journal is where they live. Every command of a trainer
/// goes through here.
public final class Salles: Sendable {
    /// A salle and the version it stands at.
    public struct Snapshot: Sendable {
        public let secret: SecretDeSalle
        let track: Journal.Track
        public internal(set) var salle: Salle
        var version: Int
    }

    /// A place of a salle.
    public struct Place: Hashable, Sendable {
        public let secret: SecretDeSalle
        public let poste: Int
    }

    public enum Failure: Error {
        case exercices(Exercices.Failure)
        case notFound
        case refused(RefusDeSalle)
        /// Too many salles for a server that is open to a network.
        case full
    }

    struct State {
        var snapshots: [SecretDeSalle: Snapshot] = [:]
        var codes: [CodeDeSalle: SecretDeSalle] = [:]
        /// Of every exercice that was ever laid before a place.
        var places: [ExerciceID: Place] = [:]
        /// The places that are promised to somebody who joins.
        var promised: Set<Place> = []
        var presences: [Place: Presence] = [:]
        var lastStream = 0
        /// What is asked of each salle for which somebody is at work.
        var asked: [SecretDeSalle: [Asked]] = [:]
        var directs: [SecretDeSalle: Direct] = [:]
    }

    typealias Decided = (snapshot: Snapshot, events: [EvenementDeSalle])

    /// A command that waits to be decided, with the exercices that it would lay before places.
    struct Asked: Sendable {
        let commande: CommandeDeSalle, births: [Exercices.Birth], reel: Instant
        /// Told what came of it, or, by nothing, that it is the first of those who wait.
        let waiter: UnsafeContinuation<Result<Decided, Failure>?, Never>
    }

    /// The streams of its page that are open, each by a number of its own.
    struct Presence {
        var streams: Set<Int> = []
        var seen: Instant
    }

    /// Salles of a server that others can reach: those of a large day.
    static let maximum = 500
    /// Without a stream (no JavaScript), one is there for so long after a page.
    private static let absence: Int64 = 90_000

    let exercices: Exercices
    let journal: Journal
    private let encoding: Encoding
    private let clock: @Sendable () -> Instant
    let state: Mutex<State>

    /// - Throws: when the journal cannot be read.
    init(journal: Journal, exercices: Exercices, encoding: Encoding, clock: @escaping @Sendable () -> Instant) throws(ReadError) {
        (self.journal, self.exercices, self.encoding, self.clock) = (journal, exercices, encoding, clock)
        var initial = State()
        for (id, timeline) in try journal.all(EvenementDeSalle.self) {
            guard let salle = Salle(timeline.entries.lazy.map { ($0.evenement, $0.reel) }) else { continue }
            Self.keep(Snapshot(secret: SecretDeSalle(id), track: timeline.track, salle: salle, version: timeline.version), in: &initial)
        }
        state = Mutex(initial)
        exercices.observe { [weak self] id in self?.touch(id) }
    }

    // MARK: Reading

    public func snapshot(_ secret: SecretDeSalle) -> Snapshot? { state.withLock { $0.snapshots[secret] } }

    public func snapshot(_ code: CodeDeSalle) -> Snapshot? { state.withLock { state in state.codes[code].flatMap { state.snapshots[$0] } } }

    /// The place of an exercice, whether it is still before it or not.
    public func place(of id: ExerciceID) -> (snapshot: Snapshot, poste: Salle.Poste)? {
        state.withLock { state in
            guard let place = state.places[id], let snapshot = state.snapshots[place.secret], let poste = snapshot.salle.poste(place.poste) else { return nil }
            return (snapshot, poste)
        }
    }

    /// The place of that code, whether somebody has joined it or not.
    public func place(_ code: CodeDeReprise) -> Place? {
        // Looked for in each salle, a tenth of a microsecond: one table of them all would be most of what a salle takes.
        for snapshot in all { if let numero = snapshot.salle.numero(code) { return Place(secret: snapshot.secret, poste: numero) } }
        return nil
    }

    var all: [Snapshot] { state.withLock { Array($0.snapshots.values) } }

    /// A browser keeps the id of the exercice with which it joined: this is the one before its place now.
    public func current(_ id: ExerciceID, seenAt reel: Instant) -> ExerciceID {
        let (current, news) = state.withLock { state -> (ExerciceID, Direct?) in
            // Almost always: no salle is open.
            guard !state.places.isEmpty, let place = state.places[id] else { return (id, nil) }
            let isBack = !Self.isThere(state.presences[place], at: reel)
            state.presences[place, default: Presence(seen: reel)].seen = reel
            return (state.snapshots[place.secret]?.salle.poste(place.poste)?.pose.exercice ?? id, isBack ? state.directs[place.secret] : nil)
        }
        news?.signal()
        return current
    }

    /// Whose adviser the person at that exercice plays: the exercice of the caller.
    public func usager(de id: ExerciceID) -> ExerciceID? {
        guard let (snapshot, poste) = place(of: id), let usager = snapshot.salle.usager(de: poste.numero) else { return nil }
        return snapshot.salle.poste(usager)?.pose.exercice
    }

    func isThere(_ place: Place, at reel: Instant) -> Bool { state.withLock { Self.isThere($0.presences[place], at: reel) } }

    private static func isThere(_ presence: Presence?, at reel: Instant) -> Bool {
        presence.map { !$0.streams.isEmpty || reel - $0.seen < absence } ?? false
    }

    // MARK: Presence, and what is shown live

    /// A stream of the page of that place begins.
    /// - Returns: what ends it.
    public func attend(_ id: ExerciceID) -> @Sendable () -> Void {
        let place = state.withLock { state -> (of: Place, stream: Int)? in
            guard let place = state.places[id] else { return nil }
            state.lastStream += 1
            return (place, state.lastStream)
        }
        guard let place else { return {} }
        change(place.of, isNew: true) { $0.insert(place.stream) }
        return { [weak self] in self?.change(place.of, isNew: false) { $0.remove(place.stream) } }
    }

    /// - Parameter isNew: whether the place may have been absent; else its salle may have been erased meanwhile.
    private func change(_ place: Place, isNew: Bool, _ change: (inout Set<Int>) -> Void) {
        let reel = clock()
        let direct = state.withLock { state -> Direct? in
            guard var presence = state.presences[place] ?? (isNew ? Presence(seen: reel) : nil) else { return nil }
            change(&presence.streams)
            presence.seen = reel
            state.presences[place] = presence
            return state.directs[place.secret]
        }
        direct?.signal()
    }

    /// What is shown of a salle to those who watch it.
    public func direct(_ secret: SecretDeSalle) -> Direct {
        state.withLock { state in
            if let direct = state.directs[secret] { return direct }
            let direct = Direct(secret, self, clock: clock, encoding)
            state.directs[secret] = direct
            return direct
        }
    }

    private func touch(_ id: ExerciceID) {
        let direct = state.withLock { state in state.places.isEmpty ? nil : state.places[id].flatMap { state.directs[$0.secret] } }
        direct?.signal()
    }

    // MARK: Parts

    func keep(_ snapshot: Snapshot) {
        let direct = state.withLock { state in
            Self.keep(snapshot, in: &state)
            return state.directs[snapshot.secret]
        }
        direct?.signal()
    }

    static func keep(_ snapshot: Snapshot, in state: inout State) {
        let secret = snapshot.secret
        if let current = state.snapshots[secret], current.version >= snapshot.version { return }
        if state.snapshots.updateValue(snapshot, forKey: secret) == nil { state.codes[snapshot.salle.code] = secret }
        for poste in snapshot.salle.postes {
            let place = Place(secret: secret, poste: poste.numero)
            for tour in poste.tours { state.places[tour.exercice] = place }
        }
    }
}
