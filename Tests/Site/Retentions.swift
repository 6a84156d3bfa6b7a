import Foundation
import Logging
import Synchronization
import Testing
@testable import Documents
@testable import Formation
@testable import Journal
@testable import Procedure
import Server
@testable import Site

@Suite("What nobody touches any more is erased")
struct Retentions {
    static let jour: Int64 = 86_400_000

    /// A site under a clock that the test turns, and all the bytes of its files.
    final class Montre: Sendable {
        let chemin = NSTemporaryDirectory() + "retention-" + UUID().uuidString
        let reel = Mutex(Banc.reel)
        let log = Carnet()

        func site() throws -> (site: Site, logger: Logger) {
            let log = log, logger = Logger(label: "montre") { _ in log.handler }
            let journal = try Journal(directory: chemin, logger: logger), keyring = try Keyring(directory: chemin, now: Banc.reel.milliseconds / 1000)
            return (try Site(journal: journal, keyring: keyring, configuration: .init(), metrics: Metrics(), clock: { self.reel.withLock(\.self) }), logger)
        }

        func octets() throws -> Data {
            try FileManager.default.contentsOfDirectory(atPath: chemin).reduce(into: Data()) { $0 += try Data(contentsOf: URL(fileURLWithPath: chemin + "/" + $1)) }
        }

        deinit { try? FileManager.default.removeItem(atPath: chemin) }
    }

    func commence(_ site: Site, _ cle: String = "odile-vautrin", at reel: Instant) async throws -> ExerciceID {
        let fiche = try #require(Catalogue.fiche(cle))
        return try await site.exercices.begin(fiche, nil, horloge: fiche.debut(nil), at: reel, isCapped: false).id
    }

    @Test("An exercice goes with the day after its last step, from memory and from every file; a younger one stays; the log counts, and names none")
    func sweep() async throws {
        let montre = Montre(), (site, logger) = try montre.site()
        let old = try await commence(site, "marius-delbosc", at: Banc.reel), older = try await commence(site, "marius-delbosc", at: Banc.reel)
        let touched = try await commence(site, at: Banc.reel)
        _ = try await site.exercices.execute(touched, .envoyerCourrier, at: Banc.reel + Self.jour)
        let retention = try #require(Retention("7d"))

        montre.reel.withLock { $0 = Banc.reel + 7 * Self.jour }
        await retention.sweep(site, logger: logger)
        #expect(try site.exercices.count() == 3 && !montre.log.texte.contains("Retention"), "seven days to the millisecond are not more than seven")

        montre.reel.withLock { $0 = Banc.reel + 7 * Self.jour + 1 }
        await retention.sweep(site, logger: logger)
        for id in [old, older] {
            #expect(site.exercices.cached(id) == nil)
            await #expect(throws: Exercices.Failure.notFound) { try await site.exercices.load(id) }
            #expect(try montre.octets().range(of: id.octets) == nil)
        }
        #expect(try montre.octets().range(of: Data("marius-delbosc".utf8)) == nil)
        #expect(try await site.exercices.load(touched).version == 2)
        #expect(try montre.octets().range(of: touched.octets) != nil)
        #expect(montre.log.texte.contains("2 exercices in which nothing had happened for 7 days erased"))
        #expect(!montre.log.texte.contains(old.description))

        montre.reel.withLock { $0 = Banc.reel + 8 * Self.jour + 1 }
        await retention.sweep(site, logger: logger)
        #expect(try site.exercices.count() == 0)
        #expect(montre.log.texte.contains("1 exercice in which nothing had happened for 7 days erased"))
    }

