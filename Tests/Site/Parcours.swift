import Foundation
import Testing
@testable import Cahier
@testable import Journal
@testable import Markup
@testable import Pages
@testable import Procedure
@testable import Site

/// A whole démarche, on the pages and in JSON, for each decision that a fiche allows.
@Suite("The whole flow, over real sockets")
struct Parcours {
    struct Cas: CustomTestStringConvertible, Sendable {
        let fiche: String, choix: Choix, suppression: Bool, beneficiaire: String?, attendu: EtatProfil
        var testDescription: String { "\(fiche): \(choix)\(suppression ? " with deletion" : "")\(beneficiaire.map { " for \($0)" } ?? "")" }
    }
    static let cas = [
        Cas(fiche: "odile-vautrin", choix: .opposition, suppression: false, beneficiaire: nil, attendu: .oppose),
        Cas(fiche: "marius-delbosc", choix: .activation, suppression: false, beneficiaire: nil, attendu: .actif),
        Cas(fiche: "nour-belkhiri", choix: .cloture, suppression: false, beneficiaire: nil, attendu: .cloture),
        Cas(fiche: "nour-belkhiri", choix: .cloture, suppression: true, beneficiaire: nil, attendu: .cloture),
        Cas(fiche: "solange-thibery", choix: .activation, suppression: false, beneficiaire: nil, attendu: .actif),
        Cas(fiche: "irene-coste", choix: .activation, suppression: false, beneficiaire: nil, attendu: .actif),
        Cas(fiche: "pierre-garrigou", choix: .opposition, suppression: false, beneficiaire: nil, attendu: .oppose),
        Cas(fiche: "clarisse-aubanel", choix: .opposition, suppression: false, beneficiaire: "ninon", attendu: .oppose),
        Cas(fiche: "hugues-lestienne", choix: .opposition, suppression: false, beneficiaire: "yvonne", attendu: .oppose),
    ]

