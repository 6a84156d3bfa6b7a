import Foundation
import GRDB
import Logging
public import Procedure
import Synchronization

/// The durable timeline of every exercice, and of every salle: one table of events, in SQLite (WAL, `synchronous=FULL`).
///
/// - An append says which version it expects, so of two that race one wins and the other is told.
/// - What an append acknowledges is on disk. Appends that wait are written together, in one transaction.
/// - What is erased is in no file any more: not in the database, not in its WAL, not in a free page.
/// - One process at a time holds a directory.
public final class Journal: Sendable {
    /// Where a timeline is kept.
    public struct Track: Hashable, Sendable {
        let rang: Int64
    }

    /// A timeline that is to begin: its track, and what its first row will hold.
    public struct Beginning: Sendable {
        public let track: Track
        fileprivate let entry: StoredEvent
        fileprivate let id: ExerciceID
    }

    /// One event of the timeline of an exercice.
    public typealias Entry = Record<Evenement>

    /// One event of a timeline.
    public struct Record<Event: Recordable>: Hashable, Sendable {
        /// 1 for the first; the version of the timeline is the number of its last event.
        public let numero: Int
        /// By the clock on the wall.
        public let reel: Instant
        public let evenement: Event

        public init(numero: Int, reel: Instant, evenement: Event) { (self.numero, self.reel, self.evenement) = (numero, reel, evenement) }
    }

    let pool: DatabasePool
    private let lock: DirectoryLock
    private let logger: Logger
    private let queue = Mutex(Queue())
    /// The number of the last exercice that began. It never goes back, so that none is given twice while an append to
    /// an erased exercice may still be on its way.
    private let lastRank: Atomic<Int64>
    /// Whether the last transaction failed.
    private let isFailing = Atomic(false)

