import Foundation
import Testing
@testable import Cahier
@testable import Markup
@testable import Pages
@testable import Procedure
@testable import Site

@Suite("What every response carries, and who is let in")
struct Defenses {
    static let cibles = ["/", "/a-propos", "/aide", "/accueil", "/healthz", "/style.css", "/favicon.ico", "/nulle-part", "/api", "/api/fiches", "/api/nulle-part", "/exercices", "/justificatif.pdf"]

    @Test("The mark, the policy and the other fields are on every response, whatever its status")
    func champs() throws {
        let banc = try Banc()
        for cible in Self.cibles {
            for methode in ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"] {
                let reponse = try banc.demande(methode, cible)
                #expect(reponse.champs["x-simulation"] == "exercice", "\(methode) \(cible)")
                #expect(reponse.champs["x-robots-tag"] == "noindex, nofollow")
                #expect(reponse.champs["content-security-policy"]?.contains("frame-ancestors 'none'") == true)
                #expect(reponse.champs["content-security-policy"]?.contains("form-action 'self'") == true && reponse.champs["content-security-policy"]?.contains("unsafe") == false)
                #expect(reponse.champs["x-content-type-options"] == "nosniff" && reponse.champs["referrer-policy"] == "same-origin")
                #expect(reponse.statut < 500)
            }
        }
        let malforme = try banc.demande("GET", "/%zz")
        #expect(malforme.statut == 400 && malforme.champs["x-simulation"] == "exercice")
    }

    @Test("Every JSON object says that it is a simulation, errors included")
    func simulation() throws {
        let banc = try Banc()
        for cible in ["/api", "/api/fiches", "/api/scenarios", "/api/procedure", "/api/nulle-part", "/api/exercices"] {
            #expect(try banc.demande("GET", cible).json / "simulation" == true)
        }
    }

    @Test("Every page begins with the mark: first words of the title, and a band in the flow")
    func bandeau() throws {
        let banc = try Banc(), navigateur = Navigateur(banc)
        _ = try navigateur.envoie("/exercices")
        for cible in ["/", "/accueil", "/fiche", "/identification", "/bilan", "/a-propos", "/aide", "/nulle-part"] {
            let page = try navigateur.lit(cible).clair
            #expect(page.contains("<title>SIMULATION – EXERCICE DE FORMATION") || page.contains("<title>Erreur : SIMULATION – EXERCICE DE FORMATION"), "\(cible)")
            #expect(page.contains("Ce n’est pas le site officiel. N’entrez jamais vos vrais numéros.") && page.contains("rel=\"icon\""))
        }
    }

    @Test("What belongs to an exercice is never stored; its cookie is HttpOnly and SameSite")
    func cookie() throws {
        let banc = try Banc(), navigateur = Navigateur(banc)
        let pose = try #require(try navigateur.envoie("/exercices").champs["set-cookie"])
        #expect(pose.contains("; HttpOnly") && pose.contains("; SameSite=Lax") && pose.contains("; Path=/"))
        for cible in ["/", "/accueil", "/fiche", "/identification", "/choix", "/bilan"] { #expect(try navigateur.lit(cible).champs["cache-control"] == "no-store") }
    }

    @Test("A form sent from another site is refused and does nothing; curl and our own pages pass", arguments: [
        (["Sec-Fetch-Site": "cross-site"], 403), (["Sec-Fetch-Site": "same-site"], 403), (["Origin": "http://ailleurs.example"], 403), (["Origin": "null"], 403),
        (["Origin": "https://localhost:PORT"], 403), (["Origin": "http://localhost:1"], 403), (["Sec-Fetch-Site": "same-origin"], 303), (["Sec-Fetch-Site": "none"], 303),
        (["Origin": "http://localhost:PORT"], 303), ([:], 303),
    ])
    func origine(_ champs: [String: String], _ statut: Int) throws {
        let banc = try Banc(), champs = champs.mapValues { $0.replacingOccurrences(of: "PORT", with: "\(banc.port)") }
        #expect(try banc.demande("POST", "/exercices", champs: champs).statut == statut)
        #expect(try banc.json("POST", "/api/exercices", champs: champs).statut == (statut == 303 ? 201 : 403))
    }

    @Test("A Host that is not ours is refused on loopback (DNS rebinding), and let in with --lan", arguments: [
        ("localhost:1234", 200), ("LOCALHOST", 200), ("127.0.0.1", 200), ("127.8.9.10:80", 200), ("[::1]:8080", 200), ("exercice.example", 421), ("127.0.0.1.ailleurs.example", 421),
        ("192.168.1.20:8080", 421), ("localhost.ailleurs.example", 421), ("public.example", 200), ("126.0.0.1", 421), ("1270.0.0.1", 421),
        ("127.0.0.256", 421), ("127.0.1", 421), ("127.0.0.0.1", 421), ("127..0.1", 421), ("127.0.0.", 421),
    ])
    func hote(_ hote: String, _ statut: Int) throws {
        #expect(try Banc(publicURL: "https://public.example/").demande("GET", "/", champs: ["Host": hote]).statut == statut)
        #expect(try Banc(lan: true).demande("GET", "/", champs: ["Host": hote]).statut == 200)
    }

    @Test("A method that an address does not have is answered 405 with those that it has")
    func methodes() throws {
        let banc = try Banc()
        let tout = try banc.demande("OPTIONS", "*")
        #expect(tout.statut == 204 && tout.champs["allow"] == "DELETE, GET, HEAD, OPTIONS, POST, PUT")
        for (cible, allow) in [("/choix", "GET, HEAD, OPTIONS, POST"), ("/exercices", "OPTIONS, POST"), ("/api/exercices/\(String(repeating: "b", count: 32))", "DELETE, GET, HEAD, OPTIONS")] {
            let reponse = try banc.demande("PATCH", cible)
            #expect(reponse.statut == 405 && reponse.champs["allow"] == allow)
            #expect(try banc.demande("OPTIONS", cible).champs["allow"] == allow)
        }
    }

    @Test("A body of another type is 415, one that cannot be read 400, one too large 413: in the dress of its address")
    func corps() throws {
        let banc = try Banc(), navigateur = Navigateur(banc)
        _ = try navigateur.envoie("/exercices")
        let base = try #require(try banc.json("POST", "/api/exercices").lieu), cookie = try #require(navigateur.cookie)
        #expect(try banc.demande("POST", base + "/choix", champs: ["Content-Type": "text/plain"], corps: Data("x".utf8)).json / "code" == "type-non-supporte")
        for faux in ["{", "[]", "1", "{\"choix\":1,\"choix\":2}", "{\"choix\":\"\u{0}\"}", "{} {}"] {
            let reponse = try banc.json("POST", base + "/choix", faux)
            #expect(try reponse.statut == 400 && reponse.json / "code" == "json-invalide")
        }
        let long = String(repeating: " ", count: 20_000)
        #expect(try banc.json("POST", base + "/choix", long).json / "code" == "corps-trop-grand")
        #expect(try navigateur.envoie("/choix", [("choix", long)]).clair.contains("<title>Erreur : SIMULATION"))
        for (type, corps, statut) in [("text/plain", "x=1", 415), ("application/x-www-form-urlencoded", "choix=%zz", 400), ("application/x-www-form-urlencoded", "choix=a&choix=b", 400)] {
            let reponse = try banc.demande("POST", "/choix", champs: ["Cookie": cookie, "Content-Type": type], corps: Data(corps.utf8))
            #expect(reponse.statut == statut && reponse.champs["content-type"] == "text/html; charset=utf-8")
        }
        #expect(try banc.demande("GET", base + "/justificatif?reference=%zz").json / "code" == "requete-invalide")
    }

    /// Of the style sheets a browser says that they mean the same (test_speed.py).
    @Test("The built-in files are those of Public/, byte for byte but for the blanks of style sheets, and answer 304 to their own ETag")
    func fichiers() throws {
        let dossier = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../Public"), banc = try Banc()
        let noms = try FileManager.default.contentsOfDirectory(atPath: dossier.path).filter { !$0.hasPrefix(".") }.sorted()
        #expect(Public.entries.keys.sorted() == noms.map { "/" + $0 })
        for nom in noms {
            let reponse = try banc.demande("GET", "/" + nom), etag = try #require(reponse.champs["etag"])
            let fichier = try Data(contentsOf: dossier.appendingPathComponent(nom))
            #expect(nom.hasSuffix(".css") ? reponse.corps.count < fichier.count : reponse.corps == fichier)
            #expect(try banc.demande("GET", "/" + nom, champs: ["If-None-Match": etag]).statut == 304)
        }
    }

    @Test("The OpenAPI document has every address of the API and every method, and no other")
    func openAPI() throws {
        let banc = try Banc(), document = try banc.demande("GET", "/api/openapi.json").json
        guard case .object(let chemins)? = document / "paths" else { Issue.record("no paths"); return }
        var decrits: [String: Set<String>] = [:]
        for chemin in chemins {
            guard case .object(let methodes) = chemin.value else { continue }
            decrits[chemin.name] = Set(methodes.map { $0.name.uppercased() }.filter { $0 != "PARAMETERS" })
        }
        let routes = Route.table.filter { $0.key.hasPrefix("/api") }.merging(Route.ofExercice.map { ("/api/exercices/{id}" + $0, $1) }) { $1 }
            .merging(Route.ofSalleAPI.map { ("/api/formation/{secret}" + $0, $1) }) { $1 }
        let servis = routes.mapValues { Set($0.handlers.keys.map(\.rawValue)) }
        #expect(decrits == servis)
    }

    @Test("The OpenAPI document names what may be wrong with a field, and nothing else")
    func motifs() throws {
        let codes = try Banc().demande("GET", "/api/openapi.json").json / "components" / "schemas" / "Probleme" / "properties" / "erreurs" / "items" / "properties" / "code" / "enum"
        #expect(codes == .array(ErreurDeSaisie.Motif.allCases.map { .string($0.rawValue) }))
    }

    @Test("A client is told to wait where waiting helps, and nowhere else")
    func attente() {
        let helps: [Exercices.Failure: Bool] = [.unavailable: true, .full: true, .tooLong: false, .notFound: false, .broken: false]
        for (failure, helps) in helps {
            let problem = Problem(failure)
            #expect((problem.status == .serviceUnavailable) == helps && (problem.retryAfter != nil) == helps, "\(failure)")
        }
    }
}
