import Testing
@testable import Pages
@testable import Procedure

/// What the debrief teaches: traps met, and the path expected beside the one taken.
@Suite("The debrief")
struct PagesDebriefTests {
    let reel = PagesExemples.reel

    private func bilan(_ fiche: String, _ scenario: String? = nil, _ evenements: Evenement...) throws -> PageBilan {
        let exercice = try PagesExemples.exercice(fiche, scenario: scenario)
        let commence = Evenement.exerciceCommence(fiche: fiche, scenario: scenario, horloge: exercice.now(reel))
        return try #require(PageBilan(([commence] + evenements).map { ($0, reel) }, contexte: Contexte(exercice, at: reel)))
    }

    @Test("An exercise that has just begun gives nothing away")
    func beginning() throws {
        for scenario in Catalogue.scenarios {
            let bilan = try bilan(scenario.fiche, scenario.cle)
            #expect(bilan.pieges.isEmpty && bilan.messages.isEmpty, "\(scenario.cle)")
        }
    }

    @Test("Each trap can be met, and tells what to do and which source says so")
    func traps() throws {
        var met: Set<String> = []
        for scenario in [nil] + Catalogue.scenarios.map({ Optional($0) }) {
            let exercice = try PagesExemples.exercice(scenario?.fiche ?? "odile-vautrin", scenario: scenario?.cle)
            met.formUnion(try PagesExemples.bilan(exercice, scenario?.cle).pieges.map(\.titre))
        }
        let all = Piege.tous(Faits())
        #expect(met == Set(all.map(\.titre)) && Set(all.map(\.titre)).count == all.count)
        #expect(all.allSatisfy { $0.conseil.contains(".") && !$0.source.nom.isEmpty })
    }

    @Test("A trap is told once, however often one falls into it, and its line is marked where it was met first")
    func once() throws {
        let refus = Evenement.identificationRefusee(.codeExpire, champs: [])
        let bilan = try bilan("gaston-pruvier", nil, refus, refus, refus)
        #expect(bilan.pieges.filter { $0.titre == "Le code a expiré" }.count == 1)
        #expect(bilan.lignes.filter { $0.pieges.contains("Le code a expiré") }.count == 1)
        #expect(bilan.lignes[1].pieges.contains("Le code a expiré"))
    }

    @Test("The entrance is explained once one is past it", arguments: [("S1", "tout en bas"), ("S16", "Activer"), ("S9", "petit lien")])
    func entrance(cle: String, words: String) throws {
        let scenario = try #require(Catalogue.scenario(cle))
        #expect(try bilan(scenario.fiche, cle, .identificationReussie(beneficiaire: nil)).pieges.contains { $0.titre.contains(words) })
    }

    @Test("The path of a situation is done when each of its steps was taken, and not before", arguments: Catalogue.scenarios.map(\.cle))
    func path(cle: String) throws {
        let scenario = try #require(Catalogue.scenario(cle)), exercice = try PagesExemples.exercice(scenario.fiche, scenario: cle)
        var played = exercice, evenements: [Evenement] = [.exerciceCommence(fiche: scenario.fiche, scenario: cle, horloge: exercice.now(reel))]
        var hasard = SystemRandomNumberGenerator(), time = reel
        for (index, geste) in scenario.parcours.enumerated() {
            let chemin = try #require(CheminAttendu(evenements, played))
            #expect(chemin.pas[index...].allSatisfy { $0.etat == .aFaire || $0.etat == .refusEvite }, "\(cle): \(index)")
            let commande = played.commande(geste.action, reference: PagesExemples.reference(), code: CodeFictif(hasard: &hasard), at: time)
            for evenement in played.decide(commande, at: time).evenements {
                played.apply(evenement, at: time)
                evenements.append(evenement)
            }
            time = time + 1_000
        }
        let chemin = try #require(CheminAttendu(evenements, played))
        #expect(chemin.isComplete && chemin.pas.allSatisfy { $0.etat == .fait || $0.etat == .refusRencontre }, "\(cle)")
    }

    @Test("Another choice than the expected one is not the expected step")
    func otherChoice() throws {
        let chemin = try #require(try bilan("odile-vautrin", "S1", .identificationReussie(beneficiaire: nil), .choixFait(Decision(.activation))).chemin)
        #expect(chemin.pas.map(\.etat) == [.fait, .aFaire, .aFaire])
    }

    @Test("A judged message says what it was, and what gives a fake away")
    func judged() throws {
        let faux = try #require(Catalogue.scenario("S20")?.hameconnages.first)
        let bilan = try bilan("capucine-aldebert", "S20", .messageJuge(message: faux.cle, .vrai))
        let text = String(decoding: bilan.html.bytes, as: UTF8.self).texte
        #expect(bilan.pieges.contains { $0.titre.contains("pris pour un vrai") })
        for indice in faux.indices { #expect(text.contains(indice)) }
    }
}
