public import Formation
public import Journal
public import Procedure
import Synchronization

/// The exercices as the site sees them: the journal is where they live, and a bounded cache of their states stands
/// before it. Every command goes through here.
public final class Exercices: Sendable {
    /// A state and the version it stands at; shared, as it is handed on more often than it changes.
    public final class Snapshot: Sendable {
        public let id: ExerciceID
        fileprivate let track: Journal.Track
        public let exercice: Exercice
        public let avancement: Avancement
        public let version: Int

        fileprivate init(id: ExerciceID, track: Journal.Track, exercice: Exercice, avancement: Avancement, version: Int) {
            (self.id, self.track, self.exercice, self.avancement, self.version) = (id, track, exercice, avancement, version)
        }

        /// After more entries of its timeline, up to that version.
        fileprivate func after(_ entries: [Journal.Entry], version: Int) -> Snapshot {
            var (exercice, avancement) = (exercice, avancement)
            for entry in entries {
                let avant = exercice
                exercice.apply(entry.evenement, at: entry.reel)
                avancement.apply(entry.evenement, exercice, avant: avant, at: entry.reel)
            }
            return Snapshot(id: id, track: track, exercice: exercice, avancement: avancement, version: version)
        }
    }

    public enum Failure: Error {
        /// The disk refuses: nothing was done, and it may be tried again.
        case unavailable
        case notFound
        /// Too many exercices for a server that is open to a network.
        case full
        /// A timeline has a length beyond which it is no exercise any more.
        case tooLong
        /// A fault of this program: nothing was done.
        case broken
    }

    /// What bounds a server that others can reach. A room of 200 who join in one minute is well within.
    struct Caps: Sendable {
        var alive = 20_000
        var perMinute = 600
        /// A trainer gives a whole room another exercice, and another: so many times the births of a minute.
        static let replacements = 4
        /// Events of one exercice: a day of clicking makes a few hundred.
        var evenements = 5_000
    }

    /// Those who follow a timeline as it is written.
    public let followers: Followers
    private let journal: Journal
    private let caps: Caps
    private let faits: Faits.Partages
    private let cache = Mutex(Cache(capacity: 2_048))
    private let births = Mutex(Births())
    /// Told of each exercice that something happened in, once it is on disk. In a type of its own: a bare function would
    /// be wrapped once more each time it is taken from behind the lock.
    private struct Observer { let tell: @Sendable (ExerciceID) -> Void }
    private let observer = Mutex<Observer?>(nil)

    init(journal: Journal, caps: Caps = Caps(), faits: Faits.Partages = Faits.partages, encoding: Encoding) {
        (self.journal, self.caps, self.faits, followers) = (journal, caps, faits, Followers(encoding))
    }

    /// Tells of each exercice that something happens in.
    func observe(_ observer: @escaping @Sendable (ExerciceID) -> Void) { self.observer.withLock { $0 = Observer(tell: observer) } }

    // MARK: Reading

    /// The state, if it is in memory.
    public func cached(_ id: ExerciceID) -> Snapshot? { cache.withLock { $0[id] } }

    /// The state, from memory or from the journal.
    public func load(_ id: ExerciceID) async throws(Failure) -> Snapshot {
        if let snapshot = cached(id) { return snapshot }
        let epoch = cache.withLock { $0.epoch }
        let read: Snapshot??
        do {
            read = try await journal.read(id) { [self] timeline in
                guard let premier = timeline.entries.first, let debut = snapshot(id, timeline.track, premier.evenement, at: premier.reel) else { return nil }
                return debut.after(Array(timeline.entries.dropFirst()), version: timeline.version)
            }
        } catch { throw .unavailable }
        guard case let snapshot?? = read else { throw .notFound }
        cache.withLock { $0.keep(snapshot, readAt: epoch) }
        return snapshot
    }

    private func snapshot(_ id: ExerciceID, _ track: Journal.Track, _ premier: Evenement, at reel: Instant) -> Snapshot? {
        Exercice(premier, at: reel, faits: faits).map { Snapshot(id: id, track: track, exercice: $0, avancement: Avancement(debut: reel), version: 1) }
    }

    /// How many there are.
    public func count() async throws(Failure) -> Int {
        do { return try await journal.count() } catch { throw .unavailable }
    }

    /// The timeline, or so many events of it from one on.
    public func timeline(_ id: ExerciceID, from numero: Int = 1, limit: Int = .max) async throws(Failure) -> Journal.Timeline<Evenement> {
        let found: Journal.Timeline<Evenement>?
        do { found = try await journal.read(id, from: numero, limit: limit) } catch { throw .unavailable }
        guard let found else { throw .notFound }
        return found
    }

    /// The exercice that gave the justificatif of this reference, as it stands; not whose it is.
    public func exercice(of reference: Reference) async throws(Failure) -> Exercice? {
        let entries: [Journal.Entry]?
        do { entries = try await journal.read(reference) } catch { throw .unavailable }
        return entries.flatMap { Exercice($0.lazy.map { ($0.evenement, $0.reel) }, faits: faits) }
    }

    // MARK: Writing

