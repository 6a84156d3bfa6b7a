import Markup
import Testing
@testable import Pages
@testable import Procedure

/// The markup that every page shares, whatever it shows.
@Suite("Markup")
struct PagesMarkupTests {
    @Test("Every element that is opened is closed, in order")
    func balanced() throws {
        for (nom, html) in try PagesExemples.toutes() {
            var open: [Substring] = []
            for tag in html.tags where tag.kind != .alone {
                if tag.kind == .opening { open.append(tag.name) } else {
                    #expect(open.popLast() == tag.name, "\(nom): </\(tag.name)>")
                }
            }
            #expect(open.isEmpty, "\(nom)")
        }
    }

    @Test("An id is there once, and whatever points to one finds it")
    func identifiers() throws {
        for (nom, html) in try PagesExemples.toutes() {
            let ids = html.values(of: "id")
            #expect(Set(ids).count == ids.count, "\(nom): \(ids)")
            let references = html.values(of: "for") + html.values(of: "aria-labelledby") + html.values(of: "aria-describedby")
                + html.values(of: "href").filter { $0.hasPrefix("#") }.map { String($0.dropFirst()) }
            for reference in references.flatMap({ $0.split(separator: " ").map(String.init) }) {
                #expect(ids.contains(reference), "\(nom): \(reference)")
            }
        }
    }

    @Test("Nothing is inline, nothing is foreign: the page lives under a strict CSP")
    func strict() throws {
        for (nom, html) in try PagesExemples.toutes() {
            for tag in html.tags {
                #expect(!tag.text.contains(" style=") && !tag.text.contains(" on"), "\(nom): \(tag.text)")
                #expect(tag.name != "style" && (tag.name != "script" || tag.text.contains(" src=\"/")) || tag.kind == .closing, "\(nom)")
            }
            for address in html.values(of: "href") + html.values(of: "src") + html.values(of: "action") {
                let isInternal = address.hasPrefix("#") || address.hasPrefix("/") && !address.hasPrefix("//")
                #expect(isInternal || address == PagesExemples.adresseHTTPS, "\(nom): \(address)")
            }
        }
    }

    @Test("One h1, one main, and no level of heading is skipped")
    func outline() throws {
        for (nom, html) in try PagesExemples.toutes() {
            let opening = html.tags.filter { $0.kind == .opening }.map(\.name)
            #expect(opening.count { $0 == "h1" } == 1, "\(nom)")
            #expect(opening.count { $0 == "main" } == 1, "\(nom)")
            let levels = opening.filter { $0.count == 2 && $0.hasPrefix("h") && $0 != "hr" }.compactMap { $0.last?.wholeNumberValue }
            // The error summary stands before the h1: its own h2 opens no section of the page.
            for (level, next) in zip(levels, levels.dropFirst()) { #expect(next <= level + 1, "\(nom): \(levels)") }
        }
    }

    @Test("No text field cuts what is typed, and each has a label")
    func fields() throws {
        for (nom, html) in try PagesExemples.toutes() {
            #expect(!html.contains("maxlength"), "\(nom)")
            let labels = Set(html.values(of: "for"))
            for tag in html.tags where tag.name == "input" && !tag.text.contains("type=\"hidden\"") {
                let id = try #require(tag.text.values(of: "id").first, "\(nom)")
                #expect(labels.contains(id), "\(nom): \(id)")
            }
        }
    }

    @Test("No markup of ours is shown as text")
    func unescaped() throws {
        for (nom, html) in try PagesExemples.toutes() { #expect(!html.contains("&lt;/") && !html.contains("HTML(bytes"), "\(nom)") }
    }

    @Test("A value from outside is text, never markup")
    func escaping() {
        let hostile = "<script>alert('1')</script>\" onfocus=\"x"
        let contexte = Contexte(date: hostile, nom: hostile)
        let page = PageChoix(
            contexte: contexte, personne: hostile, etat: .enAttente, dernierJour: hostile, annonce: hostile,
            erreurs: [Erreur(champ: "choix", message: hostile)])
        let html = String(decoding: page.html.bytes, as: UTF8.self)
        #expect(!html.contains("<script>") && !html.contains("\" onfocus=\""))
    }

    @Test("French spacing: never an ordinary space before « : ; ? ! » or inside the quotes, a thin one before « ; ? ! »; no straight apostrophe")
    func typography() throws {
        for (nom, html) in try PagesExemples.toutes() {
            let text = html.texte
            for wrong in [" :", " ;", " ?", " !", "« ", " »", "'", "...", "\u{A0};", "\u{A0}?", "\u{A0}!"] {
                if let range = text.range(of: wrong) {
                    Issue.record("\(nom): \(text[range.lowerBound...].prefix(30))")
                }
            }
        }
    }

    @Test("Where the serial is, in words, no line breaks between a number and what it counts", arguments: TypeCarteVitale.allCases)
    func numbers(type: TypeCarteVitale) { #expect(!type.ouEstLaSerie.contains(/[0-9] chiffres/)) }
}
