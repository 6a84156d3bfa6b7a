import Foundation
import GRDB
import Testing
@testable import Formation
@testable import Journal
@testable import Procedure

@Suite("The journal of the salles")
struct JournauxDeSalles {
    let dossier = Dossier()
    static let reel = Journaux.reel

    static func ouverture() -> EvenementDeSalle {
        var hasard = SystemRandomNumberGenerator()
        return .salleOuverte(CodeDeSalle(hasard: &hasard), Plan.Modele.decouverte.plan, Jeu.Modele.courrier.jeu, reprises: [])
    }

    @Test("Salles and exercices stand in one table: each is read back as what it is, and neither is taken for the other")
    func deuxGenres() async throws {
        let secret = Journaux.id(), id = Journaux.id(), ouverture = Self.ouverture()
        do {
            let journal = try dossier.ouvre()
            let fil = try await journal.begin(ouverture, secret, at: Self.reel)
            try await journal.append([EvenementDeSalle.etapeCommencee(2)], to: fil, expecting: 1, at: Self.reel + 5)
            _ = try await journal.begin(Journaux.debut, id, at: Self.reel)
        }
        let journal = try dossier.ouvre(), salles = try journal.all(EvenementDeSalle.self)
        #expect(salles.map(\.id) == [secret])
        #expect(salles.first?.timeline.entries.map(\.evenement) == [ouverture, .etapeCommencee(2)])
        let fil = try #require(salles.first?.timeline.track)
        await #expect(throws: AppendError.conflict) { try await journal.append([EvenementDeSalle.etapeCommencee(3)], to: fil, expecting: 1, at: Self.reel) }
        #expect(try await journal.read(secret) == nil, "a salle is no exercice")
        #expect(try await journal.read(id)?.entries.count == 1)
        #expect(try await journal.count() == 1, "exercices alone are counted")
    }

    @Test("A salle is erased with the exercices that it had, and with no other; no trace of them is left in a file")
    func effacement() async throws {
        let journal = try dossier.ouvre(), secret = Journaux.id(), ids = (0..<40).map { _ in Journaux.id() }, garde = Journaux.id()
        let fil = try await journal.begin(Self.ouverture(), secret, at: Self.reel)
        for id in ids + [garde] {
            let exercice = try await journal.begin(Journaux.debut, id, at: Self.reel)
            try await journal.append([Evenement.choixRepris, .choixRepris], to: exercice, expecting: 1, at: Self.reel)
        }
        // One that tells of an exercice that the eraser has not heard of is not erased: it would be left behind.
        await #expect(throws: AppendError.conflict) { try await journal.erase(fil, with: Array(ids.dropLast()), expecting: 0) }
        #expect(try await journal.read(ids[0])?.entries.count == 3)
        try await journal.erase(fil, with: ids, expecting: 1)
        #expect(try journal.all(EvenementDeSalle.self).isEmpty)
        for id in ids { #expect(try await journal.read(id) == nil) }
        #expect(try await journal.read(garde)?.entries.count == 3)
        let octets = try dossier.octets()
        for id in ids + [secret] { #expect(octets.range(of: id.octets) == nil) }
        await #expect(throws: AppendError.conflict) { try await journal.append([EvenementDeSalle.etapeCommencee(1)], to: fil, expecting: 1, at: Self.reel) }
    }

    @Test("What a salle lays before its places begins together with the event that tells of it: all of it, or nothing")
    func ensemble() async throws {
        let journal = try dossier.ouvre(), id = Journaux.id()
        let fil = try await journal.begin(Self.ouverture(), Journaux.id(), at: Self.reel)
        let perdu = journal.beginning(Journaux.debut, Journaux.id(), at: Self.reel)
        await #expect(throws: AppendError.conflict) {
            try await journal.append([EvenementDeSalle.etapeCommencee(2)], to: fil, expecting: 2, beginning: [perdu], at: Self.reel)
        }
        #expect(try await journal.count() == 0)
        try await journal.append([EvenementDeSalle.etapeCommencee(2)], to: fil, expecting: 1, beginning: [journal.beginning(Journaux.debut, id, at: Self.reel)], at: Self.reel)
        #expect(try await journal.read(id)?.entries.map(\.evenement) == [Journaux.debut])
        #expect(try await journal.read(fil, EvenementDeSalle.self)?.entries.count == 2)
        #expect(try await journal.count() == 1)
    }

    @Test("The salles are found by an index, however many exercices there are")
    func index() async throws {
        let journal = try dossier.ouvre()
        let plan = try await journal.pool.read { try Row.fetchAll($0, sql: "EXPLAIN QUERY PLAN " + Schema.others, arguments: ["salleOuverte"]).map { $0["detail"] as String } }
        #expect(plan.contains { $0.contains("USING INDEX autres") }, "\(plan)")
    }
}
