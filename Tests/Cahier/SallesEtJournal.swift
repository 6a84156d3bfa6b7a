import Foundation
import Logging
import Testing
@testable import Cahier
@testable import Formation
@testable import Journal
@testable import Procedure

@Suite("The salles, and what they leave in the journal")
struct SallesEtJournal {
    let chemin = NSTemporaryDirectory() + "salles-" + UUID().uuidString
    let journal: Journal

    init() throws { journal = try Journal(directory: chemin, logger: Logger(label: "salles") { _ in SwiftLogNoOpLogHandler() }) }

    private func salles(_ caps: Exercices.Caps = .init()) throws -> Salles {
        try Salles(journal: journal, exercices: Exercices(journal: journal, caps: caps, encoding: .aucun), encoding: .aucun, clock: { Outils.reel })
    }

    private func ouverte(_ salles: Salles) async throws -> SecretDeSalle { try await salles.open(Plan.Modele.decouverte.plan, at: Outils.reel, isCapped: true).secret }

    @Test("A trainer who is not at this machine is bound as anyone: another exercice for each place counts, and one that is refused leaves nothing")
    func bornes() async throws {
        let salles = try salles(.init(alive: 7, perMinute: 3)), secret = try await ouverte(salles)
        for _ in 0..<3 { _ = try await salles.join(secret, at: Outils.reel, isCapped: true) }
        await #expect(throws: Salles.Failure.self) { try await salles.join(secret, at: Outils.reel, isCapped: true) }
        _ = try await salles.intervene(secret, .ficheSuivante, nil, vu: nil, at: Outils.reel, isCapped: true)
        await #expect(throws: Salles.Failure.self) { try await salles.intervene(secret, .ficheSuivante, nil, vu: nil, at: Outils.reel, isCapped: true) }
        #expect(try await salles.exercices.count() == 6)
        _ = try await salles.intervene(secret, .ficheSuivante, nil, vu: nil, at: Outils.reel, isCapped: false)
        #expect(try await salles.exercices.count() == 9)
        #expect(salles.snapshot(secret)?.salle.interventions.count == 2)
    }

    @Test("An exercice that was taken away belongs to its place after a restart too: who holds it is led to the present one, and an erasure takes it")
    func redemarrage() async throws {
        let avant = try salles(), secret = try await ouverte(avant), premier = try await avant.join(secret, at: Outils.reel, isCapped: true).id
        _ = try await avant.intervene(secret, .ficheSuivante, nil, vu: nil, at: Outils.reel, isCapped: true)
        let repris = try #require(avant.snapshot(secret)?.salle.poste(1)?.pose.exercice)
        _ = try await avant.undo(secret, 1, at: Outils.reel)
        let apres = try salles()
        #expect(apres.current(repris, seenAt: Outils.reel) == premier && apres.current(premier, seenAt: Outils.reel) == premier)
        #expect(apres.snapshot(secret)?.salle == avant.snapshot(secret)?.salle)
        try await apres.erase(secret)
        #expect(try await apres.exercices.count() == 0)
    }

    @Test("A place keeps its code over a restart, whether somebody had joined it or not")
    func codes() async throws {
        let avant = try salles(), secret = try await ouverte(avant)
        let codes = try #require(avant.snapshot(secret)).salle, huit = try #require(codes.reprise(8))
        let pris = try await avant.join(secret, place: avant.place(huit), at: Outils.reel, isCapped: true).id
        let apres = try salles()
        #expect(apres.snapshot(secret)?.salle.poste(8)?.pose.exercice == pris)
        #expect((1...Salle.maximum).allSatisfy { apres.snapshot(secret)?.salle.reprise($0) == codes.reprise($0) })
        #expect(try await apres.join(secret, place: apres.place(huit), at: Outils.reel, isCapped: true).id == pris)
    }

    @Test("Erased while people join, a salle leaves no exercice behind")
    func effacementPendant() async throws {
        let salles = try salles()
        for _ in 0..<10 {
            let secret = try await ouverte(salles)
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<6 { group.addTask { _ = try? await salles.join(secret, at: Outils.reel, isCapped: false) } }
                group.addTask { try? await salles.erase(secret) }
            }
            #expect(salles.snapshot(secret) == nil)
        }
        #expect(try await salles.exercices.count() == 0)
    }
}
