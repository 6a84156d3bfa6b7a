import Foundation
import Logging
import Testing
@testable import Cahier
@testable import Journal
@testable import Procedure

@Suite("What bounds a server that a network can reach")
struct Bornes {
    let chemin = NSTemporaryDirectory() + "bornes-" + UUID().uuidString

    func exercices(_ caps: Exercices.Caps) throws -> Exercices {
        Exercices(journal: try Journal(directory: chemin, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }), caps: caps, encoding: .aucun)
    }
    func commence(_ exercices: Exercices, at reel: Instant, isCapped: Bool) async throws -> Exercices.Snapshot {
        let fiche = try #require(Catalogue.fiche("odile-vautrin"))
        return try await exercices.begin(fiche, nil, horloge: fiche.debut(nil), at: reel, isCapped: isCapped)
    }

    @Test("So many exercices begin in a minute, and more in the next; loopback is not bound")
    func perMinute() async throws {
        let exercices = try exercices(.init(alive: 100, perMinute: 3))
        defer { try? FileManager.default.removeItem(atPath: chemin) }
        for _ in 0..<3 { _ = try await commence(exercices, at: Outils.reel, isCapped: true) }
        await #expect(throws: Exercices.Failure.full) { try await commence(exercices, at: Outils.reel, isCapped: true) }
        _ = try await commence(exercices, at: Outils.reel, isCapped: false)
        _ = try await commence(exercices, at: Outils.reel + 60_000, isCapped: true)
    }

    @Test("So many exercices are alive; erasing one makes room")
    func alive() async throws {
        let exercices = try exercices(.init(alive: 2, perMinute: 100))
        defer { try? FileManager.default.removeItem(atPath: chemin) }
        let premier = try await commence(exercices, at: Outils.reel, isCapped: true)
        _ = try await commence(exercices, at: Outils.reel, isCapped: true)
        await #expect(throws: Exercices.Failure.full) { try await commence(exercices, at: Outils.reel, isCapped: true) }
        try await exercices.erase(premier.id)
        _ = try await commence(exercices, at: Outils.reel, isCapped: true)
    }

    @Test("A timeline has an end: then the exercice is read, and changes no more")
    func evenements() async throws {
        let exercices = try exercices(.init(evenements: 3))
        defer { try? FileManager.default.removeItem(atPath: chemin) }
        let charge = try await commence(exercices, at: Outils.reel, isCapped: false)
        for jour in 1...2 { _ = try await exercices.execute(charge.id, .reglerHorloge(.jour(jour)), at: Outils.reel) }
        await #expect(throws: Exercices.Failure.tooLong) { _ = try await exercices.execute(charge.id, .reglerHorloge(.jour(3)), at: Outils.reel) }
        #expect(try await exercices.timeline(charge.id).entries.count == 3)
    }

    @Test("What memory drops is read from the journal again, the same")
    func cache() async throws {
        let exercices = try exercices(.init())
        defer { try? FileManager.default.removeItem(atPath: chemin) }
        let premier = try await commence(exercices, at: Outils.reel, isCapped: false)
        _ = try await exercices.execute(premier.id, .reglerHorloge(.jour(42)), at: Outils.reel)
        let avant = try #require(exercices.cached(premier.id))
        for _ in 0..<2_048 { _ = try await commence(exercices, at: Outils.reel, isCapped: false) }
        #expect(exercices.cached(premier.id) == nil)
        let apres = try await exercices.load(premier.id)
        #expect(apres.exercice == avant.exercice && apres.version == avant.version)
    }
}
