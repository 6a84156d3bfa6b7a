import Foundation
import GRDB
public import Logging
public import Procedure
import Synchronization
import Threads

/// The durable timeline of every exercice, and of every salle: one table of events, in SQLite (WAL, `synchronous=FULL`).
///
/// - An append says which version it expects, so of two that race one wins and the other is told.
/// - What an append acknowledges is on disk. Appends that wait are written together, in one transaction.
/// - What is erased is in no file any more: not in the database, not in its WAL, not in a free page. It takes a time that
///   depends on what is erased, not on all that is kept.
/// - What cannot be read back is not written; what an older version wrote and cannot be read is left out, and the log
///   says so: the rest of its timeline, and all others, stand.
/// - One process at a time holds a directory.
///
/// Once it is open, SQLite is touched by its own threads alone: one that writes, one that empties the WAL, two that read
/// through a connection each. Who asks suspends. The locks are those of the queues, held to add or to take and never
/// while anything is waited for, and below them those of SQLite; a thread that holds one of these waits for the disk, and
/// for no other thread: a reader for no writer (WAL), the writer for no reader (it would rather try again), and none
/// for who asked, who is resumed once the connection is given back. So no wait can close a circle.
public final class Journal: Sendable {
    let pool: DatabasePool
    private let path: String
    private let lock: DirectoryLock
    private let logger: Logger
    private let writer: Writer
    /// As many as the pool has connections: none waits for another.
    private let readers = Workers(Journal.readerCount)
    private let checkpointer = Workers()
    /// The number of the last exercice that began. It never goes back, so that none is given twice while an append to
    /// an erased exercice may still be on its way.
    private let lastRank: Atomic<Int64>
    /// The events that were left out, each said once.
    private let leftOut = Mutex<Set<Event>>([])

    private struct Event: Hashable { let rang: Int64, numero: Int }

    private static let readerCount = 2
    /// For another program that has the file open, in seconds.
    static let patience = 5

