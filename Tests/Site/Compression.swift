import Foundation
import Testing
@testable import Cahier
@testable import Site

@Suite("What is compressed, and what never is")
struct Compression {
    private static let accepte = ["Accept-Encoding": "gzip, deflate, br, zstd"]

    @Test("What is the same for everyone comes as gzip to who prefers it, and as it is to others", arguments: [
        "/", "/a-propos", "/aide", "/formation", "/style.css", "/garde.js", "/api", "/api/fiches", "/api/scenarios", "/api/procedure", "/api/openapi.json",
    ])
    func partage(_ cible: String) throws {
        let banc = try Banc()
        let comprime = try banc.demande("GET", cible, champs: Self.accepte), clair = try banc.demande("GET", cible)
        #expect(comprime.statut == 200 && comprime.champs["content-encoding"] == "gzip" && comprime.corps.starts(with: [0x1F, 0x8B]))
        #expect(comprime.corps.count * 10 <= clair.corps.count * 9 && clair.champs["content-encoding"] == nil)
        #expect(comprime.champs["vary"] == "Accept-Encoding" && clair.champs["vary"] == "Accept-Encoding")
        let etag = try #require(comprime.champs["etag"])
        #expect(etag != clair.champs["etag"])
        #expect(try banc.demande("GET", cible, champs: Self.accepte.merging(["If-None-Match": etag]) { $1 }).statut == 304)
    }

    @Test("What only names the exercice is compressed as well, and not stored", arguments: ["/", "/a-propos", "/aide", "/guide", "/aide/procedure"])
    func nomme(_ cible: String) throws {
        let banc = try Banc(), navigateur = Navigateur(banc)
        _ = try navigateur.envoie("/exercices", [("fiche", "odile-vautrin")])
        let champs = Self.accepte.merging(["Cookie": try #require(navigateur.cookie)]) { $1 }
        let comprime = try banc.demande("GET", cible, champs: champs), clair = try navigateur.lit(cible)
        #expect(comprime.champs["content-encoding"] == "gzip" && comprime.champs["cache-control"] == "no-store")
        #expect(clair.texte.contains("Odile Vautrin · ") && !clair.texte.contains("FICTIF") || cible == "/aide")
        #expect(!clair.texte.contains(try #require(navigateur.cookie).dropFirst("exercice=".count)))
    }

    @Test("A page of the trainer's is compressed, for nobody can have it asked for without its address, and is not stored", arguments: ["", "?poste=1", "/plan"])
    func formateur(_ suite: String) throws {
        let banc = try Banc(), formateur = try Formateur(banc), cible = formateur.adresse + suite
        _ = try formateur.participant()
        let comprime = try banc.demande("GET", cible, champs: Self.accepte), clair = try banc.demande("GET", cible)
        #expect(comprime.statut == 200 && comprime.champs["content-encoding"] == "gzip" && comprime.champs["cache-control"] == "no-store")
        #expect(comprime.corps.count <= 14 * 1024 && clair.statut == 200 && clair.champs["content-encoding"] == nil)
    }

    @Test("What belongs to an exercice is never compressed: its length would tell what is in it (BREACH)")
    func exercice() throws {
        let banc = try Banc(), navigateur = Navigateur(banc)
        _ = try navigateur.envoie("/exercices", [("fiche", "odile-vautrin")])
        let cookie = try #require(navigateur.cookie), href = try #require(try banc.json("POST", "/api/exercices").lieu)
        let demandes: [(methode: String, cible: String)] =
            ["/accueil", "/fiche", "/identification", "/bilan", href, href + "/evenements"].map { ("GET", $0) } + [("POST", "/identification")]
        let champs = Self.accepte.merging(["Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"]) { $1 }
        for (methode, cible) in demandes {
            let reponse = try banc.demande(methode, cible, champs: champs)
            #expect([200, 422].contains(reponse.statut) && reponse.champs["content-encoding"] == nil && reponse.champs["vary"] == nil, "\(methode) \(cible)")
            #expect(reponse.champs["cache-control"] == "no-store", "\(methode) \(cible)")
        }
    }
}
