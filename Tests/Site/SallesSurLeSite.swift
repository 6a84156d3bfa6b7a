import Foundation
import Testing
@testable import Cahier
@testable import Formation
@testable import Markup
@testable import Procedure
@testable import Pages
@testable import Site

/// A trainer at a browser.
final class Formateur {
    let banc: Banc, navigateur: Navigateur
    let adresse: String
    var api: String { "/api" + adresse }

    init(_ banc: Banc) throws {
        (self.banc, navigateur) = (banc, Navigateur(banc))
        adresse = try #require(try navigateur.envoie("/formation", [("plan", "decouverte")]).lieu)
    }

    var salle: JSON { get throws { try banc.demande("GET", api).json } }
    var code: String { get throws { try #require(salle["code"]?.texte) } }
    func poste(_ numero: Int) throws -> JSON? { try salle["postes"]?.elements.first { $0["poste"] == JSON(numero) } }
    @discardableResult
    func fait(_ intervention: String, _ champs: [(String, String)] = []) throws -> Reponse {
        try navigateur.envoie(adresse + "/interventions", [("intervention", intervention)] + champs)
    }

    /// A trainee who joined.
    func participant() throws -> Navigateur {
        let participant = Navigateur(banc)
        #expect(try participant.envoie("/rejoindre", [("code", code.lowercased())]).lieu == "/accueil")
        return participant
    }
}

@Suite("A salle on the site")
struct SallesSurLeSite {
    let banc: Banc, formateur: Formateur
    init() throws {
        banc = try Banc()
        formateur = try Formateur(banc)
    }

    @Test("One joins with the code, by the gate, by its own page or in JSON; each has a place and no name is asked")
    func rejoindre() throws {
        let un = try formateur.participant(), deux = Navigateur(banc)
        #expect(try deux.envoie("/exercices", [("salle", formateur.code)]).lieu == "/accueil")
        #expect(try banc.json("POST", "/api/exercices", objet([("salle", formateur.code)])).statut == 201)
        #expect(try formateur.salle["postes"]?.elements.count == 3)
        #expect(try un.lit("/accueil").clair.contains("Poste 1") && deux.lit("/accueil").clair.contains("Poste 2"))
        #expect(try Navigateur(banc).lit("/").clair.contains("Rejoindre une salle"))
        #expect(try Navigateur(banc).lit("/rejoindre?code=\(formateur.code)").texte.contains("value=\"\(formateur.code)\""))
    }

    @Test("A browser that joins twice keeps its one place")
    func deuxFois() throws {
        let un = try formateur.participant()
        #expect(try un.envoie("/rejoindre", [("code", formateur.code)]).lieu == "/accueil")
        #expect(try formateur.salle["postes"]?.elements.count == 1)
    }

    @Test("A code of nothing is refused, and one that could be a real number is not shown again", arguments: ["BCD-FGH", "BCDF-GHJK", "", "1 85 05 78 006 084 36"])
    func codeInconnu(_ code: String) throws {
        let reponse = try Navigateur(banc).envoie("/rejoindre", [("code", code)])
        #expect(reponse.statut == 422 && !reponse.texte.contains("85 05"))
        #expect(try banc.json("POST", "/api/exercices", objet([("salle", code)])).statut == (code.isEmpty ? 201 : 422))
    }

    @Test("The resume code of the fiche finds the place again from another device")
    func reprise() throws {
        let un = try formateur.participant(), autre = Navigateur(banc)
        let reprise = try #require(try formateur.poste(1)?["reprise"]?.texte)
        #expect(try un.lit("/fiche").texte.contains(reprise))
        #expect(try autre.envoie("/rejoindre", [("code", reprise.lowercased().replacing("-", with: " "))]).lieu == "/accueil")
        #expect(try autre.lit("/accueil").clair.contains("Poste 1"))
        #expect(try formateur.salle["postes"]?.elements.count == 1)
    }

    @Test("The pause stops everything exactly where one was; a form that was sent meanwhile comes back with what it held, and goes after it")
    func pause() throws {
        let un = try formateur.participant(), fiche = try #require(Catalogue.fiche("odile-vautrin"))
        try formateur.fait("pause")
        #expect(try un.lit("/identification").clair.contains("Pause : on en parle"))
        let arrete = try un.envoie("/identification", items(fiche))
        #expect(arrete.statut == 409 && arrete.texte.contains("value=\"FICTIFa7Kq2Z\""))
        #expect(try formateur.poste(1)?["etape"] == "identification")
        try formateur.fait("finDePause")
        #expect(try un.envoie("/identification", items(fiche)).lieu == "/choix")
    }

    @Test("A replaced exercice follows the browser of its place; undone, the earlier one is back where it was")
    func remplacement() throws {
        let un = try formateur.participant(), fiche = try #require(Catalogue.fiche("odile-vautrin"))
        #expect(try un.envoie("/identification", items(fiche)).lieu == "/choix")
        try formateur.fait("scenario-S9")
        #expect(try un.lit("/fiche").texte.contains("Nour Belkhiri"))
        #expect(try un.lit("/choix").lieu == "/identification")
        _ = try formateur.navigateur.envoie(formateur.adresse + "/annulation", [("numero", "1")])
        #expect(try un.lit("/choix").statut == 200 && un.lit("/fiche").texte.contains("Odile Vautrin"))
    }

    @Test("A button touches the places that are ticked, or all when none is; undone, what it touched is as before")
    func choisis() throws {
        _ = try (formateur.participant(), formateur.participant(), formateur.participant())
        try formateur.fait("incident-panne", [("poste", "1"), ("poste", "3")])
        func enPanne() throws -> [Int] { try (1...3).filter { try formateur.poste($0)?["incidents"] == ["panne"] } }
        #expect(try enPanne() == [1, 3])
        try formateur.fait("horloge-lendemainDuTerme")
        #expect(try (1...3).allSatisfy { try formateur.poste($0)?["jour"] == 43 })
        for numero in ["1", "2", "2"] { _ = try formateur.navigateur.envoie(formateur.adresse + "/annulation", [("numero", numero)]) }
        #expect(try enPanne().isEmpty)
        #expect(try (1...3).allSatisfy { try formateur.poste($0)?["jour"] == 7 })
    }

    @Test("What was done is listed as markup, with its way back")
    func faites() throws {
        _ = try formateur.participant()
        try formateur.fait("pause")
        let page = try formateur.navigateur.lit(formateur.adresse).texte
        #expect(page.contains("<ol class=\"done-list\"") && page.contains("name=\"numero\" value=\"1\"") && !page.contains("bytes:"))
    }

    @Test("Two trainers who press the same replacement at once make one")
    func aDeux() throws {
        _ = try formateur.participant()
        for _ in 0..<2 { try formateur.fait("ficheSuivante", [("vu", "0")]) }
        #expect(try formateur.salle["interventions"]?.elements.count == 1)
    }

    @Test("Two trainers who press at once, as often as they like, make one replacement each time: no place is dealt twice, and nothing is left over")
    func aLaFois() async throws {
        for _ in 0..<5 { _ = try formateur.participant() }
        let avant = try formateur.salle["interventions"]?.elements.count ?? 0
        let (banc, adresse) = (banc, formateur.adresse)
        for tour in 0..<5 {
            let statuts = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<4 {
                    group.addTask { try Navigateur(banc).envoie(adresse + "/interventions", [("intervention", "ficheSuivante"), ("vu", "\(avant + tour)")]).statut }
                }
                return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
            }
            #expect(statuts == [303])
        }
        #expect(try formateur.salle["interventions"]?.elements.count == avant + 5)
        // Five places, and six exercices each; those of the presses that came second are gone.
        #expect(try banc.demande("GET", "/metrics").texte.contains("opposition_exercices 30\n"))
    }

    @Test("A trainer's page that follows knows what it has seen: a replacement that was made elsewhere does not stop the next")
    func vu() throws {
        _ = try formateur.participant()
        try formateur.fait("ficheSuivante", [("vu", "0")])
        #expect(try formateur.navigateur.lit(formateur.adresse).texte.contains("id=\"vu-interventions\" name=\"vu\" value=\"1\""))
    }

    @Test("Undone, a button takes back what it did, and nothing of what was done in the same millisecond; even under an exercice that came later")
    func annulationNommee() throws {
        _ = try (formateur.participant(), formateur.participant())
        // The clock of this bench stands still: everything has the same instant.
        for bouton in ["incident-panne", "finDesIncidents", "incident-panne", "pause"] { try formateur.fait(bouton, [("poste", "1")]) }
        func annule(_ numero: String) throws { #expect(try formateur.navigateur.envoie(formateur.adresse + "/annulation", [("numero", numero)]).statut == 303) }
        try annule("3")
        #expect(try formateur.poste(1)?["incidents"] == [] && formateur.poste(1)?["pause"] == true)
        try annule("2")
        #expect(try formateur.poste(1)?["incidents"] == ["panne"])
        try formateur.fait("ficheSuivante", [("poste", "1")])
        try annule("4")
        try annule("5")
        #expect(try formateur.poste(1)?["pause"] == false)
    }

    @Test("A trainee who erases their exercice, or fills it, stops neither the register nor the buttons; the next person gives the place back")
    func posteVide() throws {
        let un = try formateur.participant()
        _ = try formateur.participant()
        let id = try #require(un.cookie?.split(separator: "=").last)
        #expect(try banc.demande("DELETE", "/api/exercices/\(id)").statut == 204)
        #expect(try formateur.salle["postes"]?.elements.map { $0["poste"] } == [2])
        #expect(try formateur.navigateur.lit(formateur.adresse).statut == 200)
        #expect(try formateur.fait("pause").statut == 303 && formateur.poste(2)?["pause"] == true)
        #expect(try formateur.navigateur.envoie(formateur.adresse + "/annulation", [("numero", "1")]).statut == 303)
        #expect(try formateur.navigateur.lit(formateur.adresse + "/bilan").statut == 200)
        try formateur.fait("ficheSuivante", [("poste", "1")])
        #expect(try formateur.poste(1)?["etape"] == "identification")
    }

    @Test("In JSON too, beginning anew is confirmed")
    func remiseEnJSON() throws {
        _ = try formateur.participant()
        for corps in [#"{"intervention":"remise"}"#, #"{"intervention":"remise","confirmation":false}"#] {
            let reponse = try banc.json("POST", formateur.api + "/interventions", corps)
            #expect(reponse.statut == 422 && reponse.clair.contains("confirmation") && reponse.clair.contains("true"))
        }
        #expect(try formateur.salle["interventions"]?.elements.isEmpty == true)
        #expect(try banc.json("POST", formateur.api + "/interventions", #"{"intervention":"remise","confirmation":true}"#).statut == 200)
        #expect(try formateur.salle["interventions"]?.elements.count == 1)
    }

    // MARK: The deck, the sheets

    @Test("The deck is chosen when the salle opens, ready-made or person by person; the persons win; without it, it is that of the letter")
    func jeu() throws {
        func fiches(_ corps: String) throws -> JSON? { try banc.json("POST", "/api/formation", corps).json["fiches"] }
        #expect(try fiches("{}") == .array(Jeu.Modele.courrier.jeu.fiches.map(JSON.string)))
        #expect(try fiches(#"{"jeu":"espaceOuvert"}"#) == .array(Jeu.Modele.espaceOuvert.jeu.fiches.map(JSON.string)))
        #expect(try fiches(#"{"jeu":"tous","fiches":["nour-belkhiri","odile-vautrin"]}"#) == ["nour-belkhiri", "odile-vautrin"])
        let adresse = try #require(try formateur.navigateur.envoie("/formation", [("plan", "decouverte"), ("jeu", "courrier"), ("fiches", "nour-belkhiri"), ("fiches", "marius-delbosc")]).lieu)
        let code = try #require(try banc.demande("GET", "/api" + adresse).json["code"]?.texte), un = Navigateur(banc), deux = Navigateur(banc)
        for navigateur in [un, deux] { #expect(try navigateur.envoie("/rejoindre", [("code", code)]).statut == 303) }
        #expect(try un.lit("/fiche").texte.contains("Nour Belkhiri") && deux.lit("/fiche").texte.contains("Marius Delbosc"))
        #expect(try banc.demande("GET", "/api" + adresse).json["postes"]?.elements.map { $0["scenario"] } == ["S9", "S1"])
        let page = try Navigateur(banc).lit("/formation").texte
        #expect(Jeu.Modele.allCases.allSatisfy { page.contains("name=\"jeu\" value=\"\($0.rawValue)\"") } && Catalogue.fiches.allSatisfy { page.contains("name=\"fiches\" value=\"\($0.cle)\"") })
    }

    @Test("A deck that cannot be is refused, with how to mend it; a real number is not shown again", arguments: [
        #"{"jeu":"autre"}"#, #"{"jeu":"autre","fiches":["odile-vautrin"]}"#, #"{"fiches":[]}"#, #"{"fiches":["personne"]}"#, #"{"fiches":["odile-vautrin","odile-vautrin"]}"#, #"{"fiches":["1850578006084"]}"#, #"{"jeu":"1 85 05 78 006 084"}"#,
    ])
    func jeuRefuse(_ corps: String) throws {
        let reponse = try banc.json("POST", "/api/formation", corps)
        #expect(reponse.statut == 422 && !reponse.texte.contains("85057") && !reponse.texte.contains("85 05"))
        #expect(try formateur.navigateur.envoie("/formation", [("fiches", "personne")]).texte.contains("role=\"alert\""))
    }

    @Test("The code on a sheet that was printed before anybody came takes that place, once; who comes with the code of the salle takes the next that is free")
    func feuille() throws {
        let secret = SecretDeSalle(try #require(ExerciceID(String(formateur.adresse.split(separator: "/")[1]))))
        let deux = Navigateur(banc), encore = Navigateur(banc), codes = try #require(reserved(secret))
        for navigateur in [deux, encore] { #expect(try navigateur.envoie("/rejoindre", [("code", codes[1].description)]).lieu == "/accueil") }
        #expect(deux.cookie == encore.cookie)
        #expect(try deux.lit("/accueil").clair.contains("Poste 2") && deux.lit("/fiche").texte.contains(codes[1].description))
        for poste in ["Poste 1", "Poste 3"] { #expect(try formateur.participant().lit("/accueil").clair.contains(poste)) }
        #expect(try formateur.salle["postes"]?.elements.count == 3)
    }

    @Test("Of many who type the code of the same sheet at once, all sit at its place, and one exercice was begun")
    func feuilleALaFois() async throws {
        let secret = SecretDeSalle(try #require(ExerciceID(String(formateur.adresse.split(separator: "/")[1])))), code = try #require(reserved(secret))[0].description
        let banc = banc, cookies = try await withThrowingTaskGroup(of: String?.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    let navigateur = Navigateur(banc)
                    _ = try navigateur.envoie("/rejoindre", [("code", code)])
                    return navigateur.cookie
                }
            }
            return try await group.reduce(into: Set<String?>()) { $0.insert($1) }
        }
        #expect(cookies.count == 1 && cookies.first != .some(nil))
        #expect(try banc.demande("GET", "/metrics").texte.contains("opposition_exercices 1\n"))
    }

    private func reserved(_ secret: SecretDeSalle) -> [CodeDeReprise]? {
        banc.site.cahier.salles.snapshot(secret).map { snapshot in (1...Salle.maximum).compactMap { snapshot.salle.reprise($0) } }
    }

    @Test("Beginning anew asks once, and a hint is said on the page of the place alone")
    func confirmation() throws {
        let un = try formateur.participant(), deux = try formateur.participant()
        #expect(try formateur.fait("remise").clair.contains("Recommencer au début ?"))
        #expect(try formateur.salle["interventions"]?.elements.isEmpty == true)
        #expect(try formateur.fait("remise", [("confirmation", "on")]).statut == 303)
        #expect(try formateur.salle["interventions"]?.elements.count == 1)
        try formateur.fait("indice-relireCode", [("poste", "2")])
        let mots = Indice.relireCode.enClair(.enVigueur)
        #expect(try !un.lit("/accueil").texte.contains(mots) && deux.lit("/accueil").texte.contains(mots))
        let fiche = try #require(Catalogue.fiche(Jeu.Modele.courrier.jeu.fiches[1]))
        #expect(try deux.envoie("/identification", items(fiche)).lieu == "/choix")
        #expect(try !deux.lit("/choix").texte.contains(mots), "followed, it is in the way")
    }

    @Test("What a trainer sends that is not of the tables is refused, with how to mend it; a real number is not shown again", arguments: [
        ("intervention", "jour-44"), ("intervention", ""), ("intervention", "1850578006084"), ("poste", "9"), ("poste", "x"),
    ])
    func refus(_ champ: String, _ valeur: String) throws {
        _ = try formateur.participant()
        var champs = [("intervention", "pause"), ("poste", "1")]
        champs.removeAll { $0.0 == champ }
        let reponse = try formateur.navigateur.envoie(formateur.adresse + "/interventions", champs + [(champ, valeur)])
        #expect(reponse.statut == 422 && reponse.texte.contains("role=\"alert\"") && !reponse.texte.contains("185057"))
        #expect(try formateur.salle["interventions"]?.elements.isEmpty == true)
    }

    @Test("Paired by the trainer, the adviser answers without a code, and follows the caller to another exercice")
    func jeuDeRole() throws {
        let usager = try formateur.participant(), conseiller = try formateur.participant()
        #expect(try conseiller.lit("/3422/conseiller").clair.contains("Code du conseiller"))
        #expect(try formateur.navigateur.envoie(formateur.adresse + "/jeu-de-role", [("usager", "1"), ("conseiller", "2")]).statut == 303)
        #expect(try conseiller.lit("/accueil").clair.contains("vous êtes le conseiller du poste 1"))
        #expect(try usager.envoie("/3422", [("geste", "composer"), ("aDeux", "on")]).lieu == "/3422")
        #expect(try conseiller.lit("/3422/conseiller").texte.contains("value=\"patienter\""))
        #expect(try conseiller.envoie("/3422/conseiller", [("geste", "patienter")]).statut == 303)
        #expect(try formateur.poste(1)?["appel"] == "demande")
        try formateur.fait("ficheSuivante", [("poste", "1")])
        #expect(try usager.envoie("/3422", [("geste", "composer"), ("aDeux", "on")]).lieu == "/3422")
        #expect(try conseiller.lit("/3422/conseiller").texte.contains("value=\"patienter\""))
    }

    @Test("A step of the plan is begun for everyone, and the page shows where the session is")
    func etape() throws {
        let un = try formateur.participant()
        #expect(try formateur.navigateur.envoie(formateur.adresse + "/etape", [("etape", "4")]).statut == 303)
        #expect(try un.lit("/fiche").texte.contains("Nour Belkhiri"))
        #expect(try formateur.navigateur.lit(formateur.adresse).clair.contains("en cours depuis"))
        #expect(try formateur.participant().lit("/fiche").texte.contains("Nour Belkhiri"))
    }

    @Test("Erased, a salle leaves nothing in any file: neither its codes, nor its secret, nor any exercice that it ever had")
    func effacement() throws {
        let un = try formateur.participant(), fiche = try #require(Catalogue.fiche("odile-vautrin"))
        for (page, champs) in [("/identification", items(fiche)), ("/choix", [("choix", "opposition")]), ("/confirmation", [("decision", "confirmer")])] {
            #expect(try un.envoie(page, champs).statut == 303)
        }
        let page = try un.lit("/prise-en-compte").texte
        let reference = try #require(page.firstMatch(of: /EXERCICE(-[A-Z]{4}){3}/)).output.0
        for intervention in ["ficheSuivante", "scenario-S4"] { try formateur.fait(intervention) }
        let traces = try [formateur.code, formateur.adresse.split(separator: "/")[1].description, #require(formateur.poste(1)?["reprise"]?.texte), String(reference), "odile-vautrin", "marius-delbosc"]
        let avant = try banc.fichiers()
        for trace in [traces[0], traces[2], traces[3], traces[4]] { #expect(avant.range(of: Data(trace.utf8)) != nil, "\(trace)") }
        #expect(try formateur.navigateur.envoie(formateur.adresse + "/effacer").lieu == "/formation?effacee")
        let apres = try banc.fichiers()
        for trace in traces { #expect(apres.range(of: Data(trace.utf8)) == nil, "\(trace)") }
        #expect(try formateur.navigateur.lit(formateur.adresse).statut == 404 && un.lit("/accueil").lieu == "/")
        #expect(try banc.demande("GET", formateur.api).statut == 404)
    }

    // MARK: The plan, the debrief

    @Test("A plan is changed row by row, kept in a file, and taken up in another salle as it was")
    func plan() throws {
        let autre = try Formateur(banc), lignes = [("activite", "S4"), ("minutes", "20"), ("activite", ""), ("minutes", ""), ("activite", "jeuDeRole"), ("minutes", "5")]
        #expect(try formateur.navigateur.envoie(formateur.adresse + "/plan", lignes).statut == 303)
        let fichier = try formateur.navigateur.lit(formateur.adresse + "/plan.json")
        #expect(fichier.champs["content-disposition"]?.contains("plan-exercice.json") == true)
        let attendu: JSON = [["activite": "S4", "minutes": 20], ["activite": "jeuDeRole", "minutes": 5]]
        #expect(try fichier.json["etapes"] == attendu)
        let corps = Data("--b\r\nContent-Disposition: form-data; name=\"fichier\"; filename=\"p.json\"\r\n\r\n".utf8) + fichier.corps + Data("\r\n--b--\r\n".utf8)
        #expect(try banc.demande("POST", autre.adresse + "/plan", champs: ["Content-Type": "multipart/form-data; boundary=b"], corps: corps).statut == 303)
        #expect(try banc.demande("GET", autre.api + "/plan").json["etapes"] == attendu)
        #expect(try banc.json("PUT", formateur.api + "/plan", String(decoding: fichier.corps, as: UTF8.self)).statut == 200)
    }

    @Test("A plan that cannot be is refused: the step is said, and nothing of what it held; the old plan stays", arguments: [
        (#"{"etapes":[{"activite":"S1","minutes":5},{"activite":"S21","minutes":5}]}"#, "Étape 2 : l’activité"),
        (#"{"etapes":[{"activite":"S1","minutes":0}]}"#, "Étape 1 : la durée"), (#"{"etapes":[]}"#, "de 1 à 40"), (#"{"plan":1}"#, "liste « etapes »"),
        (#"{"etapes":[{"activite":"1850578006084","minutes":5}]}"#, "n’a pas été gardé"), (#"{"note":"1 85 05 78 006 084","etapes":[{"activite":"S1","minutes":5}]}"#, "n’a pas été gardé"),
    ])
    func planRefuse(_ corps: String, _ dit: String) throws {
        let reponse = try banc.json("PUT", formateur.api + "/plan", corps)
        #expect(reponse.statut == 422 && reponse.clair.contains(dit), "\(reponse.clair)")
        #expect(!reponse.texte.contains("S21") && !reponse.texte.contains("85057") && !reponse.texte.contains("85 05"))
        #expect(try banc.demande("GET", formateur.api + "/plan").json["minutes"] == 45)
    }

    @Test("The debrief says what was done, refused and kept, on screen, in CSV and in JSON; never a typed value")
    func bilan() throws {
        let un = try formateur.participant(), fiche = try #require(Catalogue.fiche("odile-vautrin"))
        _ = try formateur.participant()
        #expect(try un.envoie("/identification", items(fiche, code: "FICTIFxxxxxx")).statut == 422)
        for (page, champs) in [("/identification", items(fiche)), ("/choix", [("choix", "opposition")]), ("/confirmation", [("decision", "confirmer")])] {
            #expect(try un.envoie(page, champs).statut == 303)
        }
        let json = try banc.demande("GET", formateur.api + "/bilan").json, premier = json["postes"]?.elements.first?["exercices"]?.elements.first
        #expect(premier?["preuve"] == "enLigne" && premier / "refus" / "identite-inconnue" == 1 && premier?["decisions"] == 1)
        #expect(premier?["chemin"]?.elements.allSatisfy { $0["etat"] == "fait" } == true)
        #expect(json["postes"]?.elements.last?["exercices"]?.elements.map { $0["preuve"] } == ["aucune"])
        let page = try formateur.navigateur.lit(formateur.adresse + "/bilan"), csv = try formateur.navigateur.lit(formateur.adresse + "/bilan.csv")
        #expect(page.clair.contains("1 sur 2") && page.clair.contains("étapes sur 3"))
        let lignes = csv.texte.split(separator: "\r\n")
        #expect(lignes.count == 3 && Set(lignes.map { $0.count { $0 == ";" } }).count == 1 && lignes[1].hasPrefix("1;1;odile-vautrin;S1;3;3;"))
        for reponse in [page.texte, csv.texte] { #expect(!reponse.contains("FICTIF") && !reponse.contains(fiche.nir.chiffres)) }
    }

    @Test("The debrief counts what was played before the present exercice too: « fiche suivante » and « recommencer » lose nothing")
    func bilanDeTout() throws {
        let un = try formateur.participant(), fiche = try #require(Catalogue.fiche("odile-vautrin"))
        #expect(try un.envoie("/identification", items(fiche, code: "FICTIFxxxxxx")).statut == 422)
        for (page, champs) in [("/identification", items(fiche)), ("/choix", [("choix", "opposition")]), ("/confirmation", [("decision", "confirmer")])] {
            #expect(try un.envoie(page, champs).statut == 303)
        }
        // Nothing is done in the first of these two.
        for bouton in ["ficheSuivante", "scenario-S9"] { try formateur.fait(bouton) }
        let json = try banc.demande("GET", formateur.api + "/bilan").json, exercices = json["postes"]?.elements.first?["exercices"]?.elements
        #expect(exercices?.map { $0["fiche"] } == ["odile-vautrin", "nour-belkhiri"] && exercices?.map { $0["preuve"] } == ["enLigne", "aucune"])
        #expect(json["refus"]?.elements.first?["fois"] == 1)
        let page = try formateur.navigateur.lit(formateur.adresse + "/bilan"), csv = try formateur.navigateur.lit(formateur.adresse + "/bilan.csv").texte
        #expect(page.clair.contains("1 poste, 2 exercices") && page.clair.contains("1 sur 2") && csv.contains("\r\n1;1;odile-vautrin;S1;3;3;") && csv.contains("\r\n1;2;nour-belkhiri;S9;"))
        #expect(try formateur.poste(1)?["scenario"] == "S9", "the register shows the present one")
    }

    @Test("Neither the secret nor an id is in the log")
    func journal() throws {
        let un = try formateur.participant()
        _ = try (formateur.navigateur.lit(formateur.adresse), formateur.salle, un.lit("/accueil"))
        let secret = formateur.adresse.split(separator: "/")[1]
        #expect(!banc.log.texte.contains(secret) && banc.log.texte.contains("/formation/{id}"))
    }
}
