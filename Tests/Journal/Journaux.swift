import Foundation
import GRDB
import Logging
import Testing
@testable import Journal
@testable import Procedure

/// A directory of its own for each test, gone after it.
final class Dossier {
    let chemin = NSTemporaryDirectory() + "journal-" + UUID().uuidString
    var base: String { chemin + "/opposition.sqlite" }
    /// The writer of a journal that is gone may still be on its way out: it is waited for.
    func ouvre() throws -> Journal {
        let limite = ContinuousClock.now + .seconds(1)
        while true {
            do { return try Journal(directory: chemin, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }) }
            catch JournalError.busy where ContinuousClock.now < limite { usleep(1000) }
        }
    }
    /// All the bytes of all the files.
    func octets() throws -> Data {
        try FileManager.default.contentsOfDirectory(atPath: chemin).reduce(into: Data()) { $0 += try Data(contentsOf: URL(fileURLWithPath: chemin + "/" + $1)) }
    }
    deinit { try? FileManager.default.removeItem(atPath: chemin) }
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
        let plan = try await journal.pool.read { try Row.fetchAll($0, sql: "EXPLAIN QUERY PLAN " + Schema.rangOfReference, arguments: ["x"]).map { $0["detail"] as String } }
        #expect(plan.allSatisfy { $0.contains("USING INDEX justificatifs") }, "\(plan)")
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
        #expect(try journal.count() == 500)
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
        let id = Self.id()
        do {
            let journal = try dossier.ouvre()
            let fil = try await journal.begin(Self.debut, id, at: Self.reel)
            for version in 1..<200 { try await journal.append([Evenement.choixRepris], to: fil, expecting: version, at: Self.reel) }
            // Erased and committed, as just before a crash.
            try await journal.pool.write { db in
                try db.execute(sql: Schema.delete, arguments: [fil.rang])
                try db.execute(sql: Schema.markTraces)
            }
        }
        let avant = try await DatabaseQueue(path: dossier.base).read { try Int.fetchOne($0, sql: "PRAGMA freelist_count") ?? 0 }
        let journal = try dossier.ouvre()
        let apres = try await journal.pool.read { try (Int.fetchOne($0, sql: "PRAGMA freelist_count"), Int.fetchOne($0, sql: "PRAGMA user_version")) }
        #expect(avant > 0 && apres == (0, 0))
        #expect(try dossier.octets().range(of: id.octets) == nil)
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

    @Test("An event that this version does not know stops the reading of its exercice, and of no other")
    func inconnu() async throws {
        let journal = try dossier.ouvre(), id = Self.id(), autre = Self.id()
        let fil = try await journal.begin(Self.debut, id, at: Self.reel)
        _ = try await journal.begin(Self.debut, autre, at: Self.reel)
        try await journal.pool.write { try $0.execute(sql: "INSERT INTO evenements VALUES (?, 2, 0, 'demain', '{}', NULL)", arguments: [fil.rang]) }
        await #expect(throws: ReadError.self) { _ = try await journal.read(id) }
        #expect(try await journal.read(autre)?.entries.count == 1)
    }

    @Test("Attributes go to JSON and back, whatever they hold", arguments: ["", "é « » \" \\ \n\u{1}\u{1F600}", "{}"])
    func corps(_ texte: String) {
        let attributs = [Attribut(nom: "a", valeur: .texte(texte)), Attribut(nom: "b", valeur: .booleen(true)), Attribut(nom: "c", valeur: .liste([texte, "x"]))]
        #expect(Payload.read(Payload.written(attributs)).map(Set.init) == Set(attributs))
    }
}
