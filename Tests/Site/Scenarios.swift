import Foundation
import Testing
@testable import Cahier
@testable import Journal
@testable import Markup
@testable import Procedure
@testable import Site

/// The expected path of each scenario, played to its end in JSON over real sockets. What each step leaves is in the
/// catalogue; the pages are played by the same table.
@Suite("Each scenario, played in JSON")
struct Scenarios {
    /// The call that does an action, and the fields of its body.
    static func call(_ action: Geste.Action) -> (methode: String, chemin: String) {
        switch action {
        case .identifier: ("POST", "/identification")
        case .demanderCode: ("POST", "/code-provisoire")
        case .choisir: ("POST", "/choix")
        case .confirmer, .modifier: ("POST", "/confirmation")
        case .nouvelleDemarche: ("POST", "/demarche")
        case .regler: ("PUT", "/horloge")
        case .terminer(let genre): ("DELETE", "/incident?incident=\(genre.rawValue)")
        case .juger: ("POST", "/messages")
        case .envoyerCourrier: ("POST", "/courrier")
        case .telephoner(let geste): ("POST", geste.nom.chemin)
        }
    }

    /// What a timeline tells, without what chance gave.
    static func chronologie(_ json: JSON) -> [[String?]] {
        ((json / "evenements")?.elements ?? []).map { evenement in
            ["nom", "motif", "choix", "beneficiaire", "incident", "message", "jugement", "canal", "instant"].map { (evenement / $0)?.texte }
        }
    }

    @Test("Each step leaves what the catalogue says, and a refusal its code", arguments: Catalogue.scenarios.map(\.cle))
    func parcours(_ cle: String) throws {
        let banc = try Banc(), scenario = try #require(Catalogue.scenario(cle))
        let base = try #require(try banc.json("POST", "/api/exercices", #"{"scenario":"\#(cle)"}"#).lieu)
        var exercice = try #require(Exercice(.exerciceCommence(fiche: scenario.fiche, scenario: cle, horloge: Catalogue.fiche(scenario.fiche)!.debut(scenario)), at: Banc.reel))  // the catalogue's tests say that it has the fiche
        var numero = 1
        for (rang, geste) in scenario.parcours.enumerated() {
            let (methode, chemin) = Self.call(geste.action)
            let champs = exercice.champs(geste.action, at: Banc.reel).map { ($0.key.rawValue, $0.value) }.sorted { $0.0 < $1.0 }
            let reponse = try banc.json(methode, base + chemin, methode == "DELETE" ? "" : objet(champs))
            #expect((try? reponse.json / "code")?.texte == geste.refus?.rawValue, "\(cle), step \(rang + 1): \(reponse.texte)")
            #expect((200..<300).contains(reponse.statut) == (geste.refus == nil))
            let entrees = (try banc.demande("GET", base + "/evenements").json / "evenements")?.elements ?? []
            #expect(entrees.dropFirst(numero).map { ($0 / "nom")?.texte } == geste.evenements, "\(cle), step \(rang + 1)")
            // The state that the next step is typed from is the fold of what the server says.
            for entree in entrees.dropFirst(numero) { exercice.apply(try #require(evenement(entree)), at: Banc.reel) }
            numero = entrees.count
        }
        #expect(try banc.demande("GET", base).json / "demarche" / "etape" == .string(exercice.demarche.etape.rawValue))
        #expect(try (banc.demande("GET", base).json / "justificatifs")?.elements.count == exercice.justificatifs.count)
    }

    /// An event read back from the timeline of the API.
    private func evenement(_ json: JSON) -> Evenement? {
        guard case .object(let membres) = json, let nom = (json / "nom")?.texte else { return nil }
        return Evenement(nom: nom, attributs: membres.compactMap { membre in
            switch membre.value {
            case .string(let texte): Attribut(nom: membre.name, valeur: .texte(texte))
            case .bool(let booleen): Attribut(nom: membre.name, valeur: .booleen(booleen))
            case .array(let liste): Attribut(nom: membre.name, valeur: .liste(liste.compactMap(\.texte)))
            default: nil
            }
        })
    }

    @Test("The list gives S1 to S20, in order, each with its path")
    func liste() throws {
        let scenarios = try (Banc().demande("GET", "/api/scenarios").json / "scenarios")?.elements ?? []
        #expect(scenarios.map { ($0 / "cle")?.texte } == (1...20).map { "S\($0)" })
        for scenario in scenarios { #expect((scenario / "titre")?.texte?.isEmpty == false && scenario / "parcours" != nil && scenario / "source" != nil) }
    }
}
