import Testing
@testable import Pages
@testable import Procedure

/// « Information pour tous. Règles européennes pour une information facile à lire et à comprendre », as far as a
/// program can hold them.
@Suite("Easy to read")
struct FacileALireTests {
    static let lignes = FacileALire.tous.flatMap { page in
        String(decoding: page.paragraphs.bytes, as: UTF8.self).matches(of: /<p>(.*)<\/p>\n/).map { String($0.1) }
    }

    @Test("A line is one short sentence, that ends", arguments: lignes)
    func sentence(ligne: String) {
        let words = ligne.split { $0 == " " || $0 == "\u{A0}" || $0 == "’" }.filter { $0.contains(where: \.isLetter) || $0.contains(where: \.isNumber) }
        #expect(words.count <= 14)
        #expect([".", "?"].contains(ligne.last.map(String.init)))
        #expect(ligne.dropLast().allSatisfy { !".?!;()".contains($0) })
    }

    @Test("Numbers are in digits, nothing is abbreviated nor shouted", arguments: lignes)
    func words(ligne: String) {
        let words = ligne.lowercased().split { !$0.isLetter }.map(String.init)
        #expect(words.allSatisfy { !["deux", "trois", "quatre", "cinq", "douze", "quinze", "etc", "nir", "pdf", "dmp"].contains($0) })
        #expect(!ligne.split { !$0.isLetter }.contains { $0.count > 1 && $0 == $0.uppercased() })
    }

    @Test("Each of the five pages carries its own, and /facile all of them")
    func there() throws {
        let facile = String(decoding: PageFacile().html.bytes, as: UTF8.self)
        for page in FacileALire.tous {
            #expect(facile.contains(String(decoding: page.section.bytes, as: UTF8.self)))
            let shown = try PagesExemples.toutes().filter { $0.html.contains(String(decoding: page.html.bytes, as: UTF8.self)) }
            #expect(!shown.isEmpty, "\(page.titre)")
        }
    }
}
