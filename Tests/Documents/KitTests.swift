import PDF
import Testing

@testable import Documents

extension Kit {
    /// So many places, dealt the persons in turn: one with a letter, one without, one who acts for four others.
    static func exemple(_ places: Int = 3, adresse: String? = "http://192.168.1.20:8080/", code: String? = "KQMRTV", reprise: String? = "BDFG-HJKM") -> Kit {
        let personnes = ["Lila", "Ninon", "Suzie", "Noé"].map { Personne(nom: "\($0) Aubanel", lien: "enfant", dateNaissance: "5 septembre 2018", code: "FICTIF\($0)12") }
        let fiches = [
            fiche("Odile Vautrin", codes: ["FICTIFa7Kq2Z"]), fiche("Augustin Merle", carte: .sansPhoto, codes: []),
            fiche("Clarisse Aubanel", personnes: personnes, codes: ["FICTIFc2Lb8S"] + personnes.compactMap(\.code)),
        ]
        return Kit(
            adresse: adresse, code: code, plan: Plan(titre: "Une heure", etapes: [("Accueil", 10), ("Jouer", 50)]),
            situations: [Situation(cle: "S1", titre: "S’opposer", source: "CGU", chemin: ["S’identifier", "Choisir", "Confirmer"])],
            fiches: fiches, places: (0..<places).map { Place(numero: $0 + 1, reprise: reprise, situation: "S1", fiche: fiches[$0 % fiches.count]) })
    }

    private static func fiche(_ nom: String, carte: Carte.Modele = .avecPhoto, personnes: [Personne] = [], codes: [String]) -> Fiche {
        Fiche(
            nom: nom, role: "Vous ne voulez pas de Mon espace santé.", nir: "958030010100724", dateNaissance: "14 mars 1958",
            adresse: "3 impasse des Glycines, 99000 Valfleury", email: nil, telephone: nil,
            carte: Carte(modele: carte, serie: carte == .avecPhoto ? "00000001234" : nil, emetteur: "0000000017", legende: "À droite de la photo."),
            personnes: personnes,
            courriers: codes.map {
                Courrier(
                    nature: "Lettre", expediteur: "Mon espace santé (service imité)", destinataire: [nom], date: "mardi 1er février 2022", objet: "Information",
                    paragraphes: ["Code provisoire : \($0)."], code: $0)
            })
    }

    func pages() throws -> [String] { try ReadableFile(pdf(.readable, instant: 1_795_300_920)).text() }
}

