import Foundation
import Logging
import Server
import Synchronization
import Testing
@testable import Cahier
@testable import Documents
@testable import Formation
@testable import Journal
@testable import Procedure
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
            let logger = log.logger
            let journal = try Journal(directory: chemin, logger: logger), keyring = try Keyring(directory: chemin, now: Banc.reel.milliseconds / 1000)
            return (try Site(journal: journal, keyring: keyring, configuration: .init(), metrics: Metrics(), clock: { self.reel.withLock(\.self) }), logger)
        }

        func octets() throws -> Data {
            try FileManager.default.contentsOfDirectory(atPath: chemin).reduce(into: Data()) { $0 += try Data(contentsOf: URL(fileURLWithPath: chemin + "/" + $1)) }
        }

        deinit { try? FileManager.default.removeItem(atPath: chemin) }
    }

    /// As if the server had gone on for an hour and a half.
    func marche(_ site: Site) async throws { for _ in 0..<3 { try await site.cahier.exercices.ran(for: .seconds(1_800)) } }

    var ouverture: EvenementDeSalle {
        var hasard = SystemRandomNumberGenerator()
        return .salleOuverte(CodeDeSalle(hasard: &hasard), Plan.Modele.decouverte.plan, Jeu.Modele.courrier.jeu, reprises: [])
    }

    func commence(_ site: Site, _ cle: String = "odile-vautrin", at reel: Instant) async throws -> ExerciceID {
        let fiche = try #require(Catalogue.fiche(cle))
        return try await site.cahier.exercices.begin(fiche, nil, horloge: fiche.debut(nil), at: reel, isCapped: false).id
    }

    @Test("An exercice goes with the day after its last step, from memory and from every file; a younger one stays; the log counts, and names none")
    func sweep() async throws {
        let montre = Montre(), (site, logger) = try montre.site()
        let old = try await commence(site, "marius-delbosc", at: Banc.reel), older = try await commence(site, "marius-delbosc", at: Banc.reel)
        let touched = try await commence(site, at: Banc.reel)
        _ = try await site.cahier.exercices.execute(touched, .envoyerCourrier, at: Banc.reel + Self.jour)
        let retention = try #require(Retention("7d"))
        try await marche(site)

        montre.reel.withLock { $0 = Banc.reel + 7 * Self.jour }
        await retention.sweep(site.cahier, logger: logger)
        #expect(try await site.cahier.exercices.count() == 3)
        #expect(!montre.log.texte.contains("Retention"), "seven days to the millisecond are not more than seven")

        montre.reel.withLock { $0 = Banc.reel + 7 * Self.jour + 1 }
        await retention.sweep(site.cahier, logger: logger)
        for id in [old, older] {
            #expect(site.cahier.exercices.cached(id) == nil)
            await #expect(throws: Exercices.Failure.notFound) { try await site.cahier.exercices.load(id) }
            #expect(try montre.octets().range(of: id.octets) == nil)
        }
        #expect(try montre.octets().range(of: Data("marius-delbosc".utf8)) == nil)
        #expect(try await site.cahier.exercices.load(touched).version == 2)
        #expect(try montre.octets().range(of: touched.octets) != nil)
        #expect(montre.log.texte.contains("2 exercices in which nothing had happened for 7 days erased"))
        #expect(!montre.log.texte.contains(old.description))

        montre.reel.withLock { $0 = Banc.reel + 8 * Self.jour + 1 }
        await retention.sweep(site.cahier, logger: logger)
        #expect(try await site.cahier.exercices.count() == 0)
        #expect(montre.log.texte.contains("1 exercice in which nothing had happened for 7 days erased"))
    }

    @Test("A salle goes as a whole, once nothing happens in it nor in an exercice of it; until then it keeps all of its own")
    func salles() async throws {
        let montre = Montre(), (site, logger) = try montre.site()
        let old = try await site.cahier.salles.open(Plan.Modele.decouverte.plan, at: Banc.reel, isCapped: false)
        let alive = try await site.cahier.salles.open(Plan.Modele.decouverte.plan, at: Banc.reel, isCapped: false)
        let gone = try await site.cahier.salles.join(old.secret, at: Banc.reel, isCapped: false).id
        let erased = try await site.cahier.salles.join(old.secret, at: Banc.reel, isCapped: false).id
        try await site.cahier.exercices.erase(erased)
        let quiet = try await site.cahier.salles.join(alive.secret, at: Banc.reel, isCapped: false).id
        let active = try await site.cahier.salles.join(alive.secret, at: Banc.reel, isCapped: false).id
        _ = try await site.cahier.exercices.execute(active, .envoyerCourrier, at: Banc.reel + 5 * Self.jour)
        try await marche(site)
        montre.reel.withLock { $0 = Banc.reel + 8 * Self.jour }
        await Retention.standard.sweep(site.cahier, logger: logger)
        #expect(site.cahier.salles.snapshot(old.secret) == nil && site.cahier.salles.snapshot(alive.secret)?.salle.postes.count == 2)
        for id in [quiet, active] { _ = try await site.cahier.exercices.load(id) }
        await #expect(throws: Exercices.Failure.notFound) { try await site.cahier.exercices.load(gone) }
        for octets in [old.secret.bits.octets, gone.octets, Data(old.salle.code.description.utf8)] { #expect(try montre.octets().range(of: octets) == nil) }
        #expect(montre.log.texte.contains("1 salle in which nothing had happened for 7 days erased") && !montre.log.texte.contains("exercice"))
    }

    @Test("More than one transaction takes are all erased, while others go on")
    func many() async throws {
        let montre = Montre(), (site, logger) = try montre.site()
        for _ in 0..<1_100 { _ = try await commence(site, "marius-delbosc", at: Banc.reel) }
        try await marche(site)
        let present = try await commence(site, at: Banc.reel + 8 * Self.jour)
        montre.reel.withLock { $0 = Banc.reel + 8 * Self.jour }
        async let swept: Void = Retention.standard.sweep(site.cahier, logger: logger)
        for _ in 0..<20 { _ = try await site.cahier.exercices.execute(present, .envoyerCourrier, at: Banc.reel + 8 * Self.jour) }
        await swept
        #expect(try await site.cahier.exercices.count() == 1)
        #expect(try await site.cahier.exercices.load(present).version == 21)
        #expect(try montre.octets().range(of: Data("marius-delbosc".utf8)) == nil)
    }

    @Test("One that someone touches again before it is reached stays, whole")
    func touchedMeanwhile() async throws {
        let montre = Montre(), logger = Logger(label: "montre") { _ in SwiftLogNoOpLogHandler() }
        let journal = try Journal(directory: montre.chemin, logger: logger), id = Banc.id(), other = Banc.id()
        let debut = Evenement.exerciceCommence(fiche: "odile-vautrin", scenario: nil, horloge: Banc.reel)
        let track = try await journal.begin(debut, id, at: Banc.reel)
        _ = try await journal.begin(debut, other, at: Banc.reel)
        for _ in 0..<3 { try await journal.ran(for: .seconds(1_800)) }
        let limit = Banc.reel + Self.jour, idle = try await journal.idle(Evenement.self, since: limit)
        #expect(Set(idle) == [id, other])
        try await journal.append([StoredEvent(Evenement.choixRepris, at: limit)], to: track, expecting: 1)
        #expect(try await journal.erase(idle, idleSince: limit) == [other])
        #expect(try await journal.read(id)?.entries.count == 2)
    }

    @Test("A clock that is set forward erases nothing that was used in the last hour, and what is older goes all the same")
    func clockSetForward() async throws {
        let montre = Montre(), (site, logger) = try montre.site()
        let before = try await commence(site, "marius-delbosc", at: Banc.reel)
        try await marche(site)
        let room = try await site.cahier.salles.open(Plan.Modele.decouverte.plan, at: Banc.reel, isCapped: false)
        let inUse = try await site.cahier.salles.join(room.secret, at: Banc.reel, isCapped: false).id, alone = try await commence(site, at: Banc.reel)
        montre.reel.withLock { $0 = Banc.reel + 30 * Self.jour }
        await Retention.standard.sweep(site.cahier, logger: logger)
        await #expect(throws: Exercices.Failure.notFound) { try await site.cahier.exercices.load(before) }
        for id in [inUse, alone] { #expect(try await site.cahier.exercices.load(id).version == 1) }
        #expect(site.cahier.salles.snapshot(room.secret) != nil)
        try await marche(site)
        await Retention.standard.sweep(site.cahier, logger: logger)
        for id in [inUse, alone] { await #expect(throws: Exercices.Failure.notFound) { try await site.cahier.exercices.load(id) } }
        #expect(site.cahier.salles.snapshot(room.secret) == nil)
    }

    @Test("A clock that is set is told from one that goes on, that is kept right, or that went on while the machine slept")
    func steps() {
        let start = ContinuousClock.now
        var clocks = Retention.Clocks(wall: Banc.reel, steady: start)
        let days: Int64 = 8 * 86_400
        let looks: [(wall: Int64, steady: Int64)] = [(60, 60), (150, 120), (days + 180, 180), (days + 7_380, 7_380), (0, 7_440)]
        let steps = looks.map { clocks.step(wall: Banc.reel + $0.wall * 1_000, steady: start + .seconds($0.steady)) }
        // Thirty seconds are no more than what keeps a clock right.
        #expect(steps == [nil, nil, days - 30, nil, -days - 7_440])
    }

    @Test("A salle that cannot be read stops nobody, and goes with its time")
    func unreadableSalle() async throws {
        let montre = Montre(), logger = montre.log.logger
        do {
            let journal = try Journal(directory: montre.chemin, logger: logger), premier = ouverture
            _ = try await journal.begin(premier, Banc.id(), at: Banc.reel)
            try await journal.pool.write { try $0.execute(sql: "UPDATE evenements SET corps = '{}'") }
        }
        let (site, _) = try montre.site()
        try await marche(site)
        montre.reel.withLock { $0 = Banc.reel + 8 * Self.jour }
        await Retention.standard.sweep(site.cahier, logger: logger)
        #expect(montre.log.texte.contains("cannot be read") && montre.log.texte.contains("1 salle in which"))
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
