import Foundation
import HTTP
import Logging
import Synchronization
import Testing
import Threads
@testable import Cahier
@testable import Procedure
@testable import Server
@testable import Site

@Suite("What takes long is apart from the event loops")
struct Ecarts {
    /// A site whose loops may not wait: in a debug build, what takes long traps there.
    private final class Surveillance: Service {
        let site: Site
        /// Answers at `/essai`, if there is one.
        let essai: Handler?
        let reel = Banc.reel

        init(_ site: Site, essai: Handler? = nil) { (self.site, self.essai) = (site, essai) }

        func bodyLimit(for head: RequestHead) -> Int { site.bodyLimit(for: head) }

        func answer(_ request: Request, from peer: Peer) -> Answer {
            Waiting.forbid()
            guard request.path == "/essai", let essai else { return site.answer(request, from: peer) }
            return essai(Call(site: site.surroundings, request: request, id: nil, isLocal: true, reel: reel))
        }
    }

    private static func serve(_ banc: Banc, essai: Handler? = nil, _ work: (Int) throws -> Void) throws {
        var configuration = Server.Configuration()
        (configuration.port, configuration.threads) = (0, 1)
        let server = try Server(service: Surveillance(banc.site, essai: essai), configuration: configuration, logger: Logger(label: "essai") { _ in SwiftLogNoOpLogHandler() })
        Thread.detachNewThread { server.run() }
        defer { server.stop() }
        try work(server.port)
    }

    @Test("A handler that is apart runs where one may wait, before and after each suspension, and its response comes back to its loop")
    func fils() throws {
        let places = Mutex<[Bool]>([]), note = { @Sendable in places.withLock { $0.append(Waiting.isAllowed) } }
        let handler: Handler = { _ in
            note()
            return .later {
                note()
                try? await Task.sleep(for: .milliseconds(1))
                note()
                return Response(.ok, fields: [:], body: Array("ok".utf8))
            }
        }
        let banc = try Banc()
        for (essai, allowed) in [(handler, false), (Route.apart(handler), true)] {
            places.withLock { $0 = [] }
            try Self.serve(banc, essai: essai) { (port) throws in
                for _ in 0..<20 { #expect(try banc.demande("GET", "/essai", port: port).texte == "ok") }
            }
            #expect(places.withLock { $0 } == Array(repeating: allowed, count: 60))
        }
    }

    @Test("The facts under which a request is answered are in force there too")
    func faits() throws {
        var faits = Faits()
        faits.delai.valeur = 21
        let partages = Faits.Partages(faits), handler = Route.apart { _ in .now(Response(.ok, fields: [:], body: Array(Faits.enVigueur.delai.enClair.utf8))) }
        let essai: Handler = { call in
            guard case .later(let response) = handler(call) else { return handler(call) }
            return .later { await Faits.$partages.withValue(partages, operation: response) }
        }
        let banc = try Banc()
        try Self.serve(banc, essai: essai) { (port) throws in #expect(try banc.demande("GET", "/essai", port: port).texte == "trois semaines") }
    }

    @Test("Every document, debrief, register and verification is made apart")
    func documents() throws {
        let banc = try Banc(), fiche = try #require(Catalogue.fiche("odile-vautrin"))
        try Self.serve(banc) { (port) throws in
            func json(_ methode: String, _ cible: String, _ corps: String = "{}") throws -> Reponse {
                try banc.demande(methode, cible, champs: ["Content-Type": "application/json"], corps: Data(corps.utf8), port: port)
            }
            let base = try #require(try json("POST", "/api/exercices").lieu), salle = try #require(try json("POST", "/api/formation").lieu)
            _ = try json("POST", base + "/identification", objet(items(fiche)))
            _ = try json("POST", base + "/choix", #"{"choix":"opposition"}"#)
            _ = try json("POST", base + "/confirmation", #"{"decision":"confirmer"}"#)
            let pdf = try banc.demande("GET", base + "/justificatif", port: port), cookie = ["Cookie": "exercice=\(base.suffix(32))"]
            #expect(pdf.champs["content-type"] == "application/pdf")
            let page = salle.replacingOccurrences(of: "/api", with: "")
            for cible in ["/justificatif.pdf", "/bilan", "/", "/a-propos", page, page + "/bilan", page + "/bilan.csv", page + "/bilan.pdf", page + "/kit.pdf?postes=1", salle, salle + "/bilan", base + "/evenements"] {
                let reponse = try banc.demande("GET", cible, champs: cookie, port: port)
                #expect(reponse.statut == 200, "\(cible)")
            }
            #expect(try banc.demande("POST", "/api/verification", champs: ["Content-Type": "application/pdf"], corps: pdf.corps, port: port).texte.contains("authentique"))
            let tete = "--a\r\nContent-Disposition: form-data; name=\"fichier\"; filename=\"a.pdf\"\r\n\r\n"
            let envoi = try banc.demande("POST", "/verification", champs: ["Content-Type": "multipart/form-data; boundary=a"], corps: Data(tete.utf8) + pdf.corps + Data("\r\n--a--\r\n".utf8), port: port)
            #expect(envoi.texte.contains("Authentique et inchangé"))
        }
    }
}
