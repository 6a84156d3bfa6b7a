import Foundation
import GRDB
import Logging
public import Procedure
import Synchronization

/// The durable timeline of every exercice: one table of events, in SQLite (WAL, `synchronous=FULL`).
///
/// - An append says which version it expects, so of two that race one wins and the other is told.
/// - What an append acknowledges is on disk. Appends that wait are written together, in one transaction.
/// - What is erased is in no file any more: not in the database, not in its WAL, not in a free page.
/// - One process at a time holds a directory.
public final class Journal: Sendable {
    /// Where the timeline of an exercice is kept.
    public struct Fil: Hashable, Sendable {
        let rang: Int64
    }

    /// One event of a timeline.
    public struct Ligne: Hashable, Sendable {
        /// 1 for the first; the version of the exercice is the number of its last event.
        public let numero: Int
        /// By the clock on the wall.
        public let reel: Instant
        public let evenement: Evenement
    }

    let pool: DatabasePool
    private let verrou: Verrou
    private let logger: Logger
    private let attente = Mutex(Attente())
    /// The number of the last exercice that began. It never goes back, so that none is given twice while an append to
    /// an erased exercice may still be on its way.
    private let dernierRang: Atomic<Int64>
    /// Whether the last transaction failed.
    private let enPanne = Atomic(false)

