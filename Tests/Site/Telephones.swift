import Foundation
import Testing
@testable import Cahier
@testable import Markup
@testable import Pages
@testable import Procedure
@testable import Site

/// The phone, alone and by two, over real sockets.
@Suite("The phone, on pages and in JSON")
struct Telephones {
    private func geste(_ navigateur: Navigateur, _ geste: String, _ champs: [(String, String)] = []) throws -> Reponse {
        try navigateur.envoie("/3422", [("geste", geste)] + champs)
    }

    private func appelle(_ navigateur: Navigateur, fiche: String = "odile-vautrin", aDeux: Bool = false) throws {
        _ = try navigateur.envoie("/exercices", [("fiche", fiche)])
        #expect(try geste(navigateur, "composer", aDeux ? [("aDeux", "on")] : []).lieu == "/3422")
    }

    private func repond(_ navigateur: Navigateur, _ fiche: Fiche) throws {
        for (champ, valeur) in [("codeProvisoire", fiche.code?.valeur ?? ""), ("nir", fiche.nir.groupe), ("numeroSerie", fiche.numeroSerie)] {
            #expect(try navigateur.lit("/3422").texte.contains("name=\"\(champ)\""))
            #expect(try geste(navigateur, "repondre", [(champ, valeur)]).lieu == "/3422")
        }
    }

    @Test("Alone: one question for each page, then a justificatif that says that it was by phone, and that can be verified")
    func seul() throws {
        let banc = try Banc(), navigateur = Navigateur(banc), fiche = try #require(Catalogue.fiche("odile-vautrin"))
        #expect(try navigateur.lit("/3422").lieu == "/")
        try appelle(navigateur)
        #expect(try navigateur.lit("/3422").clair.contains("25 minutes"))
        _ = try geste(navigateur, "patienter")
        #expect(try geste(navigateur, "demander").statut == 422)
        #expect(try geste(navigateur, "demander", [("choix", "opposition")]).lieu == "/3422")
        try repond(navigateur, fiche)
        #expect(try geste(navigateur, "confirmer").lieu == "/3422")
        #expect(try !navigateur.lit("/3422").texte.contains("EXERCICE-"))
        _ = try geste(navigateur, "demanderJustificatif")
        let reference = try #require(try navigateur.lit("/3422").texte.firstMatch(of: /EXERCICE-[A-Z]{4}-[A-Z]{4}-[A-Z]{4}/)).output
        #expect(try navigateur.lit("/justificatif.pdf?reference=\(reference)").corps.starts(with: Data("%PDF-1.7".utf8)))
        #expect(try navigateur.lit("/verification?reference=\(reference)").clair.contains("Référence connue"))
        _ = try geste(navigateur, "raccrocher")
        // The démarche on the site has not moved.
        #expect(try navigateur.lit("/prise-en-compte").lieu == "/identification")
        let base = "/api/exercices/\(try #require(navigateur.cookie?.dropFirst("exercice=".count)))"
        let json = try banc.demande("GET", base).json
        #expect(json / "profil" / "etat" == "oppose" && (json / "justificatifs")?.elements.first / "canal" == "telephone")
    }

