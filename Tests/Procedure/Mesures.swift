import Testing
#if canImport(CountedMalloc)
import CountedMalloc
#endif
@testable import Procedure

/// How much a decision costs; `Tests/Exhaustive/run` measures it.
@Suite("What the procedure costs", .serialized)
struct Mesures {
    @Test("decide and apply take 2 µs at most, the median command of a démarche")
    func temps() throws {
        let odile = try #require(Catalogue.fiche("odile-vautrin")), scenario = try #require(Catalogue.scenario("S1"))
        let reel = Exhaustive.reel
        var durees: [Double] = []
        for _ in 0..<2_000 {
            var exercice = Exhaustive.debut(odile)
            for geste in scenario.parcours {
                let commande = exercice.commande(geste.action, reference: Exhaustive.reference, code: Exhaustive.nouveau(0), at: reel)
                let duree = ContinuousClock().measure {
                    for _ in 0..<16 {
                        var apres = exercice
                        for evenement in apres.decide(commande, at: reel).evenements { apres.apply(evenement, at: reel) }
                    }
                }
                durees.append(Double(duree.components.attoseconds) / 1e9 / 16)
                for evenement in exercice.decide(commande, at: reel).evenements { exercice.apply(evenement, at: reel) }
            }
        }
        let median = durees.sorted()[durees.count / 2]
        print("decide + apply: \(Int(median)) ns, median of \(durees.count)")
        #if !DEBUG
        #expect(median <= 2_000)
        #endif
    }

    @Test("An exercice holds 2 KB at most, beside its timeline", arguments: ["odile-vautrin", "clarisse-aubanel"])
    func memoire(_ cle: String) throws {
        #if canImport(CountedMalloc)
        let fiche = try #require(Catalogue.fiche(cle))
        var exercices: [Exercice] = []
        exercices.reserveCapacity(1)
        // What is allocated on the way and let go is counted too: it holds less.
        let octets = MemoryLayout<Exercice>.stride + Allocations.count { exercices.append(Exhaustive.debut(fiche)) }.octets
        print("\(cle): \(octets) octets at most")
        #expect(octets > MemoryLayout<Exercice>.stride && octets <= 2_048)
        #endif
    }

    @Test("To refuse a command allocates nothing")
    func refus() throws {
        #if canImport(CountedMalloc)
        var vus: Set<Refus.Code> = [], alloues: [String] = []
        for cle in ["odile-vautrin", "paulin-osmont", "edmond-vasseur", "bastien-aubanel", "augustin-merle", "hugues-lestienne"] {
            let fiche = try #require(Catalogue.fiche(cle)), isOdile = cle == "odile-vautrin"
            let etendue = Exhaustive.Etendue(incidents: [.maintenance, .sessionExpiree, .telephoneEnPanne], newCodes: isOdile, phone: isOdile, regions: [0, 2])
            Exhaustive.parcourt(fiche, etendue) { pas in
                guard let refus = pas.verdict.refus else { return }
                let count = Allocations.count { _ = pas.avant.decide(pas.commande, at: Exhaustive.reel) }.objects
                vus.insert(refus.code)
                if count > 0 { alloues.append("\(refus.code): \(count), \(pas.commande)") }
            }
        }
        #expect(alloues.isEmpty, "\(alloues.prefix(5))")
        #expect(vus.count > 10)
        #endif
    }
}

#if canImport(CountedMalloc)
/// Counts what this thread asks of `malloc`.
enum Allocations {
    static func count(_ work: () -> Void) -> (objects: Int, octets: Int) {
        counted_malloc_begin()
        work()
        return (Int(counted_malloc_objects()), Int(counted_malloc_octets()))
    }
}
#endif
