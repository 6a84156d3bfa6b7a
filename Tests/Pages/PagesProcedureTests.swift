import Foundation
import Testing
@testable import Pages
@testable import Procedure

/// What the pages say of the procedure (`domain.md`).
@Suite("Pages of the procedure")
struct PagesProcedureTests {
    let reel = PagesExemples.reel

    @Test("The deletion box is there for a closure alone, and never ticked in advance (domain §3)")
    func deletion() throws {
        let contexte = Contexte(date: "", nom: "")
        for etat in EtatProfil.allCases {
            let html = String(decoding: PageChoix(contexte: contexte, personne: "", etat: etat).html.bytes, as: UTF8.self)
            #expect(html.contains("name=\"suppression\"") == (etat == .actif))
            #expect(!html.contains(" checked"))
        }
    }

    @Test("A page of choice offers what the profile allows; folded under it, an open espace refuses what one may have come for", arguments: EtatProfil.allCases)
    func choices(etat: EtatProfil) {
        let html = String(decoding: PageChoix(contexte: Contexte(date: "", nom: ""), personne: "", etat: etat).html.bytes, as: UTF8.self)
        let unfolded = html.prefix(upTo: html.range(of: "<summary>Je voulais")?.lowerBound ?? html.endIndex)
        #expect((unfolded.endIndex < html.endIndex) == (etat == .actif))
        let offered = String(unfolded).tags.filter { $0.text.contains("name=\"choix\"") }.compactMap { $0.text.values(of: "value").first }
        #expect(offered == etat.choixPermis.map(\.rawValue))
    }

    @Test("A page of confirmation says the choice, and what becomes of the data", arguments: PagesExemples.decisions)
    func confirmation(decision: Decision) {
        let html = String(decoding: PageConfirmation(contexte: Contexte(date: "", nom: ""), personne: "", decision: decision).html.bytes, as: UTF8.self)
        #expect(html.contains(Faits().libelle(decision.choix)))
        #expect(html.contains("Archivées 10\u{A0}ans") == (decision == Decision(.cloture)))
        #expect(html.contains("3\u{A0}mois") == decision.suppression)
    }

    @Test("The receipt of an opposition carries the sentence of the justificatif, word for word (domain §1)")
    func reversal() throws {
        let page = try #require(PagesExemples.toutes().first { $0.nom == "prise en compte, parent" })
        #expect(page.html.texte.contains("Vous pouvez revenir à tout moment sur votre décision en vous connectant sur monespacesante.fr."))
    }

    @Test("A refused number is nowhere in the page; the others are kept (domain §10)")
    func refused() throws {
        let exercice = try PagesExemples.exercice("odile-vautrin")
        let saisie = SaisieIdentification(
            codeProvisoire: "FICTIFa7Kq2", nir: "1 55 08 14 168 025 38", typeCarteVitale: "avecPhoto", numeroSerie: "0000017")
        let html = String(decoding: PagesExemples.identification(saisie, exercice).html.bytes, as: UTF8.self)
        for piece in ["1 55 08", "15508", "168 025", "168025"] { #expect(!html.contains(piece)) }
        #expect(html.contains("name=\"nir\" value=\"\""))
        #expect(html.contains("value=\"FICTIFa7Kq2\"") && html.contains("value=\"0000017\"") && html.contains(" checked"))
        #expect(html.contains("Ce que vous avez tapé n’a pas été gardé."))
    }

    @Test("Each error stands in the summary, as a link to its field, and beside the field")
    func errors() throws {
        let exercice = try PagesExemples.exercice("odile-vautrin")
        let page = PagesExemples.identification(.init(codeProvisoire: "", nir: "", typeCarteVitale: nil, numeroSerie: ""), exercice)
        #expect(page.erreurs.map(\.champ) == ["codeProvisoire", "nir", "typeCarteVitale", "numeroSerie"])
        let html = String(decoding: page.html.bytes, as: UTF8.self)
        for erreur in page.erreurs {
            #expect(html.contains("<a href=\"#\(erreur.champ)\">\(erreur.message)</a>"))
            #expect(html.contains("id=\"\(erreur.champ)-erreur\""))
        }
    }

    @Test("The field errors are in the words of the service (domain §7)", arguments: [
        (Champ.typeCarteVitale, ErreurDeSaisie.Motif.requis, nil, "Sélectionner un modèle de carte Vitale"),
        (.nir, .requis, nil, "Saisir le numéro de sécurité sociale"),
        (.nir, .longueur, nil, "Le numéro de sécurité sociale doit contenir 15 caractères"),
        (.nir, .format, nil, "Format invalide, vérifier le format du numéro de sécurité sociale"),
        (.numeroSerie, .requis, nil, "Saisir le numéro de série"),
        (.numeroSerie, .caracteres, nil, "Saisir uniquement des chiffres"),
        (.numeroSerie, .longueur, TypeCarteVitale.avecPhoto, "Le numéro de série doit contenir 11 chiffres"),
        (.numeroSerie, .longueur, .sansPhoto, "Le numéro de série doit contenir entre 8 et 13 chiffres"),
        (.codeProvisoire, .longueur, nil, "Le code doit contenir 12 caractères"),
        (.codeProvisoire, .caracteres, nil, "Cette saisie contient un caractère non autorisé"),
    ])
    func words(champ: Champ, motif: ErreurDeSaisie.Motif, carte: TypeCarteVitale?, words: String) {
        #expect(ErreurDeSaisie(champ, motif).message(carte: carte) == words)
    }

    @Test("The debrief tells every event, and shows nothing that was typed")
    func debrief() throws {
        let exercice = try PagesExemples.exercice("odile-vautrin")
        let bilan = try PagesExemples.bilan(exercice)
        #expect(bilan.lignes.allSatisfy { !$0.texte.isEmpty })
        let text = String(decoding: bilan.html.bytes, as: UTF8.self).texte
        for value in [exercice.fiche.nir.groupe, exercice.fiche.nir.chiffres, exercice.fiche.numeroSerie, "FICTIF"] {
            #expect(!text.contains(value))
        }
    }

    @Test("A step that is done says so in words, the current one is marked")
    func steps() {
        for (index, etape) in Etape.allCases.enumerated() {
            let html = String(decoding: Layout.document(titre: "", ecran: .choix, etape: etape, corps: .empty).bytes, as: UTF8.self)
            #expect(html.components(separatedBy: " fait</span>").count == index + 1)
            #expect(html.components(separatedBy: "aria-current=\"step\"").count == 2)
        }
    }

    @Test("Dates are written in words, as French does")
    func dates() throws {
        let premier = try #require(DateCivile(annee: 2022, mois: 2, jour: 1))
        #expect(premier.enLettres == "mardi 1er\u{A0}février 2022")
        let instant = HeureDeParis.instant(premier.plus(jours: 7), heure: 10, minute: 5)
        #expect(instant.paris.enLettres == "mardi 8\u{A0}février 2022, 10\u{A0}h\u{A0}05")
        let days = (0..<7).map { premier.plus(jours: $0).enLettres.prefix { $0 != " " } }
        #expect(days == ["mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "lundi"])
    }
}