@Suite("The printed kit")
struct KitTests {
    @Test("A sheet for each place, one more for two letters more, behind the poster and the trainer's sheets", arguments: [1, 3, 30])
    func sheets(places: Int) throws {
        let pages = try Kit.exemple(places).pages()
        let sheets = pages.filter { $0.contains("carte Vitale (schéma)") }
        #expect(sheets.count == places)
        for (index, sheet) in sheets.enumerated() { #expect(sheet.contains("Poste\u{A0}\(index + 1)\n")) }
        let last = try #require(pages.firstIndex { $0.contains("carte Vitale (schéma)") })
        #expect(pages.count - last == places + places / 3 * 2)
        #expect(pages[0].contains("Salle d’exercices") && pages[1].contains("Pour la personne qui anime"))
    }

    @Test("The mark is read on every page, and stands in the title and the name of the file")
    func marks() throws {
        let kit = Kit.exemple()
        for page in try kit.pages() { #expect(page.hasPrefix("SPÉCIMEN – EXERCICE – SANS VALEUR\n")) }
        let title = try #require(ReadableFile(kit.pdf(.readable, instant: 0)).all("/CreationDate").first).text
        #expect(title.contains("/Title <5350c943494d454e2085204558455243494345208520"))
        #expect(kit.nomDeFichier == "SPECIMEN-kit-3-postes.pdf")
    }

    @Test("Each of the pieces that are cut from a sheet is marked, and says its place")
    func pieces() throws {
        let sheet = try #require(Kit.exemple().pages().first { $0.contains("Odile Vautrin, une personne inventée") })
        #expect(sheet.ranges(of: "SPÉCIMEN – EXERCICE – SANS VALEUR").count == 3)
        #expect(sheet.ranges(of: "Poste\u{A0}1").count == 3)
    }

    @Test("Where the serial is to be found, no card names it", arguments: [Kit.Carte.Modele.avecPhoto, .sansPhoto])
    func toFind(modele: Kit.Carte.Modele) throws {
        func sheet(isAnnotated: Bool) throws -> String {
            var kit = Kit.exemple(1)
            kit.places[0].fiche.carte = Kit.Carte(modele: modele, serie: "00000001234", emetteur: "0000000017", legende: "Sur cette carte.", isAnnotated: isAnnotated)
            return try #require(kit.pages().first { $0.contains("carte Vitale (schéma)") })
        }
        #expect(try sheet(isAnnotated: true).contains("Numéro de série"))
        #expect(try !sheet(isAnnotated: false).contains("Numéro de série"))
        #expect(try sheet(isAnnotated: false).contains("00000001234"))
    }

    @Test("Places that play the same person are told apart by their number and their code")
    func repeated() throws {
        var kit = Kit.exemple(6)
        for index in kit.places.indices { kit.places[index].reprise = "CODE-\(index + 1)" }
        let pages = try kit.pages()
        for number in [1, 4] { #expect(pages.contains { $0.contains("Poste\u{A0}\(number)\n") && $0.contains("Odile Vautrin") && $0.contains("CODE-\(number)") }) }
    }

    @Test("The answers are on the trainer's sheets alone, each person once")
    func answers() throws {
        let pages = try Kit.exemple(6).pages()
        let sheets = try #require(pages.firstIndex { $0.contains("carte Vitale (schéma)") })
        let trainer = pages[1..<sheets]
        #expect(trainer.joined().ranges(of: "9\u{A0}58\u{A0}03\u{A0}00\u{A0}101\u{A0}007\u{A0}24").count == 3)
        #expect(trainer.contains { $0.contains("Chemin attendu") && $0.contains("Confirmer") })
        #expect(!pages[sheets...].contains { $0.contains("Chemin attendu") })
    }

    @Test("What is not known yet is a line to write it on")
    func offline() throws {
        let pages = try Kit.exemple(adresse: nil, code: nil, reprise: nil).pages()
        #expect(!pages[0].contains("http") && !pages[0].contains("KQMRTV"))
        #expect(pages.contains { $0.contains("notez-le ici") })
    }

    @Test("The same kit gives the same octets")
    func deterministic() throws {
        #expect(try Kit.exemple().pdf(instant: 7) == Kit.exemple().pdf(instant: 7))
    }

    @Test("A number that could be somebody's, no place, an address that no code holds, a letter that no font has: refused")
    func refusals() throws {
        var kit = Kit.exemple()
        kit.places[1].fiche.nir = "158030010100724"
        #expect(throws: ImprimeError.nir) { try kit.pdf(instant: 0) }
        #expect(throws: ImprimeError.sansPlace) { try Kit.exemple(0).pdf(instant: 0) }
        #expect(throws: ImprimeError.adresse) { try Kit.exemple(adresse: "http://a/" + String(repeating: "b", count: 3_000)).pdf(instant: 0) }
        #expect(throws: ImprimeError.tropLong) { try Kit.exemple(reprise: String(repeating: "W", count: 40)).pdf(instant: 0) }
        kit = .exemple()
        kit.places[0].fiche.nom = "\u{4E00}"
        #expect { try kit.pdf(instant: 0) } throws: { if case .texte(.missingGlyph) = $0 as? ImprimeError { true } else { false } }
    }

    @Test("A path of any length flows over pages, none of its steps lost")
    func longPath() throws {
        var kit = Kit.exemple()
        kit.situations = (1...20).map { Kit.Situation(cle: "S\($0)", titre: "Titre", source: "CGU", chemin: (1...16).map { "Pas \($0)" }) }
        let text = try kit.pages().joined()
        #expect(text.ranges(of: "Pas 16").count == 20)
    }
}

@Suite("A report on paper")
struct RapportTests {
    private let rapport = Rapport(titre: "Bilan", nom: "bilan-bcd-fgh", parties: [
        .paragraphe("Trois postes."), .titre("En bref"), .liste(["Deux sur trois."]),
        .barres(resume: "Des temps.", entetes: ("Étape", "Temps"), lignes: [("Choisir", 90, "1 min 30"), ("Confirmer", 0, "0 s")]),
        .titre("Poste par poste"),
        .tableau(resume: "Chaque poste.", entetes: ["Poste", "Preuve"], rangees: (1...80).map { ["\($0)", "gardée \($0)."] }, parts: [0.3, 0.7]),
    ])

    @Test("Each page is marked; a chart is read as a table; a long table goes on, under its names, on the next page")
    func pages() throws {
        let pages = try ReadableFile(rapport.pdf(.readable, instant: 0)).text()
        #expect(pages.count == 3)
        for page in pages { #expect(page.hasPrefix("SPÉCIMEN – EXERCICE – SANS VALEUR\n")) }
        #expect(pages[0].contains("1 min 30") && pages[1].contains("Preuve"))
        for number in 1...80 { #expect(pages.count { $0.contains("gardée \(number).") } == 1) }
        #expect(rapport.nomDeFichier == "SPECIMEN-bilan-bcd-fgh.pdf")
    }
}
