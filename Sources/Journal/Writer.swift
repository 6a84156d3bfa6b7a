import Foundation
import GRDB
import Logging
import Procedure
import Synchronization
import Threads

/// What writes to the journal, on a thread of its own: all that waits goes in one transaction (group commit).
final class Writer: Sendable {
    enum Work: Sendable {
        case begin(Journal.Beginning)
        case append([StoredEvent], Journal.Track, version: Int, beginning: [Journal.Beginning])
        case erase(Journal.Track, with: [ExerciceID], version: Int?)
        /// Whether there was such a timeline, of the kind that so begins.
        case eraseFound(ExerciceID, premier: String, Answer<Bool>)
        /// Those that it erased.
        case eraseIdle([ExerciceID], since: Instant, Answer<[ExerciceID]>)
        /// Whether the WAL is empty: a reader may still need it.
        case truncate(Answer<Bool>)
        case trim(after: Int64, before: Int64)
        /// A server has run for so many seconds more.
        case run(seconds: Int64)
        case count

        /// What a transaction cannot do.
        var isAside: Bool {
            switch self {
            case .truncate, .count: true
            case .begin, .append, .erase, .eraseFound, .eraseIdle, .trim, .run: false
            }
        }
    }

    /// What a job leaves besides its outcome: there once its waiter is resumed.
    final class Answer<Value: Sendable>: Sendable {
        private let stored: Mutex<Value>
        init(_ value: Value) { stored = Mutex(value) }
        var value: Value { stored.withLock { $0 } }
        fileprivate func give(_ value: Value) { stored.withLock { $0 = value } }
    }

    private typealias Outcome = Result<Void, AppendError>
    private struct Job: Sendable { let work: Work, waiter: UnsafeContinuation<Outcome, Never> }
    /// What waits for the next transaction. `isWriting`: the thread is at work and will take it.
    private struct Queue { var jobs: [Job] = [], isWriting = false }

    private let pool: DatabasePool
    private let logger: Logger
    private let thread = Workers()
    private let queue = Mutex(Queue())
    /// Whether the last transaction failed.
    private let isFailing = Atomic(false)
    /// How many exercices there are; below zero until somebody asks.
    private let population = Atomic(-1)

    init(_ pool: DatabasePool, _ logger: Logger) { (self.pool, self.logger) = (pool, logger) }

    /// On return it is on disk.
    func submit(_ work: Work) async throws(AppendError) {
        // Each waiter is resumed once, at the end of the group that takes its job.
        try await withUnsafeContinuation { waiter in
            let isFirst = queue.withLock { queue in
                queue.jobs.append(Job(work: work, waiter: waiter))
                defer { queue.isWriting = true }
                return !queue.isWriting
            }
            if isFirst { thread.enqueue { self.write() } }
        }.get()
    }

    /// How many exercices there are: from memory, once they have been counted.
    func count() async throws(AppendError) -> Int {
        if population.load(ordering: .relaxed) < 0 { try await submit(.count) }
        return population.load(ordering: .relaxed)
    }

    // MARK: On the thread

    /// Until nothing waits.
    private func write() {
        while true {
            let jobs = queue.withLock { queue in
                defer { queue.jobs = [] }
                queue.isWriting = !queue.jobs.isEmpty
                return queue.jobs
            }
            if jobs.isEmpty { return }
            pool.writeWithoutTransaction { write(jobs, $0) }
        }
    }

    private func write(_ jobs: [Job], _ db: Database) {
        let outcomes = commit(jobs, db), all = zip(jobs, outcomes)
        for (job, outcome) in all where !job.work.isAside { job.waiter.resume(returning: outcome) }
        for (job, outcome) in all where job.work.isAside { job.waiter.resume(returning: outcome.flatMap { doAside(job.work, db) }) }
    }

    private func commit(_ jobs: [Job], _ db: Database) -> [Outcome] {
        do {
            var change = 0
            let outcomes = try inTransaction(db) { try jobs.map { try execute($0.work, db, &change) } }
            if population.load(ordering: .relaxed) >= 0 { population.add(change, ordering: .relaxed) }
            reportRecovery()
            return outcomes
        } catch {
            reportOutage(error)
            return jobs.map { _ in .failure(.unavailable) }
        }
    }

