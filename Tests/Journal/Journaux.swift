import Foundation
import GRDB
import Logging
import Synchronization
import Testing
@testable import Journal
@testable import Procedure

/// A directory of its own for each test, gone after it.
final class Dossier {
    let chemin = NSTemporaryDirectory() + "journal-" + UUID().uuidString
    var base: String { chemin + "/opposition.sqlite" }
    let log = Carnet()
    /// The writer of a journal that is gone may still be on its way out: it is waited for.
    func ouvre() throws -> Journal {
        let limite = ContinuousClock.now + .seconds(1)
        while true {
            let journal = Result { () throws(JournalError) in try Journal(directory: chemin, logger: log.logger) }
            guard case .failure(.busy) = journal, ContinuousClock.now < limite else { return try journal.get() }
            usleep(1000)
        }
    }
    /// All the bytes of all the files.
    func octets() throws -> Data {
        try FileManager.default.contentsOfDirectory(atPath: chemin).reduce(into: Data()) { $0 += try Data(contentsOf: URL(fileURLWithPath: chemin + "/" + $1)) }
    }
    deinit { try? FileManager.default.removeItem(atPath: chemin) }
}

extension Journal {
    /// Events of one moment.
    func append<Event: Recordable>(
        _ evenements: [Event], to track: Track, expecting version: Int, beginning others: [Beginning] = [], at reel: Instant
    ) async throws(AppendError) {
        try await append(evenements.map { StoredEvent($0, at: reel) }, to: track, expecting: version, beginning: others)
    }
}

/// An event that cannot be read back.
private struct Muet: Recordable {
    static let premier = "muet"
    let nom = "muet", attributs: [Attribut] = []
    init() {}
    init?(nom: String, attributs: [Attribut]) { return nil }
}

@Suite("The journal")
struct Journaux {
    let dossier = Dossier()
    static let reel = Instant(milliseconds: 1_700_000_000_000)
    static let debut = Evenement.exerciceCommence(fiche: "odile-vautrin", scenario: "S1", horloge: Instant(milliseconds: 1_644_310_800_000))

    static func id() -> ExerciceID { var hasard = SystemRandomNumberGenerator(); return ExerciceID(hasard: &hasard) }

    @Test("What was appended is read back in order, after the journal was closed and opened again")
    func allerRetour() async throws {
        let id = Self.id(), suite: [Evenement] = [.identificationReussie(beneficiaire: nil), .choixFait(Decision(.cloture, suppression: true))]
        do {
            let journal = try dossier.ouvre()
            let fil = try await journal.begin(Self.debut, id, at: Self.reel)
            try await journal.append(suite, to: fil, expecting: 1, at: Self.reel + 5)
        }
        let entries = try #require(try await dossier.ouvre().read(id)).entries
        #expect(entries.map(\.numero) == [1, 2, 3])
        #expect(entries.map(\.evenement) == [Self.debut] + suite)
        #expect(entries.map(\.reel) == [Self.reel, Self.reel + 5, Self.reel + 5])
    }

    @Test("A justificatif's reference finds the timeline that gave it, by an index, and no other; erased, it finds none")
    func reference() async throws {
        let journal = try dossier.ouvre(), references = (0..<3).map { _ in var hasard = SystemRandomNumberGenerator(); return Reference(hasard: &hasard) }
        var fils: [Journal.Track] = []
        for reference in references.dropLast() {
            let fil = try await journal.begin(Self.debut, Self.id(), at: Self.reel)
            try await journal.append([Evenement.identificationReussie(beneficiaire: nil), .choixFait(Decision(.opposition)), .decisionConfirmee(reference)], to: fil, expecting: 1, at: Self.reel)
            fils.append(fil)
        }
        #expect(try await journal.read(references[1])?.last?.evenement == .decisionConfirmee(references[1]))
        #expect(try await journal.read(references[1])?.count == 4)
        #expect(try await journal.read(references[2]) == nil)
        let plan = try await journal.pool.read { try Row.fetchAll($0, sql: "EXPLAIN QUERY PLAN " + Schema.rangOfReference, arguments: [1, "x"]).map { $0["detail"] as String } }
        #expect(plan.allSatisfy { $0.contains("USING INDEX cles") }, "\(plan)")
        try await journal.erase(fils[1])
        #expect(try await journal.read(references[1]) == nil)
        #expect(try await journal.read(references[0])?.count == 4)
        #expect(try dossier.octets().range(of: Data(references[1].description.utf8)) == nil)
    }

