import Testing
@testable import Cahier
@testable import Pages
@testable import Site

@Suite("What pages lead to")
struct Liens {
    @Test("A link leads to a page or a file that there is")
    func links() throws {
        let pages = Set(Route.table.keys).union(Public.entries.keys)
        for (nom, html) in try PagesExemples.toutes() {
            for address in html.values(of: "href") + html.values(of: "src") + html.values(of: "action") where address.hasPrefix("/") {
                let path = address.prefix { $0 != "?" && $0 != "#" }
                #expect(pages.contains(String(path)) || Route.named(String(path)).route != nil, "\(nom): \(address)")
            }
        }
    }

    @Test("Each page that has an easy-to-read twin is served", arguments: FacileALire.tous.map(\.adresse))
    func easy(adresse: String) { #expect(Route.table[adresse] != nil) }
}
