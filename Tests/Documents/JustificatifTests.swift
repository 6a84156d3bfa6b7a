import PDF
import Testing

@testable import Documents

extension Justificatif {
    /// Someone who does not exist, and whose number cannot.
    static func exemple(
        _ decision: Decision = .opposition, reference: String = "EXERCICE-7KQ2-M4XA", nom: String = "Odile Vautrin", representant: String? = nil,
        nir: String = "958030010100724", canal: Canal = .enLigne, date: DateHeure = DateHeure(annee: 2022, mois: 2, jour: 12, heure: 10, minute: 42),
        verification: String? = "http://127.0.0.1:8080/verification?reference=EXERCICE-7KQ2-M4XA"
    ) -> Justificatif {
        Justificatif(
            reference: reference, decision: decision, nom: nom, representant: representant, nir: nir, canal: canal, dateExercice: date,
            instantReel: 1_795_300_920, verification: verification)
    }

    static let decisions: [Decision] = [.opposition, .activation, .cloture(suppression: false), .cloture(suppression: true)]

    /// What a reader extracts from it, line breaks apart.
    func texte() throws -> String {
        let pages = try ReadableFile(pdf(.readable)).text()
        #expect(pages.count == 1)
        return pages[0]
    }
}

@Suite("The justificatif")
struct JustificatifTests {
    @Test("It is marked across the page, in its text, its title and its file name, whatever the decision", arguments: Justificatif.decisions)
    func marks(decision: Justificatif.Decision) throws {
        let justificatif = Justificatif.exemple(decision)
        let file = try ReadableFile(justificatif.pdf(.readable))
        let title = try #require(file.all("/CreationDate").first).text
        #expect(title.contains("/Title <5350c943494d454e2085204558455243494345208520"))
        #expect(justificatif.nomDeFichier == "SPECIMEN-justificatif-EXERCICE-7KQ2-M4XA.pdf")
        let text = try justificatif.texte()
        #expect(text.hasPrefix("SPÉCIMEN – EXERCICE – SANS VALEUR\n"))
        let page = try #require(file.all("/Type /Page\n").first)
        let content = try #require(file.references("Contents", in: page.text).first.flatMap { file.objects[$0] })
        // The first marked content is a paragraph, so it is read, and turned, so it crosses the page.
        #expect(content.firstMatch(of: /stream\n\/P<<\n\s*\/MCID 0\n\s*>>BDC\nq \.602 \.799 -\.799 \.602 \d/) != nil)
    }

    @Test("It says what was decided, for whom, when, how and under which reference")
    func facts() throws {
        let text = try Justificatif.exemple(representant: "Zoé Œuvrard", canal: .telephone).texte()
        for fact in [
            "Justificatif d’opposition", "Opposition à la création de Mon espace santé", "Odile Vautrin",
            "Zoé Œuvrard, qui certifie être son représentant légal", "samedi\u{A0}12 février\u{A0}2022, à\u{A0}10\u{A0}h\u{A0}42",
            "Cette date est celle de l’exercice", "Par téléphone, au 3422 simulé", "EXERCICE-7KQ2-M4XA",
            "http://127.0.0.1:8080/verification?reference=EXERCICE-7KQ2-M4XA", "Émis par l’outil d’entraînement",
        ] {
            #expect(text.contains(fact), "\(fact)")
        }
    }