    @Test("An append that expects another version is refused and writes nothing", arguments: [0, 1, 3, 7])
    func conflict(_ version: Int) async throws {
        let journal = try dossier.ouvre(), id = Self.id()
        let fil = try await journal.begin(Self.debut, id, at: Self.reel)
        try await journal.append([Evenement.choixRepris], to: fil, expecting: 1, at: Self.reel)
        await #expect(throws: AppendError.conflict) { try await journal.append([Evenement.choixRepris, .choixRepris], to: fil, expecting: version, at: Self.reel) }
        #expect(try await journal.read(id)?.entries.count == 2)
    }

    @Test("Of many that race for the same version one wins, whatever the group they were written in")
    func course() async throws {
        let journal = try dossier.ouvre(), id = Self.id()
        let fil = try await journal.begin(Self.debut, id, at: Self.reel)
        let gagnants = await withTaskGroup(of: Bool.self) { groupe in
            for _ in 0..<100 {
                groupe.addTask { (try? await journal.append([Evenement.choixRepris], to: fil, expecting: 1, at: Self.reel)) != nil }
            }
            return await groupe.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(gagnants == 1)
        #expect(try await journal.read(id)?.entries.count == 2)
    }

    @Test("Five hundred exercices written at once are all there, each whole, and counted")
    func ensemble() async throws {
        let journal = try dossier.ouvre(), ids = (0..<500).map { _ in Self.id() }
        try await withThrowingTaskGroup(of: Void.self) { groupe in
            for id in ids {
                groupe.addTask {
                    let fil = try await journal.begin(Self.debut, id, at: Self.reel)
                    try await journal.append([Evenement.choixRepris], to: fil, expecting: 1, at: Self.reel)
                }
            }
            try await groupe.waitForAll()
        }
        for id in ids { #expect(try await journal.read(id)?.entries.count == 2) }
        #expect(try await journal.count() == 500)
    }

    @Test("Erasing leaves nothing in the database, its WAL or its free pages, though pages have split around it")
    func effacement() async throws {
        let journal = try dossier.ouvre()
        var hasard = SystemRandomNumberGenerator()
        var tous: [(id: ExerciceID, fil: Journal.Track, reference: Reference)] = []
        for _ in 0..<1500 {
            let id = Self.id()
            tous.append((id, try await journal.begin(Self.debut, id, at: Self.reel), Reference(hasard: &hasard)))
        }
        // Interleaved, so that the rows of one exercice move many times as its pages fill and split.
        for version in 1..<4 {
            try await withThrowingTaskGroup(of: Void.self) { groupe in
                for un in tous { groupe.addTask { try await journal.append([Evenement.decisionConfirmee(un.reference)], to: un.fil, expecting: version, at: Self.reel) } }
                try await groupe.waitForAll()
            }
        }
        let efface = tous.prefix(400)
        try await withThrowingTaskGroup(of: Void.self) { groupe in
            for un in efface { groupe.addTask { try await journal.erase(un.fil) } }
            try await groupe.waitForAll()
        }
        let octets = try dossier.octets()
        for un in efface {
            #expect(octets.range(of: un.id.octets) == nil && octets.range(of: Data(un.reference.description.utf8)) == nil)
        }
        #expect(octets.range(of: Data(tous[1000].reference.description.utf8)) != nil)
        #expect(try await journal.read(tous[0].id) == nil)
        #expect(try await journal.read(tous[1000].id)?.entries.count == 4)
        await #expect(throws: AppendError.conflict) { try await journal.append([Evenement.choixRepris], to: tous[0].fil, expecting: 4, at: Self.reel) }
    }

    @Test("An erasure that a crash cut short is completed at the next start")
    func effacementInterrompu() async throws {
        let id = Self.id(), copie = Dossier()
        do {
            let journal = try dossier.ouvre()
            _ = try await journal.begin(Self.debut, id, at: Self.reel)
            // Erased and committed, as just before a crash: the WAL still tells of it.
            try await journal.pool.write { try $0.execute(sql: Schema.erase, arguments: [1]) }
            try FileManager.default.copyItem(atPath: dossier.chemin, toPath: copie.chemin)
        }
        #expect(try copie.octets().range(of: id.octets) != nil)
        let journal = try copie.ouvre()
        #expect(try copie.octets().range(of: id.octets) == nil)
        #expect(try await journal.read(id) == nil)
    }

    @Test("The place of what was erased is given back, and no page of those that stay keeps a stale copy of them")
    func place() async throws {
        let journal = try dossier.ouvre()
        var hasard = SystemRandomNumberGenerator()
        func commence(_ combien: Int) async throws -> [(id: ExerciceID, reference: Reference)] {
            let tous = (0..<combien).map { _ in (id: Self.id(), reference: Reference(hasard: &hasard)) }
            try await withThrowingTaskGroup(of: Void.self) { groupe in
                for un in tous {
                    groupe.addTask {
                        let fil = try await journal.begin(Self.debut, un.id, at: Self.reel)
                        try await journal.append([Evenement.decisionConfirmee(un.reference), .choixRepris, .choixRepris], to: fil, expecting: 1, at: Self.reel)
                    }
                }
                try await groupe.waitForAll()
            }
            return tous
        }
        func efface(_ tous: some Sequence<(id: ExerciceID, reference: Reference)>) async throws {
            await withTaskGroup(of: Void.self) { groupe in for un in tous { groupe.addTask { _ = try? await journal.erase(un.id) } } }
        }
        func pages() async throws -> (libres: Int, toutes: Int) {
            try await journal.pool.read { try (Int.fetchOne($0, sql: "PRAGMA freelist_count") ?? 0, Int.fetchOne($0, sql: "PRAGMA page_count") ?? 0) }
        }
        let avant = try await commence(20), long = try await commence(2_500), apres = try await commence(20)
        try await efface(long.dropLast(200))
        try await journal.trim()
        let vides = try await pages()
        #expect(vides.libres > vides.toutes / 4, "\(vides)")
        // Those around it can be erased in their turn.
        try await efface([avant, Array(long.suffix(200)), apres].joined())
        let octets = try dossier.octets()
        for un in [avant, long, apres].joined() {
            #expect(octets.range(of: un.id.octets) == nil && octets.range(of: Data(un.reference.description.utf8)) == nil)
        }
        _ = try await commence(300)
        #expect(try await pages().toutes == vides.toutes, "what was given back is used again")
        #expect(try await journal.pool.read { try String.fetchOne($0, sql: "PRAGMA integrity_check") } == "ok")
    }

    @Test("An exercice that was in use in the last hour in which a server ran is not idle, whatever the clock says")
    func heureDeMarche() async throws {
        let journal = try dossier.ouvre(), vieux = Self.id(), jeune = Self.id(), plusTard = Self.reel + 30 * 86_400_000
        func oisifs() async throws -> Set<ExerciceID> { Set(try await journal.idle(Evenement.self, since: plusTard)) }
        let fil = try await journal.begin(Self.debut, vieux, at: Self.reel)
        #expect(try await oisifs().isEmpty, "no server has run for an hour yet")
        for _ in 0..<11 { try await journal.ran(for: .seconds(300)) }
        #expect(try await oisifs().isEmpty, "55 minutes")
        try await journal.ran(for: .seconds(300))
        #expect(try await oisifs().isEmpty, "an hour since it was first written that a server ran")
        try await journal.ran(for: .seconds(300))
        #expect(try await oisifs() == [vieux])
        _ = try await journal.begin(Self.debut, jeune, at: Self.reel)
        #expect(try await oisifs() == [vieux])
        try await journal.append([Evenement.choixRepris], to: fil, expecting: 1, at: Self.reel)
        #expect(try await oisifs().isEmpty)
        #expect(try await journal.erase([vieux, jeune], idleSince: plusTard).isEmpty)
        for _ in 0..<13 { try await journal.ran(for: .seconds(300)) }
        #expect(try await oisifs() == [vieux, jeune])
        #expect(try await journal.pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM marche") ?? 0 } <= 14)
        #expect(try await journal.erase([vieux, jeune], idleSince: Self.reel).isEmpty, "the clock counts too")
        #expect(try await Set(journal.erase([vieux, jeune], idleSince: plusTard)) == [vieux, jeune])
    }

    @Test("A part of a timeline is read from an event on")
    func partie() async throws {
        let journal = try dossier.ouvre(), id = Self.id()
        let fil = try await journal.begin(Self.debut, id, at: Self.reel)
        try await journal.append((0..<9).map { _ in Evenement.choixRepris }, to: fil, expecting: 1, at: Self.reel)
        for (debut, limite, numeros) in [(1, 4, [1, 2, 3, 4]), (5, 4, [5, 6, 7, 8]), (9, 4, [9, 10]), (11, 4, []), (1, 0, []), (10, .max, [10])] {
            let partie = try #require(try await journal.read(id, from: debut, limit: limite))
            #expect(partie.entries.map(\.numero) == numeros && partie.version == numeros.last ?? debut - 1)
        }
        #expect(try await journal.read(Self.id(), from: 5, limit: 4) == nil)
    }

    @Test("The files are nobody else's, also in a directory that others may read")
    func modes() throws {
        try FileManager.default.createDirectory(atPath: dossier.chemin, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
        func modes() throws -> [Int] {
            try ["opposition.sqlite", "opposition.sqlite-wal", "opposition.sqlite-shm", "verrou"].map {
                try FileManager.default.attributesOfItem(atPath: dossier.chemin + "/" + $0)[.posixPermissions] as? Int ?? 0
            }
        }
        let avant = umask(0o022)
        defer { umask(avant) }
        do {
            let journal = try dossier.ouvre()
            #expect(try modes() == [0o600, 0o600, 0o600, 0o600])
            withExtendedLifetime(journal) {}
        }
        // As an older version left it.
        chmod(dossier.base, 0o644)
        let journal = try dossier.ouvre()
        #expect(try modes() == [0o600, 0o600, 0o600, 0o600])
        withExtendedLifetime(journal) {}
    }

    @Test("The number of an erased exercice is not given again: what was on its way to it never lands in another")
    func jamaisReutilise() async throws {
        let journal = try dossier.ouvre(), premier = try await journal.begin(Self.debut, Self.id(), at: Self.reel)
        try await journal.erase(premier)
        let second = Self.id()
        _ = try await journal.begin(Self.debut, second, at: Self.reel)
        await #expect(throws: AppendError.conflict) { try await journal.append([Evenement.choixRepris], to: premier, expecting: 1, at: Self.reel) }
        #expect(try await journal.read(second)?.entries.count == 1)
    }

    @Test("A step is acknowledged only once it is on disk: the WAL is synchronous in full")
    func synchrone() throws {
        let journal = try dossier.ouvre()
        let pragma = try journal.pool.writeWithoutTransaction { try (Int.fetchOne($0, sql: "PRAGMA synchronous"), String.fetchOne($0, sql: "PRAGMA journal_mode")) }
        #expect(pragma.0 == 2 && pragma.1 == "wal")
    }

    @Test("A second journal on the same directory is refused, in one line; it opens once the first is gone")
    func occupe() throws {
        do {
            let premier = try dossier.ouvre()
            #expect { try dossier.ouvre() } throws: { if case JournalError.busy = $0 { !"\($0)".contains("\n") } else { false } }
            withExtendedLifetime(premier) {}
        }
        _ = try dossier.ouvre()
    }

    @Test("A lock that is refused closes its own descriptor once, and none that another thread was given meanwhile")
    func verrou() async throws {
        try FileManager.default.createDirectory(atPath: dossier.chemin, withIntermediateDirectories: true)
        let premier = try DirectoryLock(directory: dossier.chemin), chemin = dossier.chemin
        async let refuses: Void = { for _ in 0..<20_000 { _ = try? DirectoryLock(directory: chemin) } }()
        async let perdus: Int = {
            (0..<20_000).count { _ in
                let mien = open("/dev/null", O_RDONLY)
                sched_yield()
                return close(mien) != 0
            }
        }()
        await refuses
        #expect(await perdus == 0)
        withExtendedLifetime(premier) {}
    }

    @Test("A file that is no database is refused, and left as it is")
    func illisible() throws {
        try FileManager.default.createDirectory(atPath: dossier.chemin, withIntermediateDirectories: true)
        let texte = Data(String(repeating: "ceci n’est pas une base ", count: 300).utf8)
        try texte.write(to: URL(fileURLWithPath: dossier.base))
        #expect { try dossier.ouvre() } throws: { if case JournalError.unreadable = $0 { true } else { false } }
        #expect(try Data(contentsOf: URL(fileURLWithPath: dossier.base)) == texte)
    }

    @Test("A database made by a newer version is refused, and left as it is")
    func tropRecent() throws {
        _ = try dossier.ouvre()
        try DatabaseQueue(path: dossier.base).write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99 demain')") }
        #expect { try dossier.ouvre() } throws: { if case JournalError.tooRecent = $0 { true } else { false } }
    }

    @Test("A directory that cannot be made is refused, in one line that says how to mend it", arguments: ["/dev/null/sous", "/proc/journal"])
    func inaccessible(_ chemin: String) {
        #expect { try Journal(directory: chemin, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }) } throws: {
            "\($0)".contains("--data") && !"\($0)".contains("\n")
        }
    }

    @Test("An event that cannot be read is left out, and told once: the rest of its timeline, and all others, are read and go on", arguments: ["demain", "horlogeReglee"])
    func inconnu(_ nom: String) async throws {
        let journal = try dossier.ouvre(), id = Self.id(), autre = Self.id()
        let fil = try await journal.begin(Self.debut, id, at: Self.reel)
        _ = try await journal.begin(Self.debut, autre, at: Self.reel)
        try await journal.append([Evenement.choixRepris], to: fil, expecting: 1, at: Self.reel)
        try await journal.pool.write { db in
            for numero in 3...4 {
                try db.execute(sql: Schema.insert, arguments: [fil.rang, numero, 0, nom, #"{"horloge":"19999-02-08T10:00:00+01:00"}"#, nil])
            }
        }
        for _ in 0..<2 {
            let lu = try #require(try await journal.read(id))
            #expect(lu.entries.map(\.evenement) == [Self.debut, .choixRepris] && lu.version == 4)
        }
        #expect(dossier.log.texte.components(separatedBy: "cannot be read").count == 3, "two events, each once")
        try await journal.append([Evenement.sessionExpiree], to: fil, expecting: 4, at: Self.reel)
        #expect(try await journal.read(id)?.entries.map(\.numero) == [1, 2, 5])
        #expect(try await journal.read(autre)?.entries.count == 1)
        #expect(try await journal.erase(id))
        #expect(try dossier.octets().range(of: id.octets) == nil)
    }

    @Test("A timeline whose beginning cannot be read can be erased, by hand and when it is old")
    func debutIllisible() async throws {
        let journal = try dossier.ouvre(), ids = [Self.id(), Self.id()]
        for id in ids { _ = try await journal.begin(Self.debut, id, at: Self.reel) }
        try await journal.pool.write { try $0.execute(sql: "UPDATE evenements SET corps = '{}'") }
        #expect(try await journal.read(ids[0])?.entries.isEmpty == true)
        #expect(try await journal.erase(ids[0]))
        #expect(try await !journal.erase(ids[0]))
        for _ in 0..<14 { try await journal.ran(for: .seconds(300)) }
        #expect(try await journal.idle(Evenement.self, since: Self.reel + 1) == [ids[1]])
        #expect(try await journal.erase([ids[1]], idleSince: Self.reel + 1) == [ids[1]])
        #expect(try await journal.count() == 0)
    }

    @Test("What could not be read back is not written: neither an event, nor what begins with it")
    func illisibles() async throws {
        let journal = try dossier.ouvre(), id = Self.id()
        let fil = try await journal.begin(Self.debut, id, at: Self.reel)
        await #expect(throws: AppendError.unreadable) { try await journal.append([Muet()], to: fil, expecting: 1, at: Self.reel) }
        await #expect(throws: AppendError.unreadable) { _ = try await journal.begin(Muet(), Self.id(), at: Self.reel) }
        await #expect(throws: AppendError.unreadable) {
            try await journal.append([Evenement.choixRepris], to: fil, expecting: 1, beginning: [journal.beginning(Muet(), Self.id(), at: Self.reel)], at: Self.reel)
        }
        #expect(try await journal.read(id)?.entries.count == 1)
        #expect(dossier.log.texte.contains("muet"))
    }

    @Test("A database of the former layout is opened: all of it is there, in the new one, and what it had erased is nowhere")
    func ancienne() async throws {
        try FileManager.default.createDirectory(atPath: dossier.chemin, withIntermediateDirectories: true)
        let ids = (0..<300).map { _ in Self.id() }, efface = Self.id()
        var hasard = SystemRandomNumberGenerator()
        let reference = Reference(hasard: &hasard)
        do {
            let base = try DatabaseQueue(path: dossier.base)
            try await base.writeWithoutTransaction { db in
                try db.execute(sql: """
                    PRAGMA journal_mode = WAL;
                    CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
                    INSERT INTO grdb_migrations VALUES ('1 evenements'), ('2 justificatifs'), ('3 justificatifs par téléphone'), ('4 salles');
                    CREATE TABLE evenements (rang INTEGER NOT NULL, numero INTEGER NOT NULL, instant INTEGER NOT NULL, nom TEXT NOT NULL,
                        corps TEXT NOT NULL, exercice BLOB, PRIMARY KEY (rang, numero)) WITHOUT ROWID, STRICT;
                    CREATE UNIQUE INDEX exercices ON evenements (exercice) WHERE numero = 1;
                    CREATE INDEX justificatifs ON evenements (corps ->> 'reference') WHERE nom IN ('decisionConfirmee', 'justificatifDemande');
                    CREATE INDEX autres ON evenements (nom) WHERE numero = 1 AND nom <> 'exerciceCommence';
                    """)
                func ajoute(_ evenement: Evenement, _ rang: Int, _ numero: Int, _ id: ExerciceID? = nil) throws {
                    try db.execute(
                        sql: "INSERT INTO evenements VALUES (?, ?, ?, ?, ?, ?)",
                        arguments: [rang, numero, Self.reel.milliseconds + Int64(numero), evenement.nom, Payload.written(evenement.attributs), id?.octets])
                }
                for (rang, id) in ([efface] + ids).enumerated() { try ajoute(Self.debut, rang + 1, 1, id) }
                for numero in 2...4 { for rang in 1...301 { try ajoute(numero == 4 && rang == 7 ? .decisionConfirmee(reference) : .choixRepris, rang, numero) } }
                try db.execute(sql: "DELETE FROM evenements WHERE rang = 1; PRAGMA user_version = 1")
            }
        }
        let journal = try dossier.ouvre()
        #expect(try await journal.count() == 300)
        for id in ids {
            let lu = try #require(try await journal.read(id))
            #expect(lu.entries.map(\.numero) == [1, 2, 3, 4] && lu.entries[0].evenement == Self.debut && lu.entries[3].reel == Self.reel + 4)
        }
        #expect(try await journal.read(reference)?.last?.evenement == .decisionConfirmee(reference))
        #expect(try dossier.octets().range(of: efface.octets) == nil)
        #expect(dossier.log.texte.contains("new layout"))
        #expect(try await journal.erase(ids[5]))
        #expect(try await journal.read(reference) == nil)
        let octets = try dossier.octets()
        #expect(octets.range(of: Data(reference.description.utf8)) == nil && octets.range(of: ids[5].octets) == nil)
    }

    @Test("Attributes go to JSON and back, whatever they hold", arguments: ["", "é « » \" \\ \n\u{1}\u{1F600}", "{}"])
    func corps(_ texte: String) {
        let attributs = [Attribut(nom: "a", valeur: .texte(texte)), Attribut(nom: "b", valeur: .booleen(true)), Attribut(nom: "c", valeur: .liste([texte, "x"]))]
        #expect(Payload.read(Payload.written(attributs)).map(Set.init) == Set(attributs))
    }
}