    /// Opens, or makes, `opposition.sqlite` in that directory, and the directory itself.
    /// - Throws: `JournalError`, whose description is one line that says what to do.
    public init(directory: String, logger: Logger) throws(JournalError) {
        self.logger = logger
        let chemin = directory + "/opposition.sqlite"
        do {
            try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch { throw .inaccessible(directory, raison: "it cannot be made (\(Self.raison(error)))") }
        verrou = try Verrou(directory: directory)
        do {
            var configuration = Configuration()
            configuration.maximumReaderCount = 2
            configuration.busyMode = .timeout(5)
            pool = try DatabasePool(path: chemin, configuration: configuration)
            // GRDB sets NORMAL when it turns WAL on; an acknowledged step must outlive a power cut.
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            guard try !pool.read(Schema.migrations.hasBeenSuperseded) else { throw JournalError.tropRecent(chemin) }
            try Schema.migrations.migrate(pool)
            try pool.writeWithoutTransaction(Self.acheverLesEffacements)
            dernierRang = Atomic(try pool.read { try Int64.fetchOne($0, sql: Schema.dernierRang) ?? 0 })
        } catch let erreur as JournalError {
            throw erreur
        } catch let erreur as DatabaseError where [.SQLITE_NOTADB, .SQLITE_CORRUPT].contains(erreur.resultCode) {
            throw .illisible(chemin)
        } catch {
            throw .inaccessible(directory, raison: Self.raison(error))
        }
    }

    // MARK: Writing

    /// Begins an exercice; on return its first event is on disk.
    /// - Throws: `.indisponible`.
    public func commence(_ evenement: Evenement, _ id: ExerciceID, at reel: Instant) async throws(AppendError) -> Fil {
        let fil = Fil(rang: dernierRang.add(1, ordering: .relaxed).newValue)
        try await soumettre { .commencer(LigneEcrite(evenement), fil, id, reel, $0) }
        return fil
    }

    /// Adds events to an exercice; on return they are on disk.
    /// - Parameter version: the number of the last event known.
    /// - Throws: `.conflit` when the exercice is not at that version (another append won, or it was erased);
    ///   `.indisponible` when the disk refuses. Nothing was written then.
    public func append(_ evenements: [Evenement], to fil: Fil, expecting version: Int, at reel: Instant) async throws(AppendError) {
        let lignes = evenements.map(LigneEcrite.init)
        try await soumettre { .ajouter(lignes, fil, version: version, reel, $0) }
    }

    /// Erases an exercice, and every trace of it in the files. Erasing one that is not there is not an error.
    public func erase(_ fil: Fil) async throws(AppendError) {
        try await soumettre { .effacer(fil, $0) }
    }

    private typealias Suite = CheckedContinuation<Result<Void, AppendError>, Never>

    private enum Travail: Sendable {
        case commencer(LigneEcrite, Fil, ExerciceID, Instant, Suite)
        case ajouter([LigneEcrite], Fil, version: Int, Instant, Suite)
        case effacer(Fil, Suite)

        var suite: Suite {
            switch self {
            case .commencer(_, _, _, _, let suite), .ajouter(_, _, _, _, let suite), .effacer(_, let suite): suite
            }
        }
        var efface: Bool { if case .effacer = self { true } else { false } }
    }

    /// An event as the table holds it.
    private struct LigneEcrite: Sendable {
        let nom: String, corps: String
        init(_ evenement: Evenement) { (nom, corps) = (evenement.nom, Corps.ecrit(evenement.attributs)) }
    }

    /// What waits for the next transaction. `enCours`: a writer is at work and will take it.
    private struct Attente: Sendable { var travaux: [Travail] = [], enCours = false }

    private func soumettre(_ travail: (Suite) -> Travail) async throws(AppendError) {
        try await withCheckedContinuation { suite in
            let demarrer = attente.withLock { attente in
                attente.travaux.append(travail(suite))
                defer { attente.enCours = true }
                return !attente.enCours
            }
            if demarrer { pool.asyncWriteWithoutTransaction { self.ecrire($0) } }
        }.get()
    }

    /// Group commit: all that waits goes in one transaction, and again until nothing waits.
    private func ecrire(_ db: Database) {
        while true {
            let travaux = attente.withLock { attente in
                defer { attente.travaux = [] }
                attente.enCours = !attente.travaux.isEmpty
                return attente.travaux
            }
            if travaux.isEmpty { return }
            let issues: [Result<Void, AppendError>]
            do {
                var validees: [Result<Void, AppendError>] = []
                try db.inTransaction(.immediate) {
                    validees = try travaux.map { try self.executer($0, db) }
                    return .commit
                }
                issues = validees
                retablir()
            } catch {
                signaler(error)
                issues = travaux.map { _ in .failure(.indisponible) }
            }
            let effacements = zip(travaux, issues).filter { travail, issue in
                // What is committed is acknowledged; what is erased, only once it is in no file.
                if travail.efface, case .success = issue { return true }
                travail.suite.resume(returning: issue)
                return false
            }
            if effacements.isEmpty { continue }
            let disparus = Result { try Self.faireDisparaitre(db) }
            if case .failure(let erreur) = disparus { signaler(erreur) }
            for (travail, _) in effacements { travail.suite.resume(returning: disparus.mapError { _ in .indisponible }) }
        }
    }

    /// Once for each outage: the log may be on the same disk.
    private func signaler(_ erreur: any Error) {
        if enPanne.exchange(true, ordering: .relaxed) { return }
        logger.error("The journal cannot be written: \(Self.raison(erreur)). Steps are refused until it can.")
    }

    private func retablir() {
        if enPanne.exchange(false, ordering: .relaxed) { logger.notice("The journal can be written again.") }
    }

    private func executer(_ travail: Travail, _ db: Database) throws -> Result<Void, AppendError> {
        func executer(_ sql: String, _ arguments: StatementArguments) throws {
            let ordre = try db.cachedStatement(sql: sql)
            ordre.setUncheckedArguments(arguments)
            try ordre.execute()
        }
        switch travail {
        case .commencer(let ligne, let fil, let id, let reel, _):
            try executer(Schema.commencement, [fil.rang, reel.milliseconds, ligne.nom, ligne.corps, id.octets])
        case .ajouter(let lignes, let fil, let version, let reel, _):
            for (rang, ligne) in lignes.enumerated() {
                try executer(
                    rang == 0 ? Schema.ajoutSiVersion : Schema.ajout, [fil.rang, version + 1 + rang, reel.milliseconds, ligne.nom, ligne.corps])
                if rang == 0, db.changesCount == 0 { return .failure(.conflit) }
            }
        case .effacer(let fil, _):
            try executer(Schema.effacement, [fil.rang])
            try db.execute(sql: Schema.tracesRestantes)
        }
        return .success(())
    }

    /// `secure_delete` is not enough: a page that split keeps stale copies of rows that moved (measured: 1 % of the
    /// erased left one). Rebuilding the file and emptying the WAL leaves none, by construction.
    private static func faireDisparaitre(_ db: Database) throws {
        try db.execute(sql: "VACUUM")
        try db.execute(sql: Schema.sansTrace)
        try db.checkpoint(.truncate)
    }

    /// What a crash, or a full disk, left between an erasure and the end of its traces.
    private static func acheverLesEffacements(_ db: Database) throws {
        if try Bool.fetchOne(db, sql: "PRAGMA user_version") == true { try faireDisparaitre(db) }
    }

    // MARK: Reading

    /// The timeline of an exercice, in order; `nil` when there is none.
    public func lire(_ id: ExerciceID) async throws(LectureError) -> (fil: Fil, lignes: [Ligne])? {
        do {
            return try await pool.read { db in
                let recherche = try db.cachedStatement(sql: Schema.rang)
                guard let rang = try Int64.fetchOne(recherche, arguments: [id.octets]) else { return nil }
                return (Fil(rang: rang), try Self.lignes(rang, db))
            }
        } catch { throw lectureImpossible(error) }
    }

    private static func lignes(_ rang: Int64, _ db: Database) throws -> [Ligne] {
        try Row.fetchAll(try db.cachedStatement(sql: Schema.lignes), arguments: [rang]).map { ligne in
            let nom: String = ligne[2]
            guard let attributs = Corps.lu(ligne[3]), let evenement = Evenement(nom: nom, attributs: attributs) else {
                throw LectureError.evenementInconnu(nom)
            }
            return Ligne(numero: ligne[0], reel: Instant(milliseconds: ligne[1]), evenement: evenement)
        }
    }

    /// How many exercices there are.
    public func compte() throws(LectureError) -> Int {
        do { return try pool.read { try Int.fetchOne($0, sql: Schema.compte) ?? 0 } } catch { throw lectureImpossible(error) }
    }

    private func lectureImpossible(_ erreur: any Error) -> LectureError {
        logger.error("The journal cannot be read: \(Self.raison(erreur)).")
        return erreur as? LectureError ?? .indisponible
    }

    private static func raison(_ erreur: any Error) -> String {
        if let erreur = erreur as? DatabaseError { return erreur.message ?? "SQLite error \(erreur.resultCode.rawValue)" }
        if let erreur = erreur as? LectureError { return "\(erreur)" }
        return (erreur as NSError).localizedFailureReason ?? erreur.localizedDescription
    }
}

/// Why a journal cannot be opened. The description is one line.
public enum JournalError: Error, CustomStringConvertible {
    case inaccessible(String, raison: String)
    case occupe(String)
    case illisible(String)
    case tropRecent(String)

    public var description: String {
        switch self {
        case .inaccessible(let chemin, let raison): "The data directory \(chemin) cannot be used: \(raison). Choose another with --data."
        case .occupe(let chemin): "Another opposition server uses the data directory \(chemin). Stop it, or choose another with --data."
        case .illisible(let chemin): "\(chemin) is not a readable database. Put a backup back, or move the file away to begin anew; nothing was changed."
        case .tropRecent(let chemin): "\(chemin) was made by a newer version of opposition. Use that version; nothing was changed."
        }
    }
}

public enum AppendError: Error {
    /// The exercice is not at the version that was expected.
    case conflit
    /// The disk refuses (full, unplugged, damaged).
    case indisponible
}

public enum LectureError: Error {
    case indisponible
    /// Written by another version, or by hand.
    case evenementInconnu(String)
}
