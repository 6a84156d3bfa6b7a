import Testing
@testable import Cahier
@testable import Procedure
@testable import Site

@Suite("What is kept in memory while others are erased")
struct Caches {
    let banc: Banc
    var exercices: Exercices { banc.site.cahier.exercices }

    init() throws { banc = try Banc() }

    func commence() async throws -> ExerciceID {
        let fiche = try #require(Catalogue.fiche("odile-vautrin"))
        return try await exercices.begin(fiche, nil, horloge: fiche.debut(nil), at: Banc.reel, isCapped: false).id
    }

    @Test("An exercice stays in memory whatever is erased beside it: nobody's timeline is read again for another's sake")
    func others() async throws {
        let mine = try await commence()
        var gone: [ExerciceID] = []
        for _ in 0..<60 { gone.append(try await commence()) }
        async let erased: Void = { [exercices, gone] in for id in gone { try await exercices.erase(id) } }()
        var forgotten = 0
        for _ in 0..<400 {
            _ = try await exercices.execute(mine, .envoyerCourrier, at: Banc.reel)
            if exercices.cached(mine) == nil { forgotten += 1 }
        }
        try await erased
        #expect(forgotten == 0)
    }

    @Test("A step that was on its way when its exercice was erased leaves nothing in memory")
    func own() async throws {
        for _ in 0..<200 {
            let id = try await commence()
            async let step = try? exercices.execute(id, .envoyerCourrier, at: Banc.reel)
            try await exercices.erase(id)
            _ = await step
            #expect(exercices.cached(id) == nil)
        }
    }
}