    @Test("A salle goes as a whole, once nothing happens in it nor in an exercice of it; until then it keeps all of its own")
    func salles() async throws {
        let montre = Montre(), (site, logger) = try montre.site()
        let old = try await site.salles.open(Plan.Modele.decouverte.plan, at: Banc.reel, isCapped: false)
        let alive = try await site.salles.open(Plan.Modele.decouverte.plan, at: Banc.reel, isCapped: false)
        let gone = try await site.salles.join(old.secret, at: Banc.reel, isCapped: false).id
        let erased = try await site.salles.join(old.secret, at: Banc.reel, isCapped: false).id
        try await site.exercices.erase(erased)
        let quiet = try await site.salles.join(alive.secret, at: Banc.reel, isCapped: false).id
        let active = try await site.salles.join(alive.secret, at: Banc.reel, isCapped: false).id
        _ = try await site.exercices.execute(active, .envoyerCourrier, at: Banc.reel + 5 * Self.jour)
        montre.reel.withLock { $0 = Banc.reel + 8 * Self.jour }
        await Retention.standard.sweep(site, logger: logger)
        #expect(site.salles.snapshot(old.secret) == nil && site.salles.snapshot(alive.secret)?.salle.postes.count == 2)
        for id in [quiet, active] { _ = try await site.exercices.load(id) }
        await #expect(throws: Exercices.Failure.notFound) { try await site.exercices.load(gone) }
        for octets in [old.secret.bits.octets, gone.octets, Data(old.salle.code.description.utf8)] { #expect(try montre.octets().range(of: octets) == nil) }
        #expect(montre.log.texte.contains("1 salle in which nothing had happened for 7 days erased") && !montre.log.texte.contains("exercice"))
    }

    @Test("More than one transaction takes are all erased, while others go on")
    func many() async throws {
        let montre = Montre(), (site, logger) = try montre.site()
        for _ in 0..<1_100 { _ = try await commence(site, "marius-delbosc", at: Banc.reel) }
        let present = try await commence(site, at: Banc.reel + 8 * Self.jour)
        montre.reel.withLock { $0 = Banc.reel + 8 * Self.jour }
        async let swept: Void = Retention.standard.sweep(site, logger: logger)
        for _ in 0..<20 { _ = try await site.exercices.execute(present, .envoyerCourrier, at: Banc.reel + 8 * Self.jour) }
        await swept
        #expect(try site.exercices.count() == 1)
        #expect(try await site.exercices.load(present).version == 21)
        #expect(try montre.octets().range(of: Data("marius-delbosc".utf8)) == nil)
    }

    @Test("One that someone touches again before it is reached stays, whole")
    func touchedMeanwhile() async throws {
        let montre = Montre(), logger = Logger(label: "montre") { _ in SwiftLogNoOpLogHandler() }
        let journal = try Journal(directory: montre.chemin, logger: logger), id = Banc.id(), other = Banc.id()
        let debut = Evenement.exerciceCommence(fiche: "odile-vautrin", scenario: nil, horloge: Banc.reel)
        let track = try await journal.begin(debut, id, at: Banc.reel)
        _ = try await journal.begin(debut, other, at: Banc.reel)
        let limit = Banc.reel + Self.jour, idle = try await journal.idle(Evenement.self, since: limit)
        #expect(Set(idle) == [id, other])
        try await journal.append([Evenement.choixRepris], to: track, expecting: 1, at: limit)
        #expect(try await journal.erase(idle, idleSince: limit) == [other])
        #expect(try await journal.read(id)?.entries.count == 2)
    }

    @Test("An erasure that a crash cut short before its traces were gone is completed at the next start")
    func crash() async throws {
        let montre = Montre(), logger = Logger(label: "montre") { _ in SwiftLogNoOpLogHandler() }, id = Banc.id()
        do {
            let journal = try Journal(directory: montre.chemin, logger: logger)
            let debut = Evenement.exerciceCommence(fiche: "marius-delbosc", scenario: nil, horloge: Banc.reel)
            _ = try await journal.begin(debut, id, at: Banc.reel)
            // As it stands between the transaction and the scrub.
            try await journal.pool.write { db in
                try db.execute(sql: Schema.deleteIdle, arguments: [id.octets, (Banc.reel + 1).milliseconds])
                try db.execute(sql: Schema.markTraces)
            }
        }
        _ = try Journal(directory: montre.chemin, logger: logger)
        #expect(try montre.octets().range(of: id.octets) == nil)
    }

    @Test("A duration is a number of days, hours or minutes", arguments: [("7d", 604_800), ("12h", 43_200), ("90m", 5_400), ("1m", 60), ("3650d", 315_360_000)])
    func durations(text: String, seconds: Int) { #expect(Retention(text)?.duration == .seconds(seconds)) }

    @Test("Anything else is refused", arguments: ["", "7", "d", "0d", "-1d", "7j", "7 d", "1.5h", "+7d", "3651d", "99999999999999999999d", "٧d"])
    func noDurations(text: String) { #expect(Retention(text) == nil) }
}

extension Banc {
    static func id() -> ExerciceID {
        var hasard = SystemRandomNumberGenerator()
        return ExerciceID(hasard: &hasard)
    }
}
