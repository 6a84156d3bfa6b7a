import Foundation
import Testing
@testable import Cahier
@testable import Procedure
@testable import Site

/// A real-shaped number, typed everywhere, is nowhere after.
@Suite("A real number is refused, and kept nowhere")
struct NumerosReels {
    /// Each spelling, and what to look for of it.
    static let graphies = [
        "185057800608436", "1 85 05 78 006 084 36", "1.85.05.78.006.084.36", "1850578006084", "2 91 12 2A 123 456 78", "１８５０５７８００６０８４３６", "١٨٥٠٥٧٨٠٠٦٠٨٤٣٦",
        "9 85 05 78 006 084 36",
    ]

    /// Whether any spelling of it is in those bytes: as typed, as digits, as percent-encoded.
    static func trace(_ graphie: String, dans octets: Data) -> Bool {
        let formes = [graphie, String(decoding: Garde.lettersAndDigits(graphie), as: UTF8.self), graphie.addingPercentEncoding(withAllowedCharacters: .alphanumerics)!]  // any string can be encoded
        return formes.contains { octets.range(of: Data($0.utf8)) != nil }
    }

    @Test("In every field of every form and of every call, in the address, the query, a cookie and a header", arguments: graphies)
    func partout(_ graphie: String) throws {
        let banc = try Banc(), fiche = try #require(Catalogue.fiche("clarisse-aubanel"))
        var reponses = Data()
        func note(_ reponse: Reponse, refuse: Bool) throws {
            reponses += reponse.brut
            if refuse { #expect(reponse.statut == 422, "\(reponse.texte.prefix(200))") }
        }
        /// Replaces each field in turn.
        func variantes(_ champs: [(String, String)]) -> [[(String, String)]] {
            champs.indices.map { rang in champs.enumerated().map { $0 == rang ? ($1.0, graphie) : $1 } } + [champs + [("inconnu", graphie), (graphie, "x")]]
        }
        let identite = items(fiche, pour: fiche.beneficiaires[0])
        let formes: [(chemin: String, avant: [(String, [(String, String)])], champs: [(String, String)])] = [
            ("identification", [], identite),
            ("choix", [("identification", items(fiche))], [("choix", "opposition"), ("suppression", "on")]),
            ("confirmation", [("identification", items(fiche)), ("choix", [("choix", "opposition")])], [("decision", "confirmer")]),
            ("demarche", [], [("beneficiaire", "lila")]),
        ]
        for (chemin, avant, champs) in formes {
            for (rang, variante) in variantes(champs).enumerated() {
                let navigateur = Navigateur(banc)
                _ = try navigateur.envoie("/exercices", [("fiche", fiche.cle)])
                let base = try #require(try banc.json("POST", "/api/exercices", objet([("fiche", fiche.cle)])).lieu)
                for (pas, valeurs) in avant {
                    _ = try navigateur.envoie("/" + pas, valeurs)
                    _ = try banc.json("POST", base + "/" + pas, objet(valeurs))
                }
                let refuse = rang < champs.count
                try note(navigateur.envoie("/" + chemin, variante), refuse: refuse)
                try note(banc.json("POST", base + "/" + chemin, objet(variante)), refuse: refuse)
                for cible in ["/accueil", "/identification", "/choix", "/confirmation", "/bilan"] { reponses += try navigateur.lit(cible).brut }
                for cible in ["", "/evenements"] { reponses += try banc.demande("GET", base + cible).brut }
            }
        }
        for champ in ["fiche", "scenario", "salle", "horloge"] {
            try note(banc.json("POST", "/api/exercices", objet([(champ, graphie)])), refuse: true)
            if champ != "horloge" { try note(Navigateur(banc).envoie("/exercices", [(champ, graphie)]), refuse: true) }
        }
        let base = try #require(try banc.json("POST", "/api/exercices").lieu)
        for champ in ["instant", "avance", "jour"] { try note(banc.json("PUT", base + "/horloge", objet([(champ, graphie)])), refuse: true) }
        if graphie.utf8.allSatisfy({ $0 < 128 && $0 != 32 }) {
            try note(banc.json("POST", base + "/identification", #"{"nir":\#(graphie.contains(".") ? "[\"\(graphie)\"]" : graphie)}"#), refuse: true)
        }
        let encode = graphie.addingPercentEncoding(withAllowedCharacters: .alphanumerics)!  // any string can be encoded
        for cible in ["/\(encode)", "/?nir=\(encode)", "/identification?nir=\(encode)", "/api/exercices/\(encode)", "/api/exercices/\(encode)/choix", "/api/fiches?x=\(encode)", base + "/justificatif?reference=\(encode)"] {
            reponses += try banc.demande("GET", cible, champs: ["Cookie": "exercice=\(encode); autre=\(encode)", "X-Nir": encode, "User-Agent": encode]).brut
        }
        #expect(!Self.trace(graphie, dans: reponses))
        #expect(!Self.trace(graphie, dans: try banc.fichiers()))
        #expect(!Self.trace(graphie, dans: Data(banc.log.texte.utf8)))
    }

    @Test("The refusal says that only the numbers of the fiche are accepted and that nothing was kept, and empties the field")
    func message() throws {
        let banc = try Banc(), navigateur = Navigateur(banc), fiche = try #require(Catalogue.fiche("odile-vautrin"))
        _ = try navigateur.envoie("/exercices")
        let page = try navigateur.envoie("/identification", items(fiche).map { $0.0 == "nir" ? ("nir", "1 85 05 78 006 084 36") : $0 })
        #expect(page.texte.contains("n’accepte que les numéros de la fiche") && page.texte.contains("n’a pas été gardé") && page.texte.contains("value=\"FICTIFa7Kq2Z\""))
        let court = try navigateur.envoie("/identification", items(fiche).map { $0.0 == "nir" ? ("nir", "9 58 03 00") : $0 })
        #expect(court.clair.contains("doit contenir 15 caractères") && court.clair.contains("value=\"9 58 03 00\""))
    }

    @Test("In the texts of a room the refusal says where the number stands, and not what it is; a UUID, an IBAN and an instant are let be")
    func salle() throws {
        let banc = try Banc(), plan = try #require(try banc.json("POST", "/api/formation").lieu) + "/plan"
        func envoie(_ titre: String, _ activite: String = "S1") throws -> Reponse {
            try banc.json("PUT", plan, #"{"titre": "\#(titre)", "etapes": [{"activite": "S1", "minutes": 15}, {"activite": "\#(activite)", "minutes": 15}]}"#)
        }
        let dehors = try envoie("né(e) 1 85 05 78 006 084 36"), dedans = try envoie("Mardi", "185057800608436")
        #expect(dehors.statut == 422 && dehors.texte.contains("Hors des étapes, un texte") && dehors.texte.contains("du 7e au 27e\u{A0}caractère"))
        #expect(dedans.statut == 422 && dedans.texte.contains("Étape 2\u{A0}: un texte") && dedans.texte.contains("du 1er au 15e\u{A0}caractère"))
        for reponse in [dehors, dedans] { #expect(reponse.texte.contains("numero-reel-refuse") && !Self.trace("185057800608436", dans: reponse.brut) && !Self.trace("1 85 05 78 006 084 36", dans: reponse.brut)) }
        for titre in ["18505780-0608-4360-8b12-0123456789ac", "FR14 2004 1010 0505 0001 3M02 606", "2022-02-08T10:00:00.123456789+01:00"] { #expect(try envoie(titre).statut == 200) }
        #expect(!Self.trace("185057800608436", dans: try banc.fichiers()))
    }
}