    /// Opens, or makes, `opposition.sqlite` in that directory, and the directory itself. Waits for the disk.
    /// - Throws: `JournalError`, whose description is one line that says what to do.
    public init(directory: String, logger: Logger) throws(JournalError) {
        Waiting.assertAllowed("The journal opens: it")
        self.logger = logger
        let path = directory + "/opposition.sqlite"
        self.path = path
        do {
            try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch { throw .inaccessible(directory, reason: "it cannot be made (\(Self.reason(error)))") }
        lock = try DirectoryLock(directory: directory)
        do {
            try Self.keepToOneself(path)
            pool = try DatabasePool(path: path, configuration: Self.configuration)
            // GRDB sets NORMAL when it turns WAL on; an acknowledged step must outlive a power cut.
            // A checkpoint every 16 MiB of WAL rather than 4: the pages that every group rewrites are copied back less often.
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000") }
            guard try !pool.read(Schema.migrations.hasBeenSuperseded) else { throw JournalError.tooRecent(path) }
            try Self.migrate(pool, logger)
            // What a crash left between an erasure and the end of its traces.
            try pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
            lastRank = Atomic(try pool.read { try Int64.fetchOne($0, sql: Schema.lastRank) ?? 0 })
        } catch let error as JournalError {
            throw error
        } catch let error as DatabaseError where [.SQLITE_NOTADB, .SQLITE_CORRUPT].contains(error.resultCode) {
            throw .unreadable(path)
        } catch {
            throw .inaccessible(directory, reason: Self.reason(error))
        }
        writer = Writer(pool, logger)
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.maximumReaderCount = readerCount
        configuration.busyMode = .timeout(TimeInterval(patience))
        configuration.prepareDatabase { db in
            if db.configuration.readonly { return }
            // What is sorted stays in memory: the directory of the data may be the only one that can be written.
            try db.execute(sql: "PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY")
        }
        return configuration
    }

    /// Others on this machine do not read it, whatever the directory lets them. SQLite gives its other files the same mode.
    private static func keepToOneself(_ path: String) throws(JournalError) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return }  // SQLite says why.
        close(descriptor)
        for companion in ["", "-wal", "-shm"] { chmod(path + companion, 0o600) }
    }

    private static func migrate(_ pool: DatabasePool, _ logger: Logger) throws {
        let former = try pool.read { try Schema.migrations.appliedIdentifiers($0) }
        if !former.isEmpty, !former.contains(Schema.appendOnly) { logger.notice("The journal is brought to its new layout; nothing is lost.") }
        try Schema.migrations.migrate(pool)
    }

    // MARK: Writing

    /// A timeline that will be found again by `id`, once it has begun. Nothing is written yet.
    public func beginning(_ premier: some Recordable, _ id: ExerciceID, at reel: Instant) -> Beginning {
        Beginning(track: Track(rang: lastRank.add(1, ordering: .relaxed).newValue), first: StoredEvent(premier, at: reel), id: id)
    }

    /// Begins a timeline; on return its first event is on disk.
    /// - Throws: `.unavailable`, `.unreadable`.
    public func begin(_ beginning: Beginning) async throws(AppendError) {
        try check([beginning.first])
        try await writer.submit(.begin(beginning))
    }

    /// Begins a timeline that will be found again by `id`; on return its first event is on disk.
    public func begin(_ premier: some Recordable, _ id: ExerciceID, at reel: Instant) async throws(AppendError) -> Track {
        let beginning = beginning(premier, id, at: reel)
        try await begin(beginning)
        return beginning.track
    }

    /// Adds events to a timeline, and begins those that they tell of: all of it, or nothing. On return it is on disk.
    /// - Parameter version: the number of the last event known.
    /// - Throws: `.conflict` when the timeline is not at that version (another append won, or it was erased);
    ///   `.unavailable` when the disk refuses; `.unreadable` for what could not be read back. Nothing was written then.
    public func append(
        _ entries: [StoredEvent], to track: Track, expecting version: Int, beginning others: [Beginning] = []
    ) async throws(AppendError) {
        try check(entries)
        if !others.isEmpty { try check(others.map(\.first)) }
        try await writer.submit(.append(entries, track, version: version, beginning: others))
    }

    private func check(_ entries: [StoredEvent]) throws(AppendError) {
        guard let unreadable = entries.first(where: { !$0.isReadable }) else { return }
        logger.critical("An event “\(unreadable.nom)” could not be read back: it is not written. This is a fault of this program.")
        throw .unreadable
    }

    // MARK: Erasing

    /// Erases a timeline of a kind, and every trace of it in the files, even if it cannot be read.
    /// - Returns: whether there was one.
    public func erase<Event: Recordable>(_ id: ExerciceID, _: Event.Type = Evenement.self) async throws(AppendError) -> Bool {
        let wasThere = Writer.Answer(false)
        try await writer.submit(.eraseFound(id, premier: Event.premier, wasThere))
        if wasThere.value { try await leaveNoTrace() }
        return wasThere.value
    }

    /// Erases a timeline, and every trace of it in the files. Erasing one that is not there is not an error.
    public func erase(_ track: Track) async throws(AppendError) {
        try await writer.submit(.erase(track, with: [], version: nil))
        try await leaveNoTrace()
    }

    /// Erases a timeline together with the exercices of those ids, and every trace of them: all of them, or none.
    /// - Parameter version: the number of the last event known.
    /// - Throws: `.conflict` when the timeline is not at that version: it may tell of other exercices.
    public func erase(_ track: Track, with exercices: [ExerciceID], expecting version: Int) async throws(AppendError) {
        try await writer.submit(.erase(track, with: exercices, version: version))
        try await leaveNoTrace()
    }

    /// Erases those of these exercices in which nothing happened since that instant, nor in the last hour in which a server
    /// ran, and every trace of them in the files. Steps of others go on in between.
    /// - Returns: those that it erased.
    public func erase(_ exercices: [ExerciceID], idleSince limit: Instant) async throws(AppendError) -> [ExerciceID] {
        var erased: [ExerciceID] = []
        for start in stride(from: 0, to: exercices.count, by: Self.expiriesAtOnce) {
            let some = Writer.Answer<[ExerciceID]>([])
            try await writer.submit(.eraseIdle(Array(exercices[start...].prefix(Self.expiriesAtOnce)), since: limit, some))
            erased += some.value
        }
        if !erased.isEmpty { try await leaveNoTrace() }
        return erased
    }

    /// In one transaction: what waits behind them waits a few milliseconds.
    private static let expiriesAtOnce = 100

    /// What was erased was overwritten; what the WAL holds of it goes with the WAL. Most of it is copied back beside the
    /// writer, which has little left to do.
    private func leaveNoTrace() async throws(AppendError) {
        for _ in 0..<Self.patience * 500 {
            await checkpointer.run { [path, logger] in Self.checkpoint(path, logger) }
            let isEmpty = Writer.Answer(false)
            try await writer.submit(.truncate(isEmpty))
            if isEmpty.value { return }
            // Somebody reads, for a few milliseconds.
            try? await Task.sleep(for: .milliseconds(2))
        }
        throw .unavailable
    }

    private static func checkpoint(_ path: String, _ logger: Logger) {
        do { try DatabaseQueue(path: path, configuration: configuration).writeWithoutTransaction { _ = try $0.checkpoint(.passive) } } catch {
            // The writer will do it all, or say why it cannot.
            logger.debug("The WAL could not be copied back beside the writer: \(reason(error))")
        }
    }

    /// Gives the place of what was erased back to what will be written, a little at a time.
    public func trim() async throws(AppendError) {
        for (after, before) in (try? await read { try Self.gaps($0) }) ?? [] {
            for start in stride(from: after, to: before - 1, by: Int(Self.trimmedAtOnce)) {
                try await writer.submit(.trim(after: start, before: min(start + Self.trimmedAtOnce + 1, before)))
            }
        }
    }

    private static let trimmedAtOnce: Int64 = 2_000

    /// Between what is kept, far enough from it: the ids on both sides of what may be deleted.
    private static func gaps(_ db: Database) throws -> [(after: Int64, before: Int64)] {
        var gaps: [(Int64, Int64)] = [], last: Int64?
        func end(_ id: Int64) {
            let after = last.map { $0 + Schema.margin } ?? 0, before = id - Schema.margin
            if before - after > 1 { gaps.append((after, before)) }
            last = id
        }
        while true {
            let kept = try Int64.fetchAll(db, sql: Schema.kept, arguments: [last ?? 0])
            if kept.isEmpty { break }
            kept.forEach(end)
        }
        end(try Int64.fetchOne(db, sql: Schema.lastID) ?? 0)
        return gaps
    }

    /// Tells that a server has run on this directory for so long since it last told so.
    public func ran(for duration: Duration) async throws(AppendError) { try await writer.submit(.run(seconds: duration.components.seconds)) }

    // MARK: Reading

    /// The timeline of an exercice, in order; `nil` when there is none.
    /// - Parameters:
    ///   - numero: its first event to be read.
    ///   - limit: so many at most.
    public func read(_ id: ExerciceID, from numero: Int = 1, limit: Int = .max) async throws(ReadError) -> Timeline<Evenement>? {
        try await read { [self] db in try Self.rang(id, Evenement.premier, db).map { try timeline($0, from: numero, limit: limit, db) } }
    }

    /// What is made of the timeline of an exercice, on the thread that reads it; `nil` when there is none.
    public func read<Value: Sendable>(
        _ id: ExerciceID, _ made: @escaping @Sendable (Timeline<Evenement>) -> Value
    ) async throws(ReadError) -> Value? {
        try await read { [self] db in try Self.rang(id, Evenement.premier, db).map { made(try timeline($0, db)) } }
    }

    /// The timeline of the exercice that gave the justificatif of this reference; `nil` when there is none. Whose it is,
    /// it does not tell.
    public func read(_ reference: Reference) async throws(ReadError) -> [Entry]? {
        try await read { [self] db in
            let search = try db.cachedStatement(sql: Schema.rangOfReference), text = reference.description
            return try Int64.fetchOne(search, arguments: [Schema.key(text.utf8), text]).map { try timeline($0, db).entries }
        }
    }

    /// Every timeline of a kind that is not that of exercices, with the id by which it began. Waits for the disk: it is
    /// read once, when the server starts.
    public func all<Event: Recordable>(_: Event.Type) throws(ReadError) -> [(id: ExerciceID, timeline: Timeline<Event>)] {
        Waiting.assertAllowed("To read all that there is")
        do {
            return try pool.read { db in
                try Row.fetchAll(db, sql: Schema.others, arguments: [Event.premier]).compactMap { row in
                    try ExerciceID(octets: row[1]).map { ($0, try timeline(row[0], db)) }
                }
            }
        } catch { throw failure(error) }
    }

    /// The timeline at a track that is known; `nil` when it was erased.
    public func read<Event: Recordable>(_ track: Track, _: Event.Type) async throws(ReadError) -> Timeline<Event>? {
        try await read { [self] db in
            let timeline: Timeline<Event> = try timeline(track.rang, db)
            return timeline.version == 0 ? nil : timeline
        }
    }

    /// The timelines of a kind in which nothing happened since that instant, nor in the last hour in which a server ran, by
    /// the ids with which they began.
    public func idle<Event: Recordable>(_: Event.Type, since limit: Instant) async throws(ReadError) -> [ExerciceID] {
        var idle: [ExerciceID] = []
        for start in stride(from: Int64(0), through: lastRank.load(ordering: .relaxed), by: Int(Self.readAtOnce)) {
            idle += try await read { db in
                try Data.fetchAll(db, sql: Schema.idle, arguments: [start, Self.readAtOnce, limit.milliseconds, Event.premier]).compactMap(ExerciceID.init(octets:))
            }
        }
        return idle
    }

    /// Exercices, by one read: what empties the WAL waits for its end.
    private static let readAtOnce: Int64 = 2_000

    /// How many exercices there are.
    public func count() async throws(ReadError) -> Int {
        do { return try await writer.count() } catch { throw .unavailable }
    }

    /// - Parameter premier: by which the kind of timeline begins that is looked for.
    static func rang(_ id: ExerciceID, _ premier: String, _ db: Database) throws -> Int64? {
        let octets = id.octets
        return try Int64.fetchOne(try db.cachedStatement(sql: Schema.rang), arguments: [Schema.key(octets), octets, premier])
    }

    private func timeline<Event: Recordable>(_ rang: Int64, from numero: Int = 1, limit: Int = .max, _ db: Database) throws -> Timeline<Event> {
        var timeline = Timeline<Event>(track: Track(rang: rang), version: numero - 1)
        for row in try Row.fetchAll(try db.cachedStatement(sql: Schema.entries), arguments: [rang, numero, limit]) {
            timeline.version = row[0]
            let nom: String = row[2]
            if let attributs = Payload.read(row[3]), let evenement = Event(nom: nom, attributs: attributs) {
                timeline.entries.append(Record(numero: row[0], reel: Instant(milliseconds: row[1]).clamped(to: Instant.mur), evenement: evenement))
            } else {
                leaveOut(.init(rang: rang, numero: row[0]))
            }
        }
        return timeline
    }

    /// Whose it is, the log does not tell.
    private func leaveOut(_ event: Event) {
        guard leftOut.withLock({ $0.insert(event).inserted }) else { return }
        logger.error("Event \(event.numero) of timeline \(event.rang) cannot be read: another version wrote it, or it is damaged. It is left out.")
    }

    private func read<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws(ReadError) -> Value {
        do { return try await readers.run { [pool] in try pool.read(body) } } catch { throw failure(error) }
    }

    private func failure(_ error: any Error) -> ReadError {
        logger.error("The journal cannot be read: \(Self.reason(error)).")
        return .unavailable
    }

    static func reason(_ error: any Error) -> String {
        if let error = error as? DatabaseError { return error.message ?? "SQLite error \(error.resultCode.rawValue)" }
        return (error as NSError).localizedFailureReason ?? error.localizedDescription
    }
}