    /// As `Database.inTransaction`, by statements that are parsed once: an eighth of what a step costs.
    private func inTransaction<Value>(_ db: Database, _ body: () throws -> Value) throws -> Value {
        try db.cachedStatement(sql: "BEGIN IMMEDIATE").execute()
        do {
            let value = try body()
            try db.cachedStatement(sql: "COMMIT").execute()
            return value
        } catch {
            // Nothing to do where SQLite has done so itself: its disk is full, for one.
            try? db.rollback()
            throw error
        }
    }

    private func doAside(_ work: Work, _ db: Database) -> Outcome {
        do {
            switch work {
            case .truncate(let isEmpty): isEmpty.give(try truncate(db))
            case .count: if population.load(ordering: .relaxed) < 0 { population.store(try Int.fetchOne(db, sql: Schema.count) ?? 0, ordering: .relaxed) }
            case .begin, .append, .erase, .eraseFound, .eraseIdle, .trim, .run: break
            }
            return .success(())
        } catch {
            reportOutage(error)
            return .failure(.unavailable)
        }
    }

    /// Without waiting for readers: meanwhile others could not write.
    private func truncate(_ db: Database) throws -> Bool {
        try db.execute(sql: "PRAGMA busy_timeout = 0")
        defer { try? db.execute(sql: "PRAGMA busy_timeout = \(Journal.patience * 1_000)") }
        do { try db.checkpoint(.truncate) } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY { return false }
        return true
    }

    /// - Parameter change: by how many exercices there are more.
    private func execute(_ work: Work, _ db: Database, _ change: inout Int) throws -> Outcome {
        func execute(_ sql: String, _ arguments: StatementArguments) throws {
            let statement = try db.cachedStatement(sql: sql)
            statement.setUncheckedArguments(arguments)
            try statement.execute()
        }
        func begin(_ beginning: Journal.Beginning) throws {
            let first = beginning.first, octets = beginning.id.octets
            try execute(Schema.insertFirst, [beginning.track.rang, first.reel.milliseconds, first.nom, first.corps, octets, Schema.key(octets)])
            if first.nom == Evenement.premier { change += 1 }
        }
        func erase(_ id: ExerciceID, _ premier: String = Evenement.premier) throws -> Bool {
            guard let rang = try Journal.rang(id, premier, db) else { return false }
            try execute(Schema.erase, [rang])
            if premier == Evenement.premier { change -= 1 }
            return true
        }
        switch work {
        case .begin(let beginning): try begin(beginning)
        case .append(let entries, let track, let version, let beginnings):
            for (index, entry) in entries.enumerated() {
                try execute(
                    index == 0 ? Schema.insertIfVersion : Schema.insert,
                    [track.rang, version + 1 + index, entry.reel.milliseconds, entry.nom, entry.corps, entry.cle])
                if index == 0, db.changesCount == 0 { return .failure(.conflict) }
            }
            for beginning in beginnings { try begin(beginning) }
        case .erase(let track, let exercices, let version):
            if let version, try Int.fetchOne(db, sql: Schema.version, arguments: [track.rang]) != version { return .failure(.conflict) }
            for exercice in exercices { _ = try erase(exercice) }
            try execute(Schema.erase, [track.rang])
        case .eraseFound(let id, let premier, let wasThere): wasThere.give(try erase(id, premier))
        case .eraseIdle(let exercices, let limit, let erased):
            erased.give(try exercices.filter { id in
                guard let rang = try Journal.rang(id, Evenement.premier, db) else { return false }
                try execute(Schema.eraseIdle, [rang, limit.milliseconds])
                return db.changesCount > 0
            })
            change -= erased.value.count
        case .trim(let after, let before): try execute(Schema.trim, [after, before])
        case .run(let seconds):
            try execute(Schema.run, [seconds])
            try execute(Schema.forgetRun, [])
        case .truncate, .count: break
        }
        return .success(())
    }

    // MARK: The log

    /// Once for each outage: the log may be on the same disk.
    private func reportOutage(_ error: any Error) {
        if isFailing.exchange(true, ordering: .relaxed) { return }
        logger.error("The journal cannot be written: \(Journal.reason(error)). Steps are refused until it can.")
    }

    private func reportRecovery() {
        if isFailing.exchange(false, ordering: .relaxed) { logger.notice("The journal can be written again.") }
    }
}
