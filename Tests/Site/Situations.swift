import Foundation
import Testing
@testable import Cahier
@testable import Markup
@testable import Procedure
@testable import Site

/// What goes wrong around a démarche, in JSON.
@Suite("Codes, messages, incidents and the clock, over real sockets")
struct SituationsEnJSON {
    let banc: Banc
    init() throws { banc = try Banc() }

    func commence(_ corps: String) throws -> String { try #require(try banc.json("POST", "/api/exercices", corps).lieu) }

    func demande(_ fiche: Fiche, naissance: DateCivile? = nil, canal: String? = "email", pour: String? = nil) -> String {
        objet([("nir", fiche.nir.chiffres), ("dateNaissance", (naissance ?? fiche.dateNaissance).iso), ("typeCarteVitale", fiche.typeCarteVitale.rawValue), ("numeroSerie", fiche.numeroSerie)]
            + (canal.map { [("canal", $0)] } ?? []) + (pour.map { [("beneficiaire", $0)] } ?? []))
    }

    @Test("A code is asked for: first the masked contacts, then it is sent, replaces the former, and another waits thirty seconds")
    func code() throws {
        let fiche = try #require(Catalogue.fiche("odile-vautrin")), base = try commence("")
        let contacts = try banc.json("POST", base + "/code-provisoire", demande(fiche, canal: nil))
        #expect(try contacts.statut == 200 && contacts.json / "destinations" == [["canal": "sms", "destination": "06 •• •• •• 07"], ["canal": "email", "destination": "o•••••@courriel.example"]])
        #expect(!contacts.texte.contains("odile.vautrin@"))
        #expect(try (banc.demande("GET", base + "/evenements").json / "evenements")?.elements.count == 1, "nothing happened yet")

        let envoye = try banc.json("POST", base + "/code-provisoire", demande(fiche))
        #expect(envoye.statut == 202)
        let code = try #require(try (envoye.json / "fiche" / "codeProvisoire")?.texte)
        #expect(code.wholeMatch(of: /FICTIF[0-9A-Za-z]{6}/) != nil && code != fiche.code?.valeur)
        let encore = try banc.json("POST", base + "/code-provisoire", demande(fiche))
        #expect(try encore.statut == 429 && encore.json / "code" == "delai-minimal" && encore.champs["retry-after"] == "30")

        #expect(try banc.json("POST", base + "/identification", objet(items(fiche))).json / "code" == "identite-inconnue", "the letter's code is replaced")
        #expect(try banc.json("POST", base + "/identification", objet(items(fiche, code: code))).statut == 200)
        let messages = try (banc.demande("GET", base + "/messages").json / "messages")?.elements ?? []
        #expect(messages.map { ($0 / "canal")?.texte } == ["lettre", "email"] && messages.map { ($0 / "codeProvisoire")?.texte } == [fiche.code?.valeur, code])
    }

    @Test("A child's code is asked for with the child's birth date and the parent's card; twins must be told apart; another parent's child is refused")
    func enfants() throws {
        let fiche = try #require(Catalogue.fiche("clarisse-aubanel")), base = try commence(#"{"scenario":"S10"}"#)
        let jumelles = try banc.json("POST", base + "/code-provisoire", demande(fiche, naissance: fiche.beneficiaires[1].dateNaissance))
        #expect(try jumelles.statut == 422 && jumelles.json / "code" == "choix-du-profil")
        #expect(try jumelles.json / "profils" == [["beneficiaire": "ninon", "nom": "Ninon Aubanel"], ["beneficiaire": "suzie", "nom": "Suzie Aubanel"]])
        let ninon = try banc.json("POST", base + "/code-provisoire", demande(fiche, naissance: fiche.beneficiaires[1].dateNaissance, pour: "ninon"))
        let codes = try (ninon.json / "fiche" / "beneficiaires")?.elements.map { ($0 / "codeProvisoire")?.texte } ?? []
        #expect(ninon.statut == 202 && codes[0] == "FICTIFb6Hd3Y" && codes[1] != "FICTIFn8Vp5C" && codes[2] == "FICTIFx4Jr7G")
        #expect(try banc.json("POST", base + "/code-provisoire", demande(fiche, naissance: fiche.beneficiaires[3].dateNaissance)).json / "code" == "parent-non-rattache")
        #expect(try banc.json("POST", base + "/code-provisoire", demande(fiche, naissance: DateCivile(iso: "1990-01-01"))).json / "code" == "identite-inconnue")
    }

    @Test("Without a contact no code can be sent, and a canal that nobody has is not one")
    func coordonnees() throws {
        let augustin = try #require(Catalogue.fiche("augustin-merle")), seul = try commence(#"{"fiche":"augustin-merle"}"#)
        #expect(try banc.json("POST", seul + "/code-provisoire", demande(augustin)).json / "code" == "coordonnees-inconnues")
        let paulin = try #require(Catalogue.fiche("paulin-osmont")), base = try commence(#"{"fiche":"paulin-osmont"}"#)
        #expect(try banc.json("POST", base + "/code-provisoire", demande(paulin, canal: "sms")).json / "code" == "saisie-invalide")
        #expect(try banc.json("PUT", base + "/incident", #"{"incident":"coordonneesInconnues"}"#).statut == 200)
        #expect(try banc.json("POST", base + "/code-provisoire", demande(paulin)).json / "code" == "coordonnees-inconnues")
    }

    @Test("During a maintenance every step answers 503 with Retry-After; the room goes on, and nothing is lost")
    func maintenance() throws {
        let fiche = try #require(Catalogue.fiche("odile-vautrin")), base = try commence("")
        let declare = try banc.json("PUT", base + "/incident", #"{"incident":"maintenance","fin":"PT10M"}"#)
        #expect(try declare.json / "incidents" == [["incident": "maintenance", "fin": .string((Banc.reel + 600_000).paris.iso)]])
        for (chemin, corps) in [("identification", objet(items(fiche))), ("choix", #"{"choix":"opposition"}"#), ("confirmation", #"{"decision":"confirmer"}"#), ("code-provisoire", demande(fiche))] {
            let reponse = try banc.json("POST", base + "/" + chemin, corps)
            #expect(try reponse.statut == 503 && reponse.champs["retry-after"] == "600" && reponse.json / "code" == "service-indisponible" && reponse.json / "incident" == "maintenance")
        }
        for chemin in ["", "/messages", "/evenements"] { #expect(try banc.demande("GET", base + chemin).statut == 200) }
        #expect(try banc.json("PUT", base + "/horloge", #"{"jour":41}"#).statut == 200)
        #expect(try banc.demande("DELETE", base + "/incident?incident=maintenance").json / "incidents" == [])
        #expect(try banc.json("POST", base + "/identification", objet(items(fiche))).statut == 200)
    }

    @Test("An outage at the confirmation spends no code: the same step, taken again, is the only receipt")
    func panne() throws {
        let fiche = try #require(Catalogue.fiche("odile-vautrin")), base = try commence("")
        _ = try banc.json("POST", base + "/identification", objet(items(fiche)))
        _ = try banc.json("POST", base + "/choix", #"{"choix":"opposition"}"#)
        for genre in ["panne", "lenteur"] { #expect(try banc.json("PUT", base + "/incident", #"{"incident":"\#(genre)"}"#).statut == 200) }
        #expect(try banc.demande("DELETE", base + "/incident?incident=lenteur").json / "incidents" == [["incident": "panne", "fin": nil]])
        #expect(try banc.json("POST", base + "/confirmation", #"{"decision":"confirmer"}"#).statut == 503)
        #expect(try banc.demande("GET", base).json / "demarche" / "etape" == "confirmation")
        #expect(try banc.demande("DELETE", base + "/incident").statut == 200)
        #expect(try (banc.json("POST", base + "/confirmation", #"{"decision":"confirmer"}"#).json / "justificatifs")?.elements.count == 1)
    }

    @Test("A session that expires leads back to the identification, once, with the same code")
    func session() throws {
        let fiche = try #require(Catalogue.fiche("odile-vautrin")), base = try commence("")
        _ = try banc.json("PUT", base + "/incident", #"{"incident":"sessionExpiree"}"#)
        #expect(try banc.json("POST", base + "/identification", objet(items(fiche))).statut == 200)
        let expiree = try banc.json("POST", base + "/choix", #"{"choix":"opposition"}"#)
        #expect(try expiree.statut == 409 && expiree.json / "code" == "session-expiree" && expiree.json / "etape" == "identification")
        #expect(try banc.json("POST", base + "/identification", objet(items(fiche))).statut == 200)
        #expect(try banc.json("POST", base + "/choix", #"{"choix":"opposition"}"#).statut == 200)
    }

    @Test("A letter that was lost leaves no code; a serial that cannot be read is not on the fiche; both come back")
    func courrier() throws {
        let base = try commence("")
        for genre in ["courrierPerdu", "serieIllisible"] { _ = try banc.json("PUT", base + "/incident", #"{"incident":"\#(genre)"}"#) }
        let sans = try banc.demande("GET", base).json
        #expect(sans / "fiche" / "codeProvisoire" == .some(.null) && sans / "fiche" / "numeroSerie" == .some(.null))
        #expect(try banc.demande("GET", base + "/messages").json / "messages" == [])
        let avec = try banc.demande("DELETE", base + "/incident").json
        #expect(avec / "fiche" / "codeProvisoire" == "FICTIFa7Kq2Z" && avec / "fiche" / "numeroSerie" == "00000001234")
    }

    @Test("What is no incident, no end and no message is refused")
    func refus() throws {
        let base = try commence("")
        for corps in [#"{}"#, #"{"incident":"greve"}"#, #"{"incident":"panne","fin":"hier"}"#, #"{"incident":"panne","fin":"P1M"}"#, #"{"incident":"panne","fin":"PT0S"}"#, #"{"incident":"panne","fin":"2001-01-01T00:00Z"}"#] {
            #expect(try banc.json("PUT", base + "/incident", corps).json / "code" == "saisie-invalide", "\(corps)")
        }
        _ = try banc.json("PUT", base + "/incident", #"{"incident":"panne"}"#)
        #expect(try banc.demande("DELETE", base + "/incident?incident=greve").statut == 422)
        #expect(try banc.demande("DELETE", base + "/incident?incident=%").statut == 400)
        #expect(try (banc.demande("GET", base).json / "incidents")?.elements.count == 1)
        for corps in [#"{}"#, #"{"message":"personne","jugement":"faux"}"#, #"{"message":"FICTIFa7Kq2Z"}"#, #"{"message":"FICTIFa7Kq2Z","jugement":"bof"}"#] {
            #expect(try banc.json("POST", base + "/messages", corps).statut == 422, "\(corps)")
        }
    }

    @Test("A fake message gives itself away once it is judged, not before; messages come with the clock")
    func hameconnage() throws {
        let base = try commence(#"{"scenario":"S20"}"#)
        func messages() throws -> [JSON] { try (banc.demande("GET", base + "/messages").json / "messages")?.elements ?? [] }
        #expect(try messages().count == 4 && messages().allSatisfy { $0 / "juste" == nil && $0 / "indices" == nil })
        _ = try banc.json("PUT", base + "/horloge", #"{"jour":4}"#)
        #expect(try messages().map { ($0 / "cle")?.texte } == ["FICTIFh3Vq6N", "faux-carte"])
        #expect(try banc.json("POST", base + "/messages", #"{"message":"faux-conseiller","jugement":"faux"}"#).statut == 422, "it has not come yet")
        #expect(try banc.json("POST", base + "/messages", #"{"message":"faux-carte","jugement":"vrai"}"#).statut == 200)
        #expect(try messages().last! / "juste" == false && (messages().last! / "indices")?.elements.isEmpty == false)
    }

    @Test("The moments are set by name, forth and back, and everything follows")
    func reperes() throws {
        let base = try commence("")
        for (repere, jour, etat) in [("veilleDuTerme", 41, "enAttente"), ("dernierJour", 42, "enAttente"), ("lendemainDuTerme", 43, "actif"), ("codeExpire", 43, "actif"), ("dernierJour", 42, "enAttente")] {
            let json = try banc.json("PUT", base + "/horloge", #"{"repere":"\#(repere)"}"#).json
            #expect(json / "horloge" / "jour" == JSON(jour) && json / "profil" / "etat" == .string(etat))
        }
        #expect(try banc.demande("GET", base).json / "profil" / "dernierJour" == "2022-03-15")
    }

    @Test("A closed espace says until when its data are kept; activating it again cancels the deletion")
    func cloture() throws {
        for (suppression, sort, date) in [(false, "archivees", "2036-03-10"), (true, "suppressionPrevue", "2026-06-10")] {
            let fiche = try #require(Catalogue.fiche("nour-belkhiri")), base = try commence(#"{"scenario":"S9"}"#)
            _ = try banc.json("POST", base + "/identification", objet(items(fiche)))
            _ = try banc.json("POST", base + "/choix", #"{"choix":"cloture","suppression":\#(suppression)}"#)
            let close = try banc.json("POST", base + "/confirmation", #"{"decision":"confirmer"}"#).json
            #expect(close / "profil" / "donnees" == ["sort": .string(sort), "date": .string(date)])
            _ = try banc.json("PUT", base + "/horloge", #"{"instant":"2036-03-11T00:00:00"}"#)
            #expect(try banc.demande("GET", base).json / "profil" / "donnees" == ["sort": "supprimees", "date": nil])
            _ = try banc.json("PUT", base + "/horloge", #"{"instant":"2026-04-10T10:00:00"}"#)
            let code = try #require(try (banc.json("POST", base + "/code-provisoire", demande(fiche, canal: "sms")).json / "fiche" / "codeProvisoire")?.texte)
            _ = try banc.json("POST", base + "/demarche")
            _ = try banc.json("POST", base + "/identification", objet(items(fiche, code: code)))
            _ = try banc.json("POST", base + "/choix", #"{"choix":"activation"}"#)
            let rouvert = try banc.json("POST", base + "/confirmation", #"{"decision":"confirmer"}"#).json
            #expect(rouvert / "profil" == ["beneficiaire": nil, "etat": "actif", "ouvertParLeDelai": false])
        }
    }

    @Test("An open espace cannot be activated: a profile exists")
    func profilExistant() throws {
        let fiche = try #require(Catalogue.fiche("nour-belkhiri")), base = try commence(#"{"scenario":"S9"}"#)
        _ = try banc.json("POST", base + "/identification", objet(items(fiche)))
        let reponse = try banc.json("POST", base + "/choix", #"{"choix":"activation"}"#)
        #expect(try reponse.statut == 409 && reponse.json / "code" == "profil-existant" && reponse.json / "choix" == ["cloture"])
        #expect(try banc.json("POST", base + "/choix", #"{"choix":"opposition"}"#).json / "code" == "choix-impossible")
    }
}

/// A fact is changed in the data file alone: here in its place, as a value.
@Suite("The facts")
struct FaitsChanges {
    @Test("Each says its value, how sure it is and who says so; none is silent")
    func tous() {
        let faits = Faits().tous
        #expect(faits.count >= 20 && Set(faits.map(\.nom)).count == faits.count)
        for (nom, fait) in faits { #expect(!fait.enClair.isEmpty && !fait.source.nom.isEmpty && (fait.statut == .source) == (fait.source != .nous), "\(nom)") }
        #expect(Faits().delai.enClair == "six semaines" && Faits().archivage.enClair == "10\u{A0}ans")
        #expect(Faits().horairesDuTelephone.enClair == "du lundi au vendredi, de 8\u{A0}h\u{A0}30 à 17\u{A0}h\u{A0}30")
    }

    @Test("Another delay, other hours, another label: the machine, the pages and the API follow, and nothing else was touched")
    func suivis() throws {
        var faits = Faits()
        faits.delai.valeur = 30
        faits.horairesDuTelephone.valeur = Horaires(jours: 6...6, de: 9 * 60, a: 12 * 60)
        faits.oppositionChoisie.valeur = "Je refuse Mon espace santé"
        let banc = try Banc(faits: faits), navigateur = Navigateur(banc), fiche = try #require(Catalogue.fiche("odile-vautrin"))

        let base = try #require(try banc.json("POST", "/api/exercices").lieu)
        #expect(try banc.demande("GET", base).json / "profil" / "dernierJour" == "2022-03-03")
        for (jour, etat) in [(30, "enAttente"), (31, "actif")] {
            #expect(try banc.json("PUT", base + "/horloge", #"{"jour":\#(jour)}"#).json / "profil" / "etat" == .string(etat))
        }
        // A Tuesday, 10:00: the line is closed now; on the Saturday it is open.
        _ = try banc.json("PUT", base + "/horloge", #"{"jour":7}"#)
        #expect(try banc.json("POST", base + "/appel").json / "code" == "appel-hors-horaires")
        _ = try banc.json("PUT", base + "/horloge", #"{"jour":11}"#)
        #expect(try (200..<300).contains(banc.json("POST", base + "/appel").statut))

        let faitsDits = try (banc.demande("GET", "/api/procedure").json / "faits")?.elements ?? []
        func dit(_ nom: String) -> String? { (faitsDits.first { $0 / "nom" == .string(nom) } / "valeur")?.texte }
        #expect(dit("delai") == "30\u{A0}jours" && dit("horairesDuTelephone") == "le samedi, de 9\u{A0}h à 12\u{A0}h" && dit("oppositionChoisie") == "Je refuse Mon espace santé")
        #expect(try (banc.demande("GET", "/api/procedure").json / "choix")?.elements.first / "libelle" == "Je refuse Mon espace santé")

        _ = try navigateur.envoie("/exercices")
        #expect(try navigateur.lit("/3422").clair.contains("le samedi, de 9 h à 12 h"))
        _ = try navigateur.envoie("/identification", items(fiche))
        let choix = try navigateur.lit("/choix").clair
        #expect(choix.contains("3 mars 2022") && !choix.contains("15 mars 2022") && choix.contains("Je refuse Mon espace santé</label>") && !choix.contains("Je m’oppose à la création de Mon espace santé</label>"))
        #expect(try Banc().demande("GET", "/api/procedure").clair.contains("six semaines"), "another server has the facts of the file")
    }

    @Test("A slow service takes its time, and holds up nobody else")
    func lenteur() async throws {
        var faits = Faits()
        faits.lenteur.valeur = 2
        let banc = try Banc(faits: faits), base = try #require(try banc.json("POST", "/api/exercices").lieu)
        _ = try banc.json("PUT", base + "/incident", #"{"incident":"lenteur"}"#)
        let debut = ContinuousClock.now
        async let lente = Task.detached { try banc.json("POST", base + "/choix", #"{"choix":"opposition"}"#).statut }.value
        for _ in 0..<50 { #expect(try banc.demande("GET", base).statut == 200) }
        #expect(ContinuousClock.now - debut < .seconds(2), "the room is not slow")
        #expect(try await lente == 409)
        #expect(ContinuousClock.now - debut >= .seconds(2))
    }
}