    @Test("Outside the hours the page, and the API, say when it opens; out of order, when to call again")
    func ferme() throws {
        let banc = try Banc(), navigateur = Navigateur(banc)
        _ = try navigateur.envoie("/exercices")
        let base = "/api/exercices/\(try #require(navigateur.cookie?.dropFirst("exercice=".count)))"
        _ = try banc.json("PUT", base + "/horloge", #"{"instant":"2022-02-11T18:00:00+01:00"}"#)
        let page = try geste(navigateur, "composer"), json = try banc.json("POST", base + "/appel")
        #expect(page.statut == 409 && page.clair.contains("lundi 14 février 2022, 8 h 30"))
        #expect(try json.statut == 409 && json.json / "code" == "appel-hors-horaires" && json.json / "ouverture" == "2022-02-14T08:30:00+01:00")
        _ = try banc.json("PUT", base + "/horloge", #"{"jour":7}"#)
        _ = try banc.json("PUT", base + "/incident", #"{"incident":"telephoneEnPanne","fin":"PT10M"}"#)
        let panne = try geste(navigateur, "composer")
        #expect(panne.statut == 503 && panne.champs["retry-after"] == "600" && panne.clair.contains("exceptionnellement fermé"))
        #expect(try banc.json("POST", base + "/appel").champs["retry-after"] == "600")
    }

    @Test("A real number said on the phone is refused, shown nowhere and kept nowhere")
    func numeroReel() throws {
        let banc = try Banc(), navigateur = Navigateur(banc), reel = "2690549588157"
        try appelle(navigateur)
        _ = try geste(navigateur, "patienter")
        _ = try geste(navigateur, "demander", [("choix", "opposition")])
        let reponse = try geste(navigateur, "repondre", [("codeProvisoire", reel)])
        #expect(reponse.statut == 422 && !reponse.texte.contains(reel) && reponse.clair.contains("pas été gardé"))
        #expect(try banc.fichiers().range(of: Data(reel.utf8)) == nil && !banc.log.texte.contains(reel))
    }

    @Test("By two: a code opens the call on a second device, and nothing else of the exercice")
    func aDeux() throws {
        let banc = try Banc(), appelant = Navigateur(banc), conseiller = Navigateur(banc)
        func dit(_ geste: String, _ champs: [(String, String)] = []) throws -> Reponse { try conseiller.envoie("/3422/conseiller", [("geste", geste)] + champs) }
        try appelle(appelant, aDeux: true)
        let code = try #require(try appelant.lit("/3422").texte.firstMatch(of: /[B-Z]{4}-[B-Z]{4}/)).output
        #expect(try conseiller.lit("/3422/conseiller?code=BCDF-BCDF").statut == 422)
        #expect(try conseiller.lit("/3422/conseiller?code=2690549588157").texte.contains("2690549588157") == false)
        #expect(try conseiller.lit("/3422/conseiller?code=\(code.lowercased())").lieu == "/3422/conseiller")
        for page in ["/accueil", "/fiche", "/bilan", "/3422", "/reglages"] { #expect(try conseiller.lit(page).lieu == "/") }
        for (geste, champs) in [("patienter", []), ("demander", [("choix", "opposition")]), ("entendre", []), ("entendre", [("juste", "on")]), ("entendre", [("juste", "on")]), ("entendre", [("juste", "on")]), ("confirmer", [])] {
            #expect(try dit(geste, champs).lieu == "/3422/conseiller", "\(geste)")
        }
        #expect(try appelant.lit("/3422").clair.contains("C’est enregistré"))
        _ = try dit("demanderJustificatif")
        #expect(try appelant.lit("/3422").texte.contains("EXERCICE-"))
        #expect(try !conseiller.lit("/3422/conseiller").texte.contains("EXERCICE-"))
        _ = try geste(appelant, "raccrocher")
        // No call, nothing to play: a call that the other makes alone is not the adviser's.
        _ = try dit("composer")
        #expect(try appelant.lit("/3422").clair.contains("Vous avez raccroché"))
        _ = try geste(appelant, "composer")
        _ = try dit("patienter")
        #expect(try appelant.lit("/3422").texte.contains("data-dans"))
    }

    @Test("A double click asks twice and is heard once; a form of another question changes nothing")
    func repetition() throws {
        let banc = try Banc(), base = try #require(try banc.json("POST", "/api/exercices").lieu)
        for (chemin, corps) in [("", ""), ("/patienter", ""), ("/demander", #"{"choix":"opposition"}"#)] { _ = try banc.json("POST", base + "/appel" + chemin, corps) }
        let reponse = #"{"codeProvisoire":"FICTIFa7Kq2Z"}"#
        #expect(try banc.json("POST", base + "/appel/repondre", reponse).json / "appel" / "etape" == "nir")
        let seconde = try banc.json("POST", base + "/appel/repondre", reponse)
        #expect(try seconde.statut == 409 && seconde.json / "etape" == "nir" && (seconde.json / "transitions")?.elements.isEmpty == false)
        #expect(try banc.json("POST", base + "/appel").statut == 409)
    }
}

/// What goes wrong, on pages: nothing is typed twice.
@Suite("Incidents, on pages")
struct IncidentsSurPages {
    private func incident(_ navigateur: Navigateur, _ genre: String, fin: String = "") throws {
        #expect(try navigateur.envoie("/reglages", [("incident", genre), ("fin", fin)]).lieu == "/reglages")
    }

    /// The form that a page carries back, as the button sends it.
    private func formulaire(_ page: Reponse) -> [(String, String)] {
        page.texte.matches(of: /<input type="hidden" name="([^"]*)" value="([^"]*)">/).map { (String($0.1), String($0.2)) }
    }

    @Test("Maintenance is a real 503 on every page of the service, and on no other")
    func maintenance() throws {
        let banc = try Banc(), navigateur = Navigateur(banc)
        _ = try navigateur.envoie("/exercices")
        try incident(navigateur, "maintenance", fin: "PT5M")
        for page in ["/accueil", "/identification", "/choix", "/confirmation", "/prise-en-compte", "/code-provisoire"] {
            let reponse = try navigateur.lit(page)
            #expect(reponse.statut == 503 && reponse.champs["retry-after"] == "300" && reponse.clair.contains("maintenance"), "\(page)")
        }
        for page in ["/", "/fiche", "/messagerie", "/bilan", "/reglages", "/3422", "/aide"] { #expect(try navigateur.lit(page).statut == 200, "\(page)") }
    }

    @Test("The form that an incident stopped comes back with its screened values, and goes on once it is over; the server kept none")
    func formulaireRendu() throws {
        let banc = try Banc(), navigateur = Navigateur(banc), fiche = try #require(Catalogue.fiche("odile-vautrin"))
        _ = try navigateur.envoie("/exercices")
        try incident(navigateur, "maintenance")
        let arrete = try navigateur.envoie("/identification", items(fiche))
        #expect(arrete.statut == 503 && formulaire(arrete).map(\.0) == ["codeProvisoire", "nir", "typeCarteVitale", "numeroSerie"])
        #expect(try banc.fichiers().range(of: Data(fiche.nir.chiffres.utf8)) == nil)
        #expect(try navigateur.envoie("/identification", formulaire(arrete)).statut == 503)
        #expect(try navigateur.envoie("/reglages", [("terminer", "maintenance")]).lieu == "/reglages")
        #expect(try navigateur.envoie("/identification", formulaire(arrete)).lieu == "/choix")
    }

    @Test("A real number does not come back with the form")
    func numeroReel() throws {
        let banc = try Banc(), navigateur = Navigateur(banc), fiche = try #require(Catalogue.fiche("odile-vautrin"))
        _ = try navigateur.envoie("/exercices")
        try incident(navigateur, "maintenance")
        let champs = items(fiche).map { ($0.0, $0.0 == "nir" ? "2 69 05 49 588 157 80" : $0.1) }
        let arrete = try navigateur.envoie("/identification", champs)
        #expect(arrete.statut == 503 && formulaire(arrete).map(\.0) == ["codeProvisoire", "typeCarteVitale", "numeroSerie"])
        #expect(!arrete.texte.contains("588") && arrete.clair.contains("n’a pas été gardé"))
    }

    @Test("An outage at the confirmation costs nothing: the same button confirms later, with the same code")
    func panne() throws {
        let banc = try Banc(), navigateur = Navigateur(banc), fiche = try #require(Catalogue.fiche("odile-vautrin"))
        _ = try navigateur.envoie("/exercices")
        _ = try navigateur.envoie("/identification", items(fiche))
        _ = try navigateur.envoie("/choix", [("choix", "opposition")])
        try incident(navigateur, "panne")
        #expect(try navigateur.lit("/confirmation").statut == 200)
        let arrete = try navigateur.envoie("/confirmation", [("decision", "confirmer")])
        #expect(arrete.statut == 503 && arrete.clair.contains("Service indisponible") && formulaire(arrete).map(\.1) == ["confirmer"])
        _ = try navigateur.envoie("/reglages", [("terminer", "panne")])
        #expect(try navigateur.envoie("/confirmation", formulaire(arrete)).lieu == "/prise-en-compte")
    }

    @Test("A session that expires says so, once, and one identifies again with the same code")
    func session() throws {
        let banc = try Banc(), navigateur = Navigateur(banc), fiche = try #require(Catalogue.fiche("odile-vautrin"))
        _ = try navigateur.envoie("/exercices")
        _ = try navigateur.envoie("/identification", items(fiche))
        try incident(navigateur, "sessionExpiree")
        let expiree = try navigateur.envoie("/choix", [("choix", "opposition")])
        #expect(expiree.statut == 409 && expiree.clair.contains("Votre session a expiré. Pour renouveler votre demande, retournez à l’accueil."))
        #expect(try navigateur.envoie("/identification", items(fiche)).lieu == "/choix")
        #expect(try navigateur.envoie("/choix", [("choix", "opposition")]).lieu == "/confirmation")
    }

    @Test("What the person holds follows: a serial that is smudged, a letter that never came")
    func fiche() throws {
        let banc = try Banc(), navigateur = Navigateur(banc), fiche = try #require(Catalogue.fiche("odile-vautrin"))
        _ = try navigateur.envoie("/exercices")
        #expect(try navigateur.lit("/fiche").texte.contains(fiche.numeroSerie))
        try incident(navigateur, "serieIllisible")
        try incident(navigateur, "courrierPerdu")
        for page in ["/fiche", "/identification"] {
            let texte = try navigateur.lit(page).texte
            #expect(!texte.contains(fiche.numeroSerie) && !texte.contains(fiche.code?.valeur ?? "") && texte.contains("illisible"), "\(page)")
        }
    }

    @Test("The room moves the date by name, and is told what it cannot do")
    func reglages() throws {
        let banc = try Banc(), navigateur = Navigateur(banc)
        #expect(try navigateur.lit("/reglages").lieu == "/")
        _ = try navigateur.envoie("/exercices")
        for (champ, valeur, jour) in [("repere", "dernierJour", 42), ("repere", "lendemainDuTerme", 43), ("avance", "-P1D", 42), ("repere", "veilleDuTerme", 41), ("repere", "codeExpire", 43)] {
            #expect(try navigateur.envoie("/reglages", [(champ, valeur)]).lieu == "/reglages")
            #expect(try navigateur.lit("/reglages").clair.contains("le jour \(jour) après"), "\(valeur)")
        }
        for champs in [[], [("incident", "grele")], [("repere", "hier")], [("incident", "panne"), ("fin", "bientôt")], [("terminer", "2690549588157")]] {
            #expect(try navigateur.envoie("/reglages", champs).statut == 422, "\(champs)")
        }
    }
}
