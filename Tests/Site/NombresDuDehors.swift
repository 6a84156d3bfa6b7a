import Formation
import Foundation
import Synchronization
import Testing
@testable import Cahier
@testable import Procedure
@testable import Site

@Suite("Numbers from outside, at the door")
struct NombresDuDehors {
    static let extremes = ["-9223372036854775808", "-9223372036854775809", "9223372036854775807", "9223372036854775808", "-10001", "10001", "-1", "0", "1e3", "1.5", "-0", "99999999999999999999999999"]

    static func exercice(_ banc: Banc) throws -> String { try #require(try banc.json("POST", "/api/exercices", "{}").lieu) }

    @Test("A day that is no day is refused with how to mend it, and the server goes on", arguments: extremes)
    func jour(_ jour: String) throws {
        let banc = try Banc(), base = try Self.exercice(banc), avant = try banc.demande("GET", base + "/evenements").texte
        for (methode, cible, corps) in [("POST", "/api/exercices", "{\"horloge\":{\"jour\":\(jour)}}"), ("PUT", base + "/horloge", "{\"jour\":\(jour)}")] {
            let reponse = try banc.json(methode, cible, corps)
            if ["0", "-1", "-0"].contains(jour) {
                #expect(reponse.statut == 200 || reponse.statut == 201)
                continue
            }
            // So many digits could hold somebody's number: the stricter reading.
            let isLong = Garde.containsRealNumber(jour)
            #expect(reponse.statut == 422 && reponse.texte.contains(isLong ? "numero-reel-refuse" : "saisie-invalide"))
            #expect(reponse.clair.contains(isLong ? "n’a pas été gardé" : "de -10000 à 10000"), "\(reponse.texte)")
            #expect(try banc.demande("GET", base + "/evenements").texte == avant)
        }
    }

    @Test("Seventy-four steps back, three hundred forward: the clock stays in its years, and all can be read and erased", arguments: ["-P4000D", "-P10000D", "P10000D"])
    func avance(_ avance: String) throws {
        let banc = try Banc(), base = try Self.exercice(banc)
        var statuts: [Int: Int] = [:], dernier = ""
        for _ in 0..<300 {
            let reponse = try banc.json("PUT", base + "/horloge", "{\"avance\":\"\(avance)\"}")
            statuts[reponse.statut, default: 0] += 1
            dernier = reponse.clair
        }
        #expect(statuts[422] ?? 0 > 290 && Set(statuts.keys).isSubset(of: [200, 422]) && dernier.contains("saisie-invalide") && dernier.contains("de l’an 2000 à 2099"), "\(statuts) \(dernier)")
        #expect(try banc.demande("GET", base + "/evenements").statut == 200 && banc.demande("GET", base).statut == 200)
        #expect(try banc.demande("DELETE", base).statut == 204)
    }

    @Test("An instant is taken within the years, and none beyond", arguments: ["1999-12-31T23:59:59+01:00", "2100-01-01T00:00:00+01:00", "0000-01-01T00:00:00-23:59", "9999-12-31T23:59:59+23:59", "10000-01-01T00:00:00Z"])
    func instant(_ instant: String) throws {
        let banc = try Banc(), base = try Self.exercice(banc)
        for (methode, cible, corps) in [
            ("POST", "/api/exercices", "{\"horloge\":\"\(instant)\"}"), ("POST", "/api/exercices", "{\"horloge\":{\"instant\":\"\(instant)\"}}"),
            ("PUT", base + "/horloge", "{\"instant\":\"\(instant)\"}"), ("PUT", base + "/incident", "{\"incident\":\"panne\",\"fin\":\"\(instant)\"}"),
        ] {
            #expect(try banc.json(methode, cible, corps).statut == 422)
        }
        for bord in ["2000-01-01T00:00:00+01:00", "2099-12-31T23:59:59+01:00"] {
            #expect(try banc.json("PUT", base + "/horloge", "{\"instant\":\"\(bord)\"}").statut == 200)
            #expect(try banc.demande("GET", base + "/evenements").texte.contains(bord) && banc.demande("GET", base + "/messages").statut == 200)
        }
    }

    @Test("The page of the clock tells what is wrong, beside its field")
    func reglages() throws {
        let banc = try Banc(), navigateur = Navigateur(banc)
        _ = try navigateur.envoie("/exercices")
        for _ in 0..<3 { _ = try navigateur.envoie("/reglages", [("avance", "P10000D")]) }
        let refus = try navigateur.envoie("/reglages", [("avance", "P10000D")])
        #expect(refus.statut == 422 && refus.clair.contains("de l’an 2000 à 2099"))
        #expect(try navigateur.envoie("/reglages", [("avance", "P99999D")]).clair.contains("de -P10000D à P10000D"))
    }

    @Test("The trainer's numbers are within their bounds wherever they are sent", arguments: extremes)
    func formation(_ nombre: String) throws {
        let banc = try Banc(), salle = try #require(try banc.json("POST", "/api/formation", "{}").lieu)
        let page = salle.replacingOccurrences(of: "/api", with: ""), code = try #require((try banc.demande("GET", salle).json / "code")?.texte)
        #expect(try banc.json("POST", "/api/exercices", "{\"salle\":\"\(code)\"}").statut == 201)
        for (methode, cible, corps) in [
            ("POST", "/interventions", "{\"intervention\":\"remise\",\"postes\":[\(nombre)]}"), ("POST", "/interventions", "{\"intervention\":\"pause\",\"vu\":\(nombre)}"),
            ("POST", "/annulation", "{\"numero\":\(nombre)}"), ("POST", "/etape", "{\"etape\":\(nombre)}"), ("POST", "/etape", "{\"etape\":1,\"vu\":\(nombre)}"),
            ("POST", "/jeu-de-role", "{\"usager\":\(nombre),\"conseiller\":1}"), ("POST", "/jeu-de-role", "{\"defaire\":\(nombre)}"),
            ("PUT", "/plan", "{\"etapes\":[{\"activite\":\"S1\",\"minutes\":\(nombre)}]}"),
        ] {
            let statut = try banc.json(methode, salle + cible, corps).statut
            let isInBounds = corps.contains("vu") && ["0", "-0", "10001"].contains(nombre)
            #expect(isInBounds ? statut < 300 : statut == 422, "\(cible) \(corps): \(statut)")
        }
        for cible in ["?poste=\(nombre)", "/kit.pdf?postes=\(nombre)"] { #expect(try banc.demande("GET", page + cible).statut < 500, "\(cible)") }
        for cible in ["", "/bilan", "/bilan.csv"] { #expect(try banc.demande("GET", page + cible).statut == 200) }
        #expect(try banc.demande("DELETE", salle).statut == 204)
    }

    @Test("A clock on the wall that jumps by ages stops nothing: pages, the register, the debrief and erasure go on", arguments: [Int64.min, -1, 0, 4_102_441_200_000, 9_223_372_036_854, .max])
    func mur(_ millisecondes: Int64) throws {
        let temps = Mutex(Banc.reel), banc = try Banc { temps.withLock { $0 } }
        let salle = try #require(try banc.json("POST", "/api/formation", "{}").lieu), page = salle.replacingOccurrences(of: "/api", with: "")
        let code = try #require((try banc.demande("GET", salle).json / "code")?.texte)
        let base = try #require(try banc.json("POST", "/api/exercices", "{\"salle\":\"\(code)\"}").lieu)
        for instant in [Instant(milliseconds: millisecondes), Banc.reel, Instant(milliseconds: millisecondes)] {
            temps.withLock { $0 = instant }
            for (methode, cible, corps) in [
                ("PUT", base + "/incident", "{\"incident\":\"lenteur\",\"fin\":\"PT1S\"}"), ("PUT", base + "/horloge", "{\"avance\":\"P1D\"}"), ("POST", base + "/appel", "{}"),
                ("POST", salle + "/interventions", "{\"intervention\":\"incident-maintenance-5\"}"), ("POST", salle + "/interventions", "{\"intervention\":\"horloge-dernierJour\"}"),
                ("POST", salle + "/annulation", "{\"numero\":1}"), ("POST", "/api/exercices", "{}"),
            ] {
                let reponse = try banc.json(methode, cible, corps)
                #expect(reponse.statut < 500, "\(cible): \(reponse.texte)")
            }
            for cible in [base, base + "/evenements", base + "/messages", page, page + "/bilan", page + "/bilan.csv"] {
                #expect(try banc.demande("GET", cible).statut == 200, "\(cible)")
            }
        }
        #expect(try banc.demande("DELETE", salle).statut == 204)
    }
}