    /// Opens, or makes, `opposition.sqlite` in that directory, and the directory itself.
    /// - Throws: `JournalError`, whose description is one line that says what to do.
    public init(directory: String, logger: Logger) throws(JournalError) {
        self.logger = logger
        let path = directory + "/opposition.sqlite"
        do {
            try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch { throw .inaccessible(directory, reason: "it cannot be made (\(Self.reason(error)))") }
        lock = try DirectoryLock(directory: directory)
        do {
            var configuration = Configuration()
            configuration.maximumReaderCount = 2
            configuration.busyMode = .timeout(5)
            pool = try DatabasePool(path: path, configuration: configuration)
            // GRDB sets NORMAL when it turns WAL on; an acknowledged step must outlive a power cut.
            // A checkpoint every 16 MiB of WAL rather than 4: the pages that every group rewrites are copied back less often.
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000") }
            guard try !pool.read(Schema.migrations.hasBeenSuperseded) else { throw JournalError.tooRecent(path) }
            try Schema.migrations.migrate(pool)
            try pool.writeWithoutTransaction(Self.finishErasures)
            lastRank = Atomic(try pool.read { try Int64.fetchOne($0, sql: Schema.lastRank) ?? 0 })
        } catch let error as JournalError {
            throw error
        } catch let error as DatabaseError where [.SQLITE_NOTADB, .SQLITE_CORRUPT].contains(error.resultCode) {
            throw .unreadable(path)
        } catch {
            throw .inaccessible(directory, reason: Self.reason(error))
        }
    }

    // MARK: Writing

    /// A timeline that will be found again by `id`, once it has begun. Nothing is written yet.
    public func beginning(_ premier: some Recordable, _ id: ExerciceID) -> Beginning {
        Beginning(track: Track(rang: lastRank.add(1, ordering: .relaxed).newValue), entry: StoredEvent(premier), id: id)
    }

    /// Begins a timeline; on return its first event is on disk.
    /// - Throws: `.unavailable`.
    public func begin(_ beginning: Beginning, at reel: Instant) async throws(AppendError) {
        try await submit { .begin(beginning, reel, $0) }
    }

    /// The same, found again by `id`.
    public func begin(_ premier: some Recordable, _ id: ExerciceID, at reel: Instant) async throws(AppendError) -> Track {
        let beginning = beginning(premier, id)
        try await begin(beginning, at: reel)
        return beginning.track
    }

    /// Adds events to a timeline, and begins those that they tell of: all of it, or nothing. On return it is on disk.
    /// - Parameter version: the number of the last event known.
    /// - Throws: `.conflict` when the timeline is not at that version (another append won, or it was erased);
    ///   `.unavailable` when the disk refuses. Nothing was written then.
    public func append<Event: Recordable>(
        _ evenements: [Event], to track: Track, expecting version: Int, beginning others: [Beginning] = [], at reel: Instant
    ) async throws(AppendError) {
        let entries = evenements.map { StoredEvent($0) }
        try await submit { .append(entries, track, version: version, beginning: others, reel, $0) }
    }

    /// Erases a timeline, and every trace of it in the files. Erasing one that is not there is not an error.
    public func erase(_ track: Track) async throws(AppendError) { try await submit { .erase(track, with: [], version: nil, $0) } }

    /// The same, together with the exercices of those ids: all of them, or none.
    /// - Parameter version: the number of the last event known.
    /// - Throws: `.conflict` when the timeline is not at that version: it may tell of other exercices.
    public func erase(_ track: Track, with exercices: [ExerciceID], expecting version: Int) async throws(AppendError) {
        try await submit { .erase(track, with: exercices, version: version, $0) }
    }

    /// Erases those of these exercices in which nothing happened since that instant, and every trace of them in the files.
    /// Steps of others go on in between.
    /// - Returns: those that it erased.
    public func erase(_ exercices: [ExerciceID], idleSince limit: Instant) async throws(AppendError) -> [ExerciceID] {
        var erased: [ExerciceID] = []
        var rest = exercices[...]
        while !rest.isEmpty {
            let expiry = Expiry(exercices: Array(rest.prefix(Self.expiriesAtOnce)), limit: limit)
            rest = rest.dropFirst(Self.expiriesAtOnce)
            try await submit { .expire(expiry, $0) }
            erased += expiry.erased.withLock(\.self)
        }
        if !erased.isEmpty { try await submit { .scrub($0) } }
        return erased
    }

    /// In one transaction: what waits behind them waits a few milliseconds.
    private static let expiriesAtOnce = 500

    private final class Expiry: Sendable {
        let exercices: [ExerciceID], limit: Instant
        let erased = Mutex<[ExerciceID]>([])

        init(exercices: [ExerciceID], limit: Instant) { (self.exercices, self.limit) = (exercices, limit) }
    }

    private typealias Waiter = UnsafeContinuation<Result<Void, AppendError>, Never>

    private enum Job: Sendable {
        case begin(Beginning, Instant, Waiter)
        case append([StoredEvent], Track, version: Int, beginning: [Beginning], Instant, Waiter)
        case erase(Track, with: [ExerciceID], version: Int?, Waiter)
        /// Leaves its traces to a scrub.
        case expire(Expiry, Waiter)
        case scrub(Waiter)

        var waiter: Waiter {
            switch self {
            case .begin(_, _, let waiter), .append(_, _, _, _, _, let waiter), .erase(_, _, _, let waiter), .expire(_, let waiter), .scrub(let waiter): waiter
            }
        }
        var scrubs: Bool {
            switch self {
            case .erase, .scrub: true
            case .begin, .append, .expire: false
            }
        }
    }

    /// An event as the table holds it.
    fileprivate struct StoredEvent: Sendable {
        let nom: String, corps: String
        init(_ evenement: some Recordable) { (nom, corps) = (evenement.nom, Payload.written(evenement.attributs)) }
    }

    /// What waits for the next transaction. `isWriting`: a writer is at work and will take it.
    private struct Queue: Sendable { var jobs: [Job] = [], isWriting = false }

    private func submit(_ job: (Waiter) -> Job) async throws(AppendError) {
        // Each waiter is resumed once, at the end of the group that takes its job.
        try await withUnsafeContinuation { waiter in
            let isFirst = queue.withLock { queue in
                queue.jobs.append(job(waiter))
                defer { queue.isWriting = true }
                return !queue.isWriting
            }
            if isFirst { pool.asyncWriteWithoutTransaction { self.write($0) } }
        }.get()
    }

    /// Group commit: all that waits goes in one transaction, and again until nothing waits.
    private func write(_ db: Database) {
        while true {
            let jobs = queue.withLock { queue in
                defer { queue.jobs = [] }
                queue.isWriting = !queue.jobs.isEmpty
                return queue.jobs
            }
            if jobs.isEmpty { return }
            let outcomes: [Result<Void, AppendError>]
            do {
                var committed: [Result<Void, AppendError>] = []
                try db.inTransaction(.immediate) {
                    committed = try jobs.map { try self.execute($0, db) }
                    return .commit
                }
                outcomes = committed
                reportRecovery()
            } catch {
                reportOutage(error)
                outcomes = jobs.map { _ in .failure(.unavailable) }
            }
            let erasures = zip(jobs, outcomes).filter { job, outcome in
                // What is committed is acknowledged; what is erased, only once it is in no file.
                if job.scrubs, case .success = outcome { return true }
                job.waiter.resume(returning: outcome)
                return false
            }
            if erasures.isEmpty { continue }
            let scrubbed = Result { try Self.scrub(db) }
            if case .failure(let error) = scrubbed { reportOutage(error) }
            for (job, _) in erasures { job.waiter.resume(returning: scrubbed.mapError { _ in .unavailable }) }
        }
    }

    /// Once for each outage: the log may be on the same disk.
    private func reportOutage(_ error: any Error) {
        if isFailing.exchange(true, ordering: .relaxed) { return }
        logger.error("The journal cannot be written: \(Self.reason(error)). Steps are refused until it can.")
    }

    private func reportRecovery() {
        if isFailing.exchange(false, ordering: .relaxed) { logger.notice("The journal can be written again.") }
    }

    private func execute(_ job: Job, _ db: Database) throws -> Result<Void, AppendError> {
        func execute(_ sql: String, _ arguments: StatementArguments) throws {
            let statement = try db.cachedStatement(sql: sql)
            statement.setUncheckedArguments(arguments)
            try statement.execute()
        }
        func begin(_ beginning: Beginning, _ reel: Instant) throws {
            let entry = beginning.entry
            try execute(Schema.insertFirst, [beginning.track.rang, reel.milliseconds, entry.nom, entry.corps, beginning.id.octets])
        }
        switch job {
        case .begin(let beginning, let reel, _): try begin(beginning, reel)
        case .append(let entries, let track, let version, let beginnings, let reel, _):
            for (rang, entry) in entries.enumerated() {
                try execute(
                    rang == 0 ? Schema.insertIfVersion : Schema.insert, [track.rang, version + 1 + rang, reel.milliseconds, entry.nom, entry.corps])
                if rang == 0, db.changesCount == 0 { return .failure(.conflict) }
            }
            for beginning in beginnings { try begin(beginning, reel) }
        case .erase(let track, let exercices, let version, _):
            if let version, try Int.fetchOne(db, sql: Schema.version, arguments: [track.rang]) != version { return .failure(.conflict) }
            for exercice in exercices { try execute(Schema.deleteExercice, [exercice.octets]) }
            try execute(Schema.delete, [track.rang])
            try db.execute(sql: Schema.markTraces)
        case .expire(let expiry, _):
            var erased: [ExerciceID] = []
            for exercice in expiry.exercices {
                try execute(Schema.deleteIdle, [exercice.octets, expiry.limit.milliseconds])
                if db.changesCount > 0 { erased.append(exercice) }
            }
            if !erased.isEmpty { try db.execute(sql: Schema.markTraces) }
            expiry.erased.withLock { $0 = erased }
        case .scrub: break
        }
        return .success(())
    }

    /// `secure_delete` is not enough: a page that split keeps stale copies of rows that moved (measured: 1 % of the
    /// erased left one). Rebuilding the file and emptying the WAL leaves none, by construction.
    private static func scrub(_ db: Database) throws {
        try db.execute(sql: "VACUUM")
        try db.execute(sql: Schema.clearTraces)
        try db.checkpoint(.truncate)
    }

    /// What a crash, or a full disk, left between an erasure and the end of its traces.
    private static func finishErasures(_ db: Database) throws {
        if try Bool.fetchOne(db, sql: "PRAGMA user_version") == true { try scrub(db) }
    }

    // MARK: Reading

    /// The timeline of an exercice, in order; `nil` when there is none.
    public func read(_ id: ExerciceID) async throws(ReadError) -> (track: Track, entries: [Entry])? {
        do {
            return try await pool.read { db in
                let search = try db.cachedStatement(sql: Schema.rang)
                guard let rang = try Int64.fetchOne(search, arguments: [id.octets, Evenement.premier]) else { return nil }
                return (Track(rang: rang), try Self.entries(rang, db))
            }
        } catch { throw readFailure(error) }
    }

    /// The timeline of the exercice that gave the justificatif of this reference; `nil` when there is none. Whose it is,
    /// it does not tell.
    public func read(_ reference: Reference) async throws(ReadError) -> [Entry]? {
        do {
            return try await pool.read { db in
                let search = try db.cachedStatement(sql: Schema.rangOfReference)
                return try Int64.fetchOne(search, arguments: [reference.description]).map { try Self.entries($0, db) }
            }
        } catch { throw readFailure(error) }
    }

    /// Every timeline of a kind that is not that of exercices, with the id by which it began.
    public func all<Event: Recordable>(_: Event.Type) throws(ReadError) -> [(id: ExerciceID, track: Track, entries: [Record<Event>])] {
        do {
            return try pool.read { db in
                try Row.fetchAll(db, sql: Schema.others, arguments: [Event.premier]).compactMap { row in
                    let rang: Int64 = row[0]
                    return try ExerciceID(octets: row[1]).map { ($0, Track(rang: rang), try Self.entries(rang, db)) }
                }
            }
        } catch { throw readFailure(error) }
    }

    /// The timeline at a track that is known; `nil` when it was erased.
    public func read<Event: Recordable>(_ track: Track, _: Event.Type) async throws(ReadError) -> [Record<Event>]? {
        do {
            return try await pool.read { db in
                let entries: [Record<Event>] = try Self.entries(track.rang, db)
                return entries.isEmpty ? nil : entries
            }
        } catch { throw readFailure(error) }
    }

    private static func entries<Event: Recordable>(_ rang: Int64, _ db: Database) throws -> [Record<Event>] {
        try Row.fetchAll(try db.cachedStatement(sql: Schema.entries), arguments: [rang]).map { entry in
            let nom: String = entry[2]
            guard let attributs = Payload.read(entry[3]), let evenement = Event(nom: nom, attributs: attributs) else {
                throw ReadError.unknownEvent(nom)
            }
            return Record(numero: entry[0], reel: Instant(milliseconds: entry[1]), evenement: evenement)
        }
    }

    /// The timelines of a kind in which nothing happened since that instant, by the ids with which they began.
    public func idle<Event: Recordable>(_: Event.Type, since limit: Instant) async throws(ReadError) -> [ExerciceID] {
        do {
            return try await pool.read { try Data.fetchAll($0, sql: Schema.idle, arguments: [limit.milliseconds, Event.premier]).compactMap(ExerciceID.init(octets:)) }
        } catch { throw readFailure(error) }
    }

    /// How many exercices there are.
    public func count() throws(ReadError) -> Int {
        do { return try pool.read { try Int.fetchOne($0, sql: Schema.count) ?? 0 } } catch { throw readFailure(error) }
    }

    private func readFailure(_ error: any Error) -> ReadError {
        logger.error("The journal cannot be read: \(Self.reason(error)).")
        return error as? ReadError ?? .unavailable
    }

    private static func reason(_ error: any Error) -> String {
        if let error = error as? DatabaseError { return error.message ?? "SQLite error \(error.resultCode.rawValue)" }
        if let error = error as? ReadError { return "\(error)" }
        return (error as NSError).localizedFailureReason ?? error.localizedDescription
    }
}

/// Why a journal cannot be opened. The description is one line.
public enum JournalError: Error, CustomStringConvertible {
    case inaccessible(String, reason: String)
    case busy(String)
    case unreadable(String)
    case tooRecent(String)

    public var description: String {
        switch self {
        case .inaccessible(let path, let reason): "The data directory \(path) cannot be used: \(reason). Choose another with --data."
        case .busy(let path): "Another opposition server uses the data directory \(path). Stop it, or choose another with --data."
        case .unreadable(let path): "\(path) is not a readable database. Put a backup back, or move the file away to begin anew; nothing was changed."
        case .tooRecent(let path): "\(path) was made by a newer version of opposition. Use that version; nothing was changed."
        }
    }
}

public enum AppendError: Error {
    /// The exercice is not at the version that was expected.
    case conflict
    /// The disk refuses (full, unplugged, damaged).
    case unavailable
}

public enum ReadError: Error {
    case unavailable
    /// Written by another version, or by hand.
    case unknownEvent(String)
}