    /// An exercice that is to begin: nobody knows of it, and nothing of it is written.
    struct Birth: Sendable {
        let snapshot: Snapshot
        let beginning: Journal.Beginning
    }

    func birth(_ fiche: Fiche, _ scenario: Scenario?, horloge: Instant, at reel: Instant) throws(Failure) -> Birth {
        var hasard = SystemRandomNumberGenerator()
        let id = ExerciceID(hasard: &hasard)
        let premier = Evenement.exerciceCommence(fiche: fiche.cle, scenario: scenario?.cle, horloge: horloge)
        let beginning = journal.beginning(premier, id, at: reel)
        guard let snapshot = snapshot(id, beginning.track, premier, at: reel) else { throw .notFound }
        return Birth(snapshot: snapshot, beginning: beginning)
    }

    /// It is on disk.
    func keep(_ birth: Birth) { cache.withLock { $0.keep(birth.snapshot) } }

    /// Begins an exercice.
    /// - Parameter isCapped: whether the caps bind the caller.
    public func begin(_ fiche: Fiche, _ scenario: Scenario?, horloge: Instant, at reel: Instant, isCapped: Bool) async throws(Failure) -> Snapshot {
        if isCapped { try await admit(1, at: reel) }
        let birth = try birth(fiche, scenario, horloge: horloge, at: reel)
        do { try await journal.begin(birth.beginning) } catch { throw Failure(error) }
        keep(birth)
        return birth.snapshot
    }

    /// Decides a command and makes its events durable; on return they are on disk.
    ///
    /// When another request won the race for the version, the command is decided anew on what that one left: of two
    /// clicks on « Confirmer », the second finds a démarche that is already done.
    public func execute(_ id: ExerciceID, _ commande: Commande, at reel: Instant) async throws(Failure) -> (snapshot: Snapshot, verdict: Verdict) {
        while true {
            let epoch = cache.withLock { $0.epoch }
            let snapshot = try await load(id)
            let verdict = snapshot.exercice.decide(commande, at: reel)
            if verdict.evenements.isEmpty { return (snapshot, verdict) }
            guard snapshot.version + verdict.evenements.count <= caps.evenements else { throw .tooLong }
            let entries = verdict.evenements.enumerated().map { Journal.Entry(numero: snapshot.version + 1 + $0, reel: reel, evenement: $1) }
            do throws(AppendError) {
                try await journal.append(entries.map { StoredEvent($0.evenement, at: reel) }, to: snapshot.track, expecting: snapshot.version)
            } catch {
                guard case .conflict = error else { throw Failure(error) }
                cache.withLock { $0.forget(id) }
                continue
            }
            let next = snapshot.after(entries, version: snapshot.version + entries.count)
            cache.withLock { $0.keep(next, readAt: epoch) }
            followers.publish(entries, of: id)
            observer.withLock { $0 }?.tell(id)
            return (next, verdict)
        }
    }

    /// Erases an exercice everywhere, even one that cannot be read.
    public func erase(_ id: ExerciceID) async throws(Failure) {
        let wasThere: Bool
        do { wasThere = try await journal.erase(id) } catch { throw .unavailable }
        forget(id)
        if !wasThere { throw .notFound }
    }

    /// It was erased: memory keeps nothing of it, and there is nothing left to follow.
    func forget(_ id: ExerciceID) {
        cache.withLock { $0.erase(id) }
        followers.end(id)
    }

    /// Those in which nothing happened since that instant.
    func idle(since limit: Instant) async throws(Failure) -> [ExerciceID] {
        do { return try await journal.idle(Evenement.self, since: limit) } catch { throw .unavailable }
    }

    /// Erases everywhere those of these in which nothing happened since that instant.
    /// - Returns: how many.
    func erase(_ ids: [ExerciceID], idleSince limit: Instant) async throws(Failure) -> Int {
        let erased: [ExerciceID]
        do { erased = try await journal.erase(ids, idleSince: limit) } catch { throw .unavailable }
        for id in erased { forget(id) }
        return erased.count
    }

    /// Gives the place of what was erased back.
    func trim() async throws(Failure) {
        do { try await journal.trim() } catch { throw .unavailable }
    }

    /// Tells that the server has run for so long since it last told so: what was in use in the last hour of that stays.
    func ran(for duration: Duration) async throws(Failure) {
        do { try await journal.ran(for: duration) } catch { throw .unavailable }
    }

    /// Counts so many that are to begin, under the caps.
    /// - Parameter isReplacement: whether they come to places that somebody holds already.
    /// - Throws: `.full`.
    func admit(_ wanted: Int, at reel: Instant, isReplacement: Bool = false) async throws(Failure) {
        let limit = caps.perMinute * (isReplacement ? Caps.replacements : 1)
        guard births.withLock({ $0.isAllowed(wanted, at: reel, limit: limit) }) else { throw .full }
        guard try await count() + wanted <= caps.alive else { throw .full }
    }
}

extension Exercices.Failure {
    init(_ error: AppendError) {
        self = switch error {
        case .conflict, .unavailable: .unavailable
        case .unreadable: .broken
        }
    }
}
