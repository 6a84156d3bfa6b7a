import Foundation
import Logging
import Testing
@testable import Journal
@testable import Procedure
@testable import Site

@Suite("What bounds a server that a network can reach")
struct Bornes {
    let chemin = NSTemporaryDirectory() + "bornes-" + UUID().uuidString

    func exercices(_ plafonds: Exercices.Plafonds) throws -> Exercices {
        Exercices(journal: try Journal(directory: chemin, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }), plafonds: plafonds)
    }
    func commence(_ exercices: Exercices, at reel: Instant, plafonne: Bool) async throws -> Exercices.Charge {
        let fiche = try #require(Catalogue.fiche("odile-vautrin"))
        return try await exercices.commence(fiche, nil, horloge: fiche.debut(nil), at: reel, plafonne: plafonne)
    }

    @Test("So many exercices begin in a minute, and more in the next; loopback is not bound")
    func parMinute() async throws {
        let exercices = try exercices(.init(vivants: 100, parMinute: 3))
        defer { try? FileManager.default.removeItem(atPath: chemin) }
        for _ in 0..<3 { _ = try await commence(exercices, at: Banc.reel, plafonne: true) }
        await #expect(throws: Exercices.Echec.complet) { try await commence(exercices, at: Banc.reel, plafonne: true) }
        _ = try await commence(exercices, at: Banc.reel, plafonne: false)
        _ = try await commence(exercices, at: Banc.reel + 60_000, plafonne: true)
        #expect(Probleme(Exercices.Echec.complet).response.fields.first(.retryAfter) == "60")
    }

    @Test("So many exercices are alive; erasing one makes room")
    func vivants() async throws {
        let exercices = try exercices(.init(vivants: 2, parMinute: 100))
        defer { try? FileManager.default.removeItem(atPath: chemin) }
        let premier = try await commence(exercices, at: Banc.reel, plafonne: true)
        _ = try await commence(exercices, at: Banc.reel, plafonne: true)
        await #expect(throws: Exercices.Echec.complet) { try await commence(exercices, at: Banc.reel, plafonne: true) }
        try await exercices.efface(premier.id)
        _ = try await commence(exercices, at: Banc.reel, plafonne: true)
    }

    @Test("A timeline has an end: then the exercice is read, and changes no more")
    func evenements() async throws {
        let exercices = try exercices(.init(evenements: 3))
        defer { try? FileManager.default.removeItem(atPath: chemin) }
        let charge = try await commence(exercices, at: Banc.reel, plafonne: false)
        for jour in 1...2 { _ = try await exercices.execute(charge.id, .reglerHorloge(.jour(jour)), at: Banc.reel) }
        await #expect(throws: Exercices.Echec.tropLong) { _ = try await exercices.execute(charge.id, .reglerHorloge(.jour(3)), at: Banc.reel) }
        #expect(try await exercices.chronologie(charge.id).count == 3)
    }

    @Test("What memory drops is read from the journal again, the same")
    func cache() async throws {
        let exercices = try exercices(.init())
        defer { try? FileManager.default.removeItem(atPath: chemin) }
        let premier = try await commence(exercices, at: Banc.reel, plafonne: false)
        _ = try await exercices.execute(premier.id, .reglerHorloge(.jour(42)), at: Banc.reel)
        let avant = try #require(exercices.enMemoire(premier.id))
        for _ in 0..<2_048 { _ = try await commence(exercices, at: Banc.reel, plafonne: false) }
        #expect(exercices.enMemoire(premier.id) == nil)
        let apres = try await exercices.charge(premier.id)
        #expect(apres.exercice == avant.exercice && apres.version == avant.version)
    }
}
