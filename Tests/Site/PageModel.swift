import Testing
@testable import Cahier
@testable import Pages
@testable import Procedure
@testable import Site

/// Where each thing that is shown comes from (`domain.md` §9).
@Suite("The page model")
struct PageModel {
    @Test("Every page shows one entry of the model, and every entry is shown by a page")
    func shown() throws {
        let origins = Ecran.tous.map { String(decoding: $0.origine.bytes, as: UTF8.self) }
        var unused = Set(origins)
        for (nom, html) in try PagesExemples.toutes() {
            let own = origins.filter(html.contains)
            #expect(own.count == 1 && html.components(separatedBy: "class=\"origin\"").count == 2, "\(nom)")
            unused.subtract(own)
        }
        #expect(unused.isEmpty)
    }

    @Test("Each address that answers with a page shows an entry of that address, and no entry is of another")
    func routes() throws {
        let banc = try Banc(), navigateur = Navigateur(banc), fiche = try #require(Catalogue.fiche("odile-vautrin"))
        // What follows an exercice never ends.
        let addresses = Route.table.filter { $0.value.handlers[.get] != nil && !$0.key.hasSuffix("/suivi") }.keys
        var seen: Set<String> = []
        let steps: [() throws -> Reponse] = [
            { try navigateur.lit("/") }, { try navigateur.envoie("/exercices") }, { try navigateur.envoie("/identification", items(fiche)) },
            { try navigateur.envoie("/choix", [("choix", "opposition")]) }, { try navigateur.envoie("/confirmation", [("decision", "confirmer")]) },
        ]
        for step in steps {
            #expect(try step().statut < 400)
            for address in addresses {
                let answer = try navigateur.lit(address)
                guard answer.statut == 200, answer.champs["content-type"]?.hasPrefix("text/html") == true else { continue }
                let entries = Ecran.tous.filter { answer.texte.contains(String(decoding: $0.origine.bytes, as: UTF8.self)) }
                #expect(entries.map(\.adresse) == [address])
                seen.insert(address)
            }
        }
        #expect(Set(Ecran.tous.compactMap(\.adresse)) == seen)
    }

    @Test("It is printed whole on /a-propos: each thing, how sure it is, its source and the date")
    func printed() {
        let about = String(decoding: PageAPropos().html.bytes, as: UTF8.self).texte
        for element in Ecran.tous.flatMap(\.elements) {
            #expect(about.contains(element.montre) && about.contains("\(element.source.nom), \(element.source.date)"))
            #expect(!element.source.nom.isEmpty && element.source.date.contains { $0.isNumber })
        }
        for statut in Statut.allCases { #expect(about.contains(statut.enClair)) }
        #expect(Ecran.tous.allSatisfy { !$0.elements.isEmpty })
    }

    @Test("What is ours is never said to be sourced, and what is sourced never to be ours")
    func honest() {
        for element in Ecran.tous.flatMap(\.elements) {
            #expect((element.source.nom == Source.nous.nom) == (element.statut != .source), "\(element.montre)")
        }
    }
}
