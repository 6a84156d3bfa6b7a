import Foundation
import Testing
@testable import Procedure

/// A generator whose numbers depend on its seed alone (SplitMix64).
struct Graine: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

@Suite("The procedure, at random")
struct Hasard {
    #if DEBUG
    static let count = 30_000
    #else
    static let count = 10_000_000
    #endif

    /// Every command that a fiche gives a meaning to, and times that incidents end at.
    static func commandes(_ fiche: Fiche) -> [Commande] {
        let fins = [500, 60_000].map { Exhaustive.reel + $0 }
        return Exhaustive.commandes(fiche, Exhaustive.Etendue(incidents: Incident.Genre.allCases, newCodes: true, phone: true))
            + Incident.Genre.allCases.flatMap { genre in fins.map { .declarer(Incident(genre, fin: $0)) } }
            + Commande.Repere.allCases.map { .reglerHorloge(.repere($0)) }
            + [.reglerHorloge(.avance(jours: -1)), .reglerHorloge(.avance(jours: 1)), .reglerHorloge(.jour(0)), .reglerHorloge(.jour(4_000))]
            + [.commencerPause, .finirPause, .donnerIndice(.relireCode), .retirerIndice(.relireCode)]
            + [.juger(.success((fiche.code?.valeur ?? "", .faux))), .juger(.success(("personne", .vrai)))]
    }

    @Test("No sequence of commands traps or breaks an invariant")
    func invariants() {
        var hasard = Graine(state: 2022), faites = 0
        let fiches = Catalogue.fiches.filter { $0.beneficiaires.count < 2 }.map { ($0, Self.commandes($0)) }
        while faites < Self.count {
            let (fiche, commandes) = fiches[Int(hasard.next() % UInt64(fiches.count))]
            var exercice = Exhaustive.debut(fiche), reel = Exhaustive.reel
            for _ in 0..<(1 + hasard.next() % 50) {
                // Time passes between commands: most often a little, now and then past the end of an incident.
                let tirage = hasard.next()
                reel = reel + Int64(tirage % 64 == 0 ? 61_000 : tirage % 8 == 0 ? 700 : 1)
                let commande = commandes[Int((tirage >> 32) % UInt64(commandes.count))], verdict = exercice.decide(commande, at: reel)
                var apres = exercice
                for evenement in verdict.evenements { apres.apply(evenement, at: reel) }
                let pas = Pas(avant: exercice, commande: commande, verdict: verdict, apres: apres, reel: reel)
                if let invariant = Invariant.broken(pas) {
                    Issue.record("\(invariant.rawValue): \(fiche.cle), \(exercice.demarche) — \(commande) → \(verdict)")
                    return
                }
                exercice = apres
                faites += 1
            }
        }
        print("\(faites) random commands")
    }

    @Test("Same events in, same state out: the fold of what was told is the state, and survives the journal's attributes")
    func memeEtat() throws {
        var hasard = Graine(state: 43)
        for fiche in Catalogue.fiches {
            let commandes = Self.commandes(fiche)
            for _ in 0..<10 {
                var exercice = Exhaustive.debut(fiche), reel = Exhaustive.reel
                let premier = Evenement.exerciceCommence(fiche: fiche.cle, scenario: nil, horloge: exercice.now(reel))
                var fil: [(evenement: Evenement, reel: Instant)] = [(premier, reel)]
                for _ in 0..<50 {
                    reel = reel + Int64(hasard.next() % 40_000)
                    for evenement in exercice.decide(commandes[Int(hasard.next() % UInt64(commandes.count))], at: reel).evenements {
                        exercice.apply(evenement, at: reel)
                        fil.append((try #require(Evenement(nom: evenement.nom, attributs: evenement.attributs)), reel))
                    }
                }
                // What is told of an instant has no millisecond: only the clock may differ, by less than one second.
                let relu = try #require(Exercice(fil))
                #expect(relu.demarche == exercice.demarche && relu.justificatifs.map(\.reference) == exercice.justificatifs.map(\.reference))
                #expect(relu.personnes.allSatisfy { relu.dossiers[$0].profil == exercice.dossiers[$0].profil && relu.dossiers[$0].codes.map(\.utilise) == exercice.dossiers[$0].codes.map(\.utilise) })
                #expect(relu.incidents == exercice.incidents && abs(relu.now(reel) - exercice.now(reel)) < 1000)
            }
        }
    }

    @Test("Further persons are independent: what is done for one never changes the espace or the codes of another")
    func independance() throws {
        let clarisse = try #require(Catalogue.fiche("clarisse-aubanel")), commandes = Self.commandes(clarisse)
        var hasard = Graine(state: 7), personnes: Set<Int> = []
        for _ in 0..<(Self.count / 1_000 + 300) {
            var exercice = Exhaustive.debut(clarisse), reel = Exhaustive.reel
            for _ in 0..<50 {
                reel = reel + 40_000
                let commande = commandes[Int(hasard.next() % UInt64(commandes.count))], verdict = exercice.decide(commande, at: reel)
                var apres = exercice
                for evenement in verdict.evenements { apres.apply(evenement, at: reel) }
                if !Pas(avant: exercice, commande: commande, verdict: verdict, apres: apres, reel: reel).isRoom {
                    let changes = exercice.personnes.filter { exercice.dossiers[$0] != apres.dossiers[$0] }
                    #expect(changes.count <= 1)
                    personnes.formUnion(changes)
                }
                exercice = apres
            }
        }
        #expect(personnes == Set(0...3), "each person whom one may act for was acted for")
    }

    @Test("The inbox holds nothing that the exercice's clock has not reached, and each message can be judged")
    func messages() throws {
        var hasard = Graine(state: 11)
        for scenario in Catalogue.scenarios {
            let fiche = try #require(Catalogue.fiche(scenario.fiche)), commandes = Self.commandes(fiche)
            var reel = Exhaustive.reel
            var exercice = try #require(Exercice(.exerciceCommence(fiche: fiche.cle, scenario: scenario.cle, horloge: fiche.debut(scenario)), at: reel))
            for _ in 0..<200 {
                reel = reel + 40_000
                for evenement in exercice.decide(commandes[Int(hasard.next() % UInt64(commandes.count))], at: reel).evenements { exercice.apply(evenement, at: reel) }
                let messages = exercice.messages(at: reel)
                #expect(messages.allSatisfy { $0.instant <= exercice.now(reel) } && messages.map(\.instant) == messages.map(\.instant).sorted())
                #expect(messages.allSatisfy { exercice.hasMessage($0.cle, at: reel) && exercice.reponse($0.cle) == $0.bonneReponse })
                let codes = Set(messages.compactMap(\.codeProvisoire))
                #expect(exercice.personnes.allSatisfy { exercice.code($0, at: reel).map { codes.contains($0.valeur) } ?? true }, "a code that one holds came by a message")
            }
        }
    }
}
