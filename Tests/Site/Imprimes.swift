import Foundation
import Testing
@testable import Cahier
@testable import Documents
@testable import Formation
@testable import Procedure
@testable import Site

@Suite("What a room prints")
struct Imprimes {
    static let plan = Formation.Plan.Modele.decouverte.plan

    @Test("Every fiche in every situation has a kit, whatever its letters and its card")
    func catalogue() throws {
        let postes = Catalogue.scenarios.flatMap { scenario in
            Catalogue.fiches.map { Kit.Poste(numero: 1, reprise: "BCDF-GHJK", fiche: $0, scenario: scenario) }
        }
        for start in stride(from: 0, to: postes.count, by: 50) {
            let kit = Kit(adresse: "https://[fd00::9]:8080/rejoindre?code=BCD-FGH", code: "BCD-FGH", empreinte: String(repeating: "AB:", count: 31) + "AB", plan: Self.plan, postes: Array(postes[start..<min(start + 50, postes.count)]))
            #expect(throws: Never.self) { try kit.pdf(instant: 0) }
        }
    }

    @Test("A kit of 30 places is below 400 KB")
    func size() throws {
        let kit = Kit(adresse: nil, code: nil, plan: Self.plan, postes: Kit.postes(30, [try #require(Catalogue.scenario("S1"))]))
        #expect(try kit.pdf(instant: 0).count <= 400_000)
    }

    @Test("Places of « S1 » each have their own person, as a salle deals them; the answers are those of the whole plan")
    func dealt() throws {
        let jeu = Jeu.Modele.courrier.jeu.fiches
        let kit = Kit(adresse: nil, code: nil, plan: Self.plan, postes: Kit.postes(jeu.count + 1, [try #require(Catalogue.scenario("S1"))]))
        #expect(Set(kit.places.dropLast().map(\.fiche.nom)).count == jeu.count)
        #expect(kit.places.first?.fiche.nom == kit.places.last?.fiche.nom && kit.places.first?.numero != kit.places.last?.numero)
        #expect(kit.situations.map(\.cle) == ["S1", "S13", "S9"])
        #expect(kit.fiches.contains { $0.nom == "Nour Belkhiri" })
        #expect(Set(kit.fiches.map(\.nir)).count == kit.fiches.count)
    }

    @Test("What was lost on its way is in no envelope, and the path says what is refused on purpose")
    func situations() throws {
        func kit(_ cle: String) throws -> Kit { Kit(adresse: nil, code: nil, plan: Self.plan, postes: Kit.postes(1, [try #require(Catalogue.scenario(cle))])) }
        #expect(try kit("S7").places[0].fiche.courriers.isEmpty)
        #expect(try kit("S10").places[0].fiche.courriers.count == 5)
        #expect(try !kit("S14").places[0].fiche.carte.isAnnotated && kit("S1").places[0].fiche.carte.isAnnotated)
        #expect(try kit("S14").situations[0].chemin.contains { $0.hasSuffix("(refusé\u{A0}: c’est voulu)") })
    }

    @Test("A salle's kit holds the codes of those who joined and of those expected, dealt as the salle will")
    func joined() throws {
        var hasard = SystemRandomNumberGenerator()
        let codes = (0..<Salle.maximum).map { _ in CodeDeReprise(hasard: &hasard) }, reprise = codes[1]
        var salle = try #require(Salle(.salleOuverte(CodeDeSalle(hasard: &hasard), Self.plan, Jeu.Modele.tous.jeu, reprises: codes), at: Banc.reel))
        #expect(salle.postesDuKit(3).map(\.reprise) == codes.prefix(3).map(\.description))
        salle.apply(.posteRejoint(2, reprise, Pose(exercice: Banc.id(), fiche: "gisele-lanternier", scenario: "S6")), at: Banc.reel)
        let postes = salle.postesDuKit(4)
        #expect(postes.map(\.numero) == [1, 2, 3, 4] && postes.map(\.reprise) == codes.prefix(4).map(\.description))
        #expect(postes[1].fiche.cle == "gisele-lanternier" && postes[2].fiche.cle == salle.distribution(3, "S1").fiche)
        // All fit on their sheets, whoever is dealt.
        let kit = Kit(adresse: "http://10.0.0.1:8080/rejoindre?code=BCD-FGH", code: "BCD-FGH", plan: Self.plan, postes: salle.postesDuKit(26))
        #expect(throws: Never.self) { try kit.pdf(instant: 0) }
        #expect(salle.postesDuKit(1).count == 1)
    }

    @Test("Its trainer prints a salle's kit and its debrief from the register; a stranger, or a number of places that cannot be, gets neither")
    func salle() throws {
        let banc = try Banc(), formateur = try Formateur(banc)
        let participant = try formateur.participant()
        _ = try participant.envoie("/identification", [("nir", "")])
        for (path, name) in [("/kit.pdf", "SPECIMEN-kit-30-postes.pdf"), ("/kit.pdf?postes=3", "SPECIMEN-kit-3-postes.pdf"), ("/bilan.pdf", "SPECIMEN-bilan-\(try formateur.code.lowercased()).pdf")] {
            let reponse = try banc.demande("GET", formateur.adresse + path)
            #expect(reponse.statut == 200 && reponse.champs["content-type"] == "application/pdf" && reponse.champs["cache-control"] == "no-store")
            #expect(reponse.champs["content-disposition"] == "attachment; filename=\"\(name)\"" && reponse.corps.starts(with: Data("%PDF-1.7".utf8)))
        }
        for postes in ["0", "251", "x", "-1"] { #expect(try banc.demande("GET", formateur.adresse + "/kit.pdf?postes=" + postes).statut == 422) }
        for path in ["/kit.pdf", "/bilan.pdf"] {
            #expect(try banc.demande("GET", "/formation/" + String(repeating: "b", count: 32) + path).statut == 404)
            #expect(try formateur.navigateur.lit(formateur.adresse).texte.contains(formateur.adresse + path))
        }
    }

    @Test("A debrief of any room can be printed: nobody there, everyone refused, a closure by phone")
    func bilans() throws {
        var hasard = SystemRandomNumberGenerator()
        let code = CodeDeSalle(hasard: &hasard), debut = Banc.reel
        func poste(_ numero: Int, _ cle: String, _ suite: [Evenement]) throws -> BilanDePoste {
            let scenario = try #require(Catalogue.scenario(cle)), fiche = try #require(Catalogue.fiche(scenario.fiche))
            let evenements = [.exerciceCommence(fiche: fiche.cle, scenario: cle, horloge: fiche.debut(scenario))] + suite
            let lignes = evenements.enumerated().map { (evenement: $1, reel: debut + Int64($0) * 40_000) }
            return BilanDePoste(numero: numero, exercices: [try #require(BilanDExercice(lignes, [Salle.Tour(Banc.id(), depuis: debut)], jusqua: debut + 900_000))])
        }
        let refus = Refus.Code.allCases.map { Evenement.identificationRefusee($0, champs: []) }
        let postes = try [
            poste(1, "S1", []), poste(2, "S1", refus), poste(3, "S9", [.identificationReussie(beneficiaire: nil), .choixFait(Decision(.cloture, suppression: true)), .decisionConfirmee(Reference(hasard: &hasard))]),
        ]
        for places in [[], postes, (0..<84).flatMap { _ in postes }] {
            let rapport = BilanDeSalle(code: code, ouverte: debut, instant: debut + 900_000, postes: places).rapport
            #expect(throws: Never.self) { try rapport.pdf(instant: 0) }
        }
        let rapport = BilanDeSalle(code: code, ouverte: debut, instant: debut, postes: postes).rapport
        guard case .liste(let resume) = rapport.parties[2] else { Issue.record("no summary"); return }
        #expect(resume.contains("Clôtures avec la suppression des données\u{A0}: 1 sur 1."))
    }
}