    @Test("Its file says all of it in one sentence, for whoever verified the signature")
    func attestation() throws {
        let file = try Justificatif.exemple(representant: "Zoé Œuvrard").pdf()
        #expect(
            Justificatif.attestation(de: file.span)
                == "Document d’entraînement. Opposition à la création de Mon espace santé, pour Odile Vautrin, par Zoé Œuvrard, "
                + "le samedi\u{A0}12 février\u{A0}2022, à\u{A0}10\u{A0}h\u{A0}42 (date de l’exercice). En ligne, sur le site simulé. "
                + "Référence\u{202F}: EXERCICE-7KQ2-M4XA.")
    }

    @Test("An opposition quotes the sentence of the real justificatif, and no other decision does", arguments: Justificatif.decisions)
    func quotation(decision: Justificatif.Decision) throws {
        let sentence =
            "«\u{202F}Vous pouvez revenir à tout moment sur votre décision en vous connectant sur monespacesante.fr.\u{202F}»"
        #expect(try Justificatif.exemple(decision).texte().contains(sentence) == (decision == .opposition))
    }

    @Test("It explains the deadlines that its decision is about")
    func deadlines() throws {
        #expect(try Justificatif.exemple(.opposition).texte().contains("six semaines"))
        let kept = try Justificatif.exemple(.cloture(suppression: false)).texte()
        #expect(kept.contains("archivées pendant dix ans") && kept.contains("n’a pas été cochée"))
        let deleted = try Justificatif.exemple(.cloture(suppression: true)).texte()
        #expect(deleted.contains("demandée expressément") && deleted.contains("trois mois au plus") && !deleted.contains("dix ans"))
        #expect(try Justificatif.exemple(.activation).texte().contains("ne prouve aucune opposition"))
    }

    @Test("The number is masked but for what shows that it is fictional and whose it is")
    func maskedNumber() throws {
        let text = try Justificatif.exemple().texte()
        #expect(text.contains("9\u{A0}••\u{A0}••\u{A0}00\u{A0}•••\u{A0}007\u{A0}24"))
        #expect(!String(text.filter(\.isNumber)).contains("9580300"))
    }

    @Test("A reference that is not an exercice's is refused", arguments: [
        "", "EXERCICE-", "EXERCICE", "7KQ2", "exercice-7KQ2", " EXERCICE-7KQ2", "EXERCICE-7kq2", "EXERCICE-7KQ2/../x", "EXERCICE-É",
        "EXERCICE-" + String(repeating: "A", count: 41),
    ])
    func references(reference: String) {
        #expect(throws: JustificatifError.reference) { try Justificatif.exemple(reference: reference).pdf() }
    }

    @Test("A number that could be somebody's is refused", arguments: [
        "", "158030010100724", "958030110100724", "9580300101007", "9580300101007241", "95803001010072A", "9 58 03 00 101 007 24",
    ])
    func numbers(nir: String) {
        #expect(throws: JustificatifError.nir) { try Justificatif.exemple(nir: nir).pdf() }
    }

    @Test("A day that no calendar has is refused")
    func dates() {
        for (month, day) in [(2, 29), (2, 30), (4, 31), (13, 1), (0, 1), (1, 0), (1, 32)] {
            let date = DateHeure(annee: 2022, mois: month, jour: day, heure: 0, minute: 0)
            #expect(throws: JustificatifError.date) { try Justificatif.exemple(date: date).pdf() }
        }
        for (hour, minute) in [(24, 0), (-1, 0), (0, 60)] {
            let date = DateHeure(annee: 2022, mois: 1, jour: 1, heure: hour, minute: minute)
            #expect(throws: JustificatifError.date) { try Justificatif.exemple(date: date).pdf() }
        }
    }

    @Test("Dates are written out, with their day of the week", arguments: [
        (DateHeure(annee: 2022, mois: 3, jour: 1, heure: 9, minute: 5), "mardi\u{A0}1er mars\u{A0}2022, à\u{A0}9\u{A0}h\u{A0}05"),
        (DateHeure(annee: 2024, mois: 2, jour: 29, heure: 0, minute: 0), "jeudi\u{A0}29 février\u{A0}2024, à\u{A0}0\u{A0}h\u{A0}00"),
        (DateHeure(annee: 2026, mois: 11, jour: 22, heure: 23, minute: 59), "dimanche\u{A0}22 novembre\u{A0}2026, à\u{A0}23\u{A0}h\u{A0}59"),
        (DateHeure(annee: 1900, mois: 1, jour: 1, heure: 12, minute: 30), "lundi\u{A0}1er janvier\u{A0}1900, à\u{A0}12\u{A0}h\u{A0}30"),
    ])
    func writtenDates(date: DateHeure, expected: String) {
        #expect(date.enToutesLettres == expected)
    }

    @Test("The file's date is the real instant, the printed one the exercice's")
    func twoDates() throws {
        let file = try ReadableFile(Justificatif.exemple().pdf(.readable))
        #expect(try #require(file.all("/CreationDate").first).text.contains("(D:20261121224200Z)"))
        #expect(try !Justificatif.exemple().texte().contains("2026"))
    }

    @Test("Without an address there is no QR code and no link")
    func noVerification() throws {
        let file = try ReadableFile(Justificatif.exemple(verification: nil).pdf(.readable))
        #expect(file.all("/ImageMask").isEmpty && file.all("/URI").isEmpty)
        #expect(try !ReadableFile(Justificatif.exemple().pdf(.readable)).all("/ImageMask").isEmpty)
    }

    @Test("The same justificatif is the same file", arguments: Justificatif.decisions)
    func deterministic(decision: Justificatif.Decision) throws {
        #expect(try Justificatif.exemple(decision).pdf() == Justificatif.exemple(decision).pdf())
    }

    @Test("Names of 200 letters wrap and stay on the one page, whole")
    func longNames() throws {
        let spaced = String(repeating: "Marie-Bénédicte de L’Haÿ-Kœnig ", count: 7).dropLast()
        let solid = String(repeating: "Abcdefghij", count: 20)
        for decision in Justificatif.decisions {
            let text = try Justificatif.exemple(decision, nom: String(spaced), representant: solid).texte()
            #expect(text.contains(spaced))
            #expect(text.contains(solid))
        }
    }

    @Test("An address of 200 letters wraps beside its QR code, whole, and can be pressed on each of its lines")
    func longAddress() throws {
        let start = "http://exercices.example:8080/verification?reference=EXERCICE-7KQ2-M4XA&"
        let address = start + String(repeating: "x", count: 200 - start.utf8.count)
        let justificatif = Justificatif.exemple(nom: String(repeating: "Marie-Bénédicte ", count: 12) + "Kœnig", verification: address)
        #expect(try justificatif.texte().filter { $0 != "\n" }.contains(address))
        let link = try #require(ReadableFile(justificatif.pdf(.readable)).all("/Subtype /Link").first).text
        let area = try #require(link.firstMatch(of: /\/Rect \[(\S+) (\S+) (\S+) (\S+)\]/))
        let (bottom, top) = (try #require(Double(area.2)), try #require(Double(area.4)))
        #expect(top - bottom >= 3 * 10 && bottom > 76)
    }

    @Test("A name that no page can hold is refused, and so is no name")
    func impossibleNames() {
        #expect(throws: JustificatifError.tropLong) { try Justificatif.exemple(nom: String(repeating: "a", count: 3000)).pdf() }
        #expect(throws: JustificatifError.nom) { try Justificatif.exemple(nom: "").pdf() }
        #expect(throws: JustificatifError.nom) { try Justificatif.exemple(representant: "").pdf() }
        #expect(throws: JustificatifError.verification) {
            try Justificatif.exemple(verification: "http://a.example/" + String(repeating: "a", count: 3000)).pdf()
        }
    }

    @Test("Names of all Europe are written, composed or not; a letter that the font lacks is an error")
    func letters() throws {
        for name in ["Łucja Święcka", "Ștefan Țiriac", "Jürgen Groß", "Þóra Ævarsdóttir", "Željko Đurić", "Œdipe L’Haÿ"] {
            #expect(try Justificatif.exemple(nom: name).texte().contains(name))
        }
        #expect(try Justificatif.exemple(nom: "Zoe\u{301}").texte().contains("Zo\u{E9}"))
        #expect(throws: JustificatifError.texte(.missingGlyph("漢", font: "NotoSans-Regular"))) { try Justificatif.exemple(nom: "漢").pdf() }
        #expect(throws: JustificatifError.texte(.missingGlyph("\n", font: "NotoSans-Regular"))) { try Justificatif.exemple(nom: "a\nb").pdf() }
    }

    @Test("Random French names: what is extracted is what was written")
    func randomNames() throws {
        let letters = Array("abcdefghijklmnopqrstuvwxyzàâæçéèêëîïôùûüÿœABCDEFGHIJKLMNOPQRSTUVWXYZÀÂÆÇÉÈÊËÎÏÔÙÛÜŸŒ-’ ")
        var state: UInt64 = 1
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        for _ in 0..<40 {
            let name = String((0..<1 + random(60)).map { _ in letters[random(letters.count)] })
            #expect(try Justificatif.exemple(nom: name).texte().contains("\n\(name)\n"))
        }
    }

    @Test("Typography is French: narrow no-break spaces, curved apostrophes, no straight quote", arguments: Justificatif.decisions)
    func typography(decision: Justificatif.Decision) throws {
        let text = try Justificatif.exemple(decision, representant: "Odile", canal: .telephone, verification: nil).texte()
        #expect(!text.contains("'") && !text.contains("\""))
        let letters = Array(text)
        for (index, letter) in letters.enumerated() {
            if ":;?!»".contains(letter) { #expect(letters[index - 1] == "\u{202F}", "\(String(letters[max(0, index - 20)...index]))") }
            if letter == "«" { #expect(letters[index + 1] == "\u{202F}") }
        }
    }
}