    @Test("On the pages: identify, choose, confirm, receipt, and a specimen PDF", arguments: cas)
    func pages(_ cas: Cas) throws {
        let banc = try Banc(), navigateur = Navigateur(banc), fiche = try #require(Catalogue.fiche(cas.fiche))
        #expect(try navigateur.lit("/").statut == 200)
        #expect(try navigateur.envoie("/exercices", [("fiche", cas.fiche)]).lieu == "/accueil")
        #expect(try navigateur.lit("/accueil").texte.contains("/identification"))
        if let cle = cas.beneficiaire { #expect(try navigateur.envoie("/demarche", [("beneficiaire", cle)]).lieu == "/identification") }
        let pour = fiche.beneficiaires.first { $0.cle == cas.beneficiaire }
        #expect(try navigateur.envoie("/identification", items(fiche, pour: pour)).lieu == "/choix")
        #expect(try navigateur.lit("/choix").texte.contains("value=\"\(cas.choix.rawValue)\""))
        #expect(try navigateur.envoie("/choix", [("choix", cas.choix.rawValue)] + (cas.suppression ? [("suppression", "on")] : [])).lieu == "/confirmation")
        #expect(try navigateur.lit("/confirmation").texte.contains(pour?.nom ?? fiche.nom))
        #expect(try navigateur.envoie("/confirmation", [("decision", "confirmer")]).lieu == "/prise-en-compte")
        let recu = try navigateur.lit("/prise-en-compte").texte
        let reference = try #require(recu.firstMatch(of: /EXERCICE-[A-Z]{4}-[A-Z]{4}-[A-Z]{4}/)).output
        let pdf = try navigateur.lit("/justificatif.pdf?reference=\(reference)")
        #expect(pdf.corps.starts(with: Data("%PDF-1.7".utf8)) && pdf.champs["content-type"] == "application/pdf")
        #expect(pdf.champs["content-disposition"]?.contains("SPECIMEN-justificatif-\(reference).pdf") == true)
        #expect(try navigateur.lit("/justificatif.pdf").corps == pdf.corps)
        #expect(try navigateur.lit("/bilan").texte.contains(reference))
    }

    @Test("In JSON, with curl and no cookie: the same", arguments: cas)
    func enJSON(_ cas: Cas) throws {
        let banc = try Banc(), fiche = try #require(Catalogue.fiche(cas.fiche))
        let cree = try banc.json("POST", "/api/exercices", #"{"fiche":"\#(cas.fiche)"}"#)
        #expect(cree.statut == 201)
        let base = try #require(cree.lieu)
        #expect(try banc.demande("GET", base).json == cree.json)
        if let cle = cas.beneficiaire { #expect(try banc.json("POST", base + "/demarche", #"{"beneficiaire":"\#(cle)"}"#).statut == 201) }
        let pour = fiche.beneficiaires.first { $0.cle == cas.beneficiaire }
        let identifie = try banc.json("POST", base + "/identification", objet(items(fiche, pour: pour)))
        #expect(try identifie.json / "demarche" / "etape" == "choix")
        let choisi = try banc.json("POST", base + "/choix", #"{"choix":"\#(cas.choix)","suppression":\#(cas.suppression)}"#)
        #expect(try choisi.json / "demarche" / "etape" == "confirmation")
        let confirme = try banc.json("POST", base + "/confirmation", #"{"decision":"confirmer"}"#)
        #expect(try confirme.json / "demarche" / "etape" == "priseEnCompte")
        #expect(try confirme.json / "profil" / "etat" == .string(cas.attendu.rawValue))
        #expect(try confirme.json / "profil" / "suppressionDemandee" == (cas.choix == .cloture ? .bool(cas.suppression) : nil))
        #expect(try confirme.json / "profil" / "beneficiaire" == JSON(cas.beneficiaire))
        let href = try #require(try (confirme.json / "justificatif" / "href")?.texte)
        #expect(try banc.demande("GET", href).corps.starts(with: Data("%PDF-1.7".utf8)))
        #expect(try banc.demande("GET", base + "/justificatif?reference=EXERCICE-BCDF-GHJK-LMNP").statut == 404)
    }

    @Test("The pages and the API leave the same timeline")
    func memeChronologie() throws {
        let banc = try Banc(), navigateur = Navigateur(banc), fiche = try #require(Catalogue.fiche("odile-vautrin"))
        _ = try navigateur.envoie("/exercices")
        let base = try #require(try banc.json("POST", "/api/exercices").lieu)
        let faux = items(fiche, code: "FICTIFzzzzzz")
        for champs in [faux, items(fiche)] {
            _ = try navigateur.envoie("/identification", champs)
            _ = try banc.json("POST", base + "/identification", objet(champs))
        }
        for (cible, champs) in [("choix", [("choix", "opposition")]), ("confirmation", [("decision", "modifier")]), ("choix", [("choix", "activation")]), ("confirmation", [("decision", "confirmer")])] {
            _ = try navigateur.envoie("/" + cible, champs)
            _ = try banc.json("POST", base + "/" + cible, objet(champs))
        }
        let id = try #require(navigateur.cookie?.dropFirst("exercice=".count))
        func fil(_ adresse: String) throws -> [[String?]] {
            try (banc.demande("GET", adresse + "/evenements").json / "evenements")!.elements.map { e in
                [(e / "nom")?.texte, (e / "motif")?.texte, (e / "choix")?.texte, (e / "instant")?.texte]
            }
        }
        let deuxFils = try (fil("/api/exercices/\(id)"), fil(base))
        #expect(deuxFils.0 == deuxFils.1 && deuxFils.0.count == 7)
    }

    @Test("A page out of turn leads to the step where the démarche stands, and changes nothing")
    func horsTour() throws {
        let banc = try Banc(), navigateur = Navigateur(banc), fiche = try #require(Catalogue.fiche("odile-vautrin"))
        for adresse in ["/accueil", "/fiche", "/identification", "/choix", "/confirmation", "/prise-en-compte", "/justificatif.pdf", "/bilan"] {
            #expect(try navigateur.lit(adresse).lieu == "/", "without an exercice")
        }
        _ = try navigateur.envoie("/exercices")
        let pas: [(etape: String, envoi: (String, [(String, String)]))] = [
            ("/identification", ("/identification", items(fiche))), ("/choix", ("/choix", [("choix", "opposition")])),
            ("/confirmation", ("/confirmation", [("decision", "confirmer")])), ("/prise-en-compte", ("/demarche", [])),
        ]
        for (etape, envoi) in pas {
            for autre in pas.map(\.etape) where autre != etape {
                #expect(try navigateur.lit(autre).lieu == etape)
                #expect(try navigateur.envoie(autre == "/prise-en-compte" ? "/choix" : autre, [("decision", "confirmer")]).lieu == etape || autre == "/prise-en-compte")
            }
            #expect(try navigateur.lit(etape).statut == 200)
            _ = try navigateur.envoie(envoi.0, envoi.1)
        }
    }

    @Test("Confirming five times at once makes one opposition and one receipt")
    func cinqClics() async throws {
        let banc = try Banc(), fiche = try #require(Catalogue.fiche("odile-vautrin"))
        for _ in 0..<20 {
            let base = try #require(try banc.json("POST", "/api/exercices").lieu)
            _ = try banc.json("POST", base + "/identification", objet(items(fiche)))
            _ = try banc.json("POST", base + "/choix", #"{"choix":"opposition"}"#)
            let statuts = try await withThrowingTaskGroup(of: Int.self) { groupe in
                for _ in 0..<5 { groupe.addTask { try banc.json("POST", base + "/confirmation", #"{"decision":"confirmer"}"#).statut } }
                return try await groupe.reduce(into: []) { $0.append($1) }
            }
            #expect(statuts.sorted() == [200, 409, 409, 409, 409])
            #expect(try (banc.demande("GET", base).json / "justificatifs")?.elements.count == 1)
        }
    }

    @Test("Day 42 until midnight, yes; day 43, the space is open and only closure is left")
    func sixSemaines() throws {
        let banc = try Banc(), fiche = try #require(Catalogue.fiche("odile-vautrin"))
        for (horloge, statut) in [(#"{"instant":"2022-03-15T23:59:00+01:00"}"#, 200), (#"{"instant":"2022-03-16T00:00:00+01:00"}"#, 409), (#"{"jour":43}"#, 409)] {
            let base = try #require(try banc.json("POST", "/api/exercices").lieu)
            _ = try banc.json("POST", base + "/identification", objet(items(fiche)))
            _ = try banc.json("POST", base + "/choix", #"{"choix":"opposition"}"#)
            #expect(try banc.json("PUT", base + "/horloge", horloge).statut == 200)
            let reponse = try banc.json("POST", base + "/confirmation", #"{"decision":"confirmer"}"#)
            #expect(reponse.statut == statut)
            if statut == 409 {
                #expect(try reponse.json / "code" == "espace-ouvert" && reponse.json / "choix" == ["cloture"])
                let apres = try banc.demande("GET", base).json
                #expect(apres / "demarche" / "etape" == "choix" && apres / "profil" / "etat" == "actif" && apres / "justificatif" == .some(.null))
                _ = try banc.json("POST", base + "/choix", #"{"choix":"cloture"}"#)
                #expect(try banc.json("POST", base + "/confirmation", #"{"decision":"confirmer"}"#).statut == 200)
            }
        }
    }

    @Test("The clock is set, moved by days of Paris, and set back; what it cannot mean is refused")
    func horloge() throws {
        let banc = try Banc(), base = try #require(try banc.json("POST", "/api/exercices").lieu)
        func regle(_ corps: String) throws -> JSON? { try banc.json("PUT", base + "/horloge", corps).json / "horloge" }
        #expect(try regle(#"{"jour":42}"#) == ["instant": "2022-03-15T10:00:00+01:00", "jour": 42])
        #expect(try regle(#"{"avance":"P20D"}"#) / "instant" == "2022-04-04T10:00:00+02:00")
        #expect(try regle(#"{"avance":"-P1D"}"#) / "jour" == 61)
        #expect(try regle(#"{"instant":"2022-02-01T09:00:00Z"}"#) / "jour" == 0)
        for faux in [#"{}"#, #"{"jour":"bientôt"}"#, #"{"jour":99999}"#, #"{"avance":"P1M"}"#, #"{"avance":"--P1D"}"#, #"{"avance":"P-1D"}"#, #"{"instant":"1995-01-01T00:00Z"}"#, #"{"jour":1,"avance":"P1D"}"#, #"{"instant":"0098-06-06T13:52:49.201482-21:17"}"#, #"{"instant":true}"#] {
            let reponse = try banc.json("PUT", base + "/horloge", faux)
            #expect(try reponse.statut == 422 && reponse.json / "code" == "saisie-invalide")
        }
    }

    @Test("An exercice begins where it is asked to: fiche, scenario, clock; what is not in the catalogue is refused")
    func debut() throws {
        let banc = try Banc()
        let cas: [(String, String?, String, Int)] = [
            ("", "S1", "odile-vautrin", 7), (#"{"scenario":"S9"}"#, "S9", "nour-belkhiri", 1498), (#"{"fiche":"gaston-pruvier"}"#, nil, "gaston-pruvier", 50),
            (#"{"scenario":"S1","fiche":"marius-delbosc"}"#, "S1", "marius-delbosc", 7), (#"{"horloge":"2022-03-15T10:00:00+01:00"}"#, "S1", "odile-vautrin", 42),
            (#"{"horloge":{"jour":43}}"#, "S1", "odile-vautrin", 43), (#"{"horloge":{"avance":"P1D"},"salle":null}"#, "S1", "odile-vautrin", 8),
        ]
        for (corps, scenario, fiche, jour) in cas {
            let json = try banc.json("POST", "/api/exercices", corps).json
            #expect(json / "scenario" == JSON(scenario) && json / "fiche" / "cle" == .string(fiche) && json / "horloge" / "jour" == JSON(jour))
        }
        #expect(try banc.json("POST", "/api/exercices", #"{"horloge":false}"#).statut == 422)
        for (champ, valeur) in [("fiche", "quelqu-un"), ("scenario", "S99"), ("salle", "BCDF"), ("fiche", "1850578006084")] {
            let reponse = try banc.json("POST", "/api/exercices", objet([(champ, valeur)]))
            #expect(try reponse.statut == 422 && (reponse.json / "erreurs")?.elements.first / "champ" == .string(champ))
            #expect(!reponse.texte.contains(valeur))
            #expect(try Navigateur(banc).envoie("/exercices", [(champ, valeur)]).statut == 422)
        }
    }

    @Test("Each refusal of an identification has its code, and the page keeps what was typed")
    func refus() throws {
        let banc = try Banc()
        let cas: [(fiche: String, champs: (Fiche) -> [(String, String)], code: String)] = [
            ("odile-vautrin", { items($0, code: "FICTIFzzzzzz") }, "identite-inconnue"), ("gaston-pruvier", { items($0) }, "code-expire"),
            ("paulin-osmont", { items($0) }, "code-utilise"), ("edmond-vasseur", { items($0) }, "personne-decedee"),
            ("clarisse-aubanel", { items($0, code: $0.beneficiaires[0].code?.valeur) }, "representation-requise"),
            ("bastien-aubanel", { items($0, pour: $0.beneficiaires[0]) }, "parent-non-rattache"), ("aminata-sorel", { items($0) }, "saisie-invalide"),
            ("augustin-merle", { items($0) }, "saisie-invalide"),
        ]
        for (cle, champs, code) in cas {
            let fiche = try #require(Catalogue.fiche(cle)), navigateur = Navigateur(banc)
            let base = try #require(try banc.json("POST", "/api/exercices", #"{"fiche":"\#(cle)"}"#).lieu)
            let reponse = try banc.json("POST", base + "/identification", objet(champs(fiche)))
            #expect(try reponse.statut == 422 && reponse.json / "code" == .string(code))
            _ = try navigateur.envoie("/exercices", [("fiche", cle)])
            let page = try navigateur.envoie("/identification", champs(fiche))
            #expect(page.statut == 422 && page.clair.contains("<title>Erreur : SIMULATION – EXERCICE DE FORMATION") && page.clair.contains("value=\"\(fiche.nir.groupe)\""))
        }
    }

    @Test("Every address erases: after DELETE the exercice is nowhere, and its cookie leads to the gate")
    func efface() throws {
        let banc = try Banc(), navigateur = Navigateur(banc)
        _ = try navigateur.envoie("/exercices")
        let cookie = try #require(navigateur.cookie), base = "/api/exercices/" + cookie.dropFirst("exercice=".count)
        let id = try #require(ExerciceID(String(cookie.dropFirst("exercice=".count))))
        #expect(try banc.fichiers().range(of: id.octets) != nil)
        #expect(try banc.demande("DELETE", base).statut == 204)
        #expect(try banc.fichiers().range(of: id.octets) == nil)
        for (methode, chemin) in [("GET", ""), ("DELETE", ""), ("POST", "/choix"), ("GET", "/evenements"), ("GET", "/justificatif")] {
            #expect(try banc.demande(methode, base + chemin).statut == 404)
        }
        #expect(try navigateur.lit("/accueil").lieu == "/")
    }
}
