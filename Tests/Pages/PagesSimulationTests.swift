import Testing
@testable import Pages
@testable import Procedure

/// `domain.md` §11: no page can pass for the real one.
@Suite("The mark of simulation")
struct PagesSimulationTests {
    @Test("stands first in every title, behind « Erreur : » alone")
    func title() throws {
        for (nom, html) in try PagesExemples.toutes() {
            let title = try #require(html.between("<title>", "</title>"), "\(nom)")
            let marked = title.hasPrefix("SIMULATION – EXERCICE DE FORMATION – ")
            #expect(marked || title.hasPrefix("Erreur : SIMULATION – EXERCICE DE FORMATION – "), "\(nom): \(title)")
        }
    }

    @Test("is the first thing in the flow of every page, in its exact words, once")
    func band() throws {
        let words = "SIMULATION – EXERCICE DE FORMATION. Ce n’est pas le site officiel. N’entrez jamais vos vrais numéros."
        for (nom, html) in try PagesExemples.toutes() {
            let body = try #require(html.between("<body>", "</body>"), "\(nom)")
            #expect(body.texte.trimmed.hasPrefix(words), "\(nom)")
            #expect(html.components(separatedBy: "class=\"mark\"").count == 2, "\(nom)")
        }
    }

    @Test("« Erreur : » comes first when a field must be mended, and only then")
    func error() throws {
        for (nom, html) in try PagesExemples.toutes() {
            let summary = html.contains("id=\"resume-erreurs\"") || nom.hasPrefix("erreur")
            #expect(html.contains("<title>Erreur") == summary, "\(nom)")
        }
    }

    @Test("A schema of a card or a letter says SPÉCIMEN across it")
    func drawings() throws {
        for (nom, html) in try PagesExemples.toutes() {
            let drawings = html.components(separatedBy: "class=\"drawing\"").dropFirst()
            #expect(drawings.allSatisfy { $0.contains("SPÉCIMEN</text>") && $0.contains("<title") && $0.contains("<desc") }, "\(nom)")
        }
    }
}
