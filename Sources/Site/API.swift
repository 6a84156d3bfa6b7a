import HTTP
import Journal
import Procedure
import Server

/// The JSON side: the same exercices, for curl.
enum API {
    static let index: Handler = { _ in
        .now(ok { json in
            json.member("titre", "Simulateur d’opposition à Mon espace santé\u{A0}: exercice de formation, sans valeur")
            json.member("liens") { json in
                json.object { json in
                    for nom in ["fiches", "scenarios", "procedure", "exercices"] { json.member(named: nom) { $0.string("/api/" + nom) } }
                    json.member("openapi", "/api/openapi.json")
                }
            }
        })
    }
    static let openAPI: Handler = { _ in .now(Response(.ok, fields: jsonFields, body: PackageResources.openapi_json)) }
    static let fiches: Handler = { _ in
        .now(ok { json in
            json.member("fiches") { json in
                json.array(Catalogue.fiches) { json, fiche in fiche.write(to: &json, code: fiche.code) }
            }
        })
    }
    static let scenarios: Handler = { _ in .now(ok { json in json.member("scenarios") { $0.array(Catalogue.scenarios) { $1.write(to: &$0) } } }) }
    static let procedure: Handler = { _ in
        .now(ok { json in
            json.member("etapes") { json in json.array(Etape.allCases) { json, etape in json.object { $0.member("nom", etape.rawValue) } } }
            json.member("transitions") { json in
                json.array(Transition.toutes) { json, transition in
                    json.object { json in
                        json.member("de", transition.de.rawValue)
                        json.member("nom", transition.nom.rawValue)
                        json.member("vers", transition.vers.rawValue)
                    }
                }
            }
        })
    }

    static let commencer: Handler = { appel in
        later(appel) { () async throws(Probleme) in
            let entree = try entree(appel)
            let voulu: (fiche: Fiche, scenario: Scenario?, horloge: Commande.Reglage?)
            do throws(SaisieInvalide) { voulu = try entree.exercice() } catch { throw Probleme(error) }
            let charge = try await commence(appel, voulu)
            var reponse = exercice(charge, at: appel.reel, .created)
            reponse.fields.add(.location, charge.href)
            return reponse
        }
    }

    static let exercice: Handler = { appel in
        if let charge = appel.id.flatMap(appel.site.exercices.enMemoire) { return .now(exercice(charge, at: appel.reel)) }
        return later(appel) { () async throws(Probleme) in exercice(try await charge(appel), at: appel.reel) }
    }

    static let effacer: Handler = { appel in
        later(appel) { () async throws(Probleme) in
            let id = try id(appel)
            do throws(Exercices.Echec) { try await appel.site.exercices.efface(id) } catch { throw Probleme(error) }
            return Response(.noContent, fields: Defense.common)
        }
    }

    /// A step whose command is read from the body alone.
    static func commande(_ lecture: @escaping @Sendable (Entree) -> SaisieIdentification) -> Handler {
        { appel in executer(appel) { .identifier(lecture($0)) } }
    }
    static func commande(_ lecture: @escaping @Sendable (Entree) -> Commande) -> Handler {
        { appel in executer(appel, lecture) }
    }

    static let confirmation: Handler = { appel in executer(appel) { $0.confirmation(nouvelleReference()) } }
    static let nouvelleDemarche: Handler = { appel in executer(appel, statut: .created) { $0.nouvelleDemarche } }
    static let horloge: Handler = { appel in
        executer(appel) { (entree) throws(SaisieInvalide) in .reglerHorloge(try entree.reglage()) }
    }

    static let justificatif: Handler = { appel in
        later(appel) { () async throws(Probleme) in try Preuve.response(appel, try await charge(appel)) }
    }

    static let evenements: Handler = { appel in
        later(appel) { () async throws(Probleme) in
            let id = try id(appel)
            let lignes: [Journal.Ligne]
            do throws(Exercices.Echec) { lignes = try await appel.site.exercices.chronologie(id) } catch { throw Probleme(error) }
            return ok { json in json.member("evenements") { $0.evenements(lignes) } }
        }
    }

    // MARK: Parts

    static func commence(_ appel: Appel, _ voulu: (fiche: Fiche, scenario: Scenario?, horloge: Commande.Reglage?)) async throws(Probleme) -> Exercices.Charge {
        let debut = voulu.fiche.debut(voulu.scenario)
        do throws(Exercices.Echec) {
            return try await appel.site.exercices.commence(
                voulu.fiche, voulu.scenario, horloge: voulu.horloge?.instant(voulu.fiche, depuis: debut) ?? debut, at: appel.reel, plafonne: appel.plafonne)
        } catch { throw Probleme(error) }
    }

    static func nouvelleReference() -> Reference {
        var hasard = SystemRandomNumberGenerator()
        return Reference(hasard: &hasard)
    }

    /// Runs a command and answers with the exercice, or with what was refused.
    private static func executer(
        _ appel: Appel, statut: Status = .ok, _ lecture: @escaping @Sendable (Entree) throws(SaisieInvalide) -> Commande
    ) -> Answer {
        later(appel) { () async throws(Probleme) in
            let id = try id(appel)
            let entree = try entree(appel)
            let commande: Commande
            do throws(SaisieInvalide) { commande = try lecture(entree) } catch { throw Probleme(error) }
            let issue: (charge: Exercices.Charge, verdict: Verdict)
            do throws(Exercices.Echec) { issue = try await appel.site.exercices.execute(id, commande, at: appel.reel) } catch { throw Probleme(error) }
            if case .saisie(let saisie)? = issue.verdict.refus { throw Probleme(saisie, carte: entree.identification.carte) }
            if let refus = issue.verdict.refus { throw Probleme(refus, issue.charge, at: appel.reel) }
            return exercice(issue.charge, at: appel.reel, statut)
        }
    }

    private static func entree(_ appel: Appel) throws(Probleme) -> Entree {
        do throws(Entree.Echec) { return try Entree(json: appel.request) } catch { throw Probleme(error, attendu: "application/json") }
    }

    private static func id(_ appel: Appel) throws(Probleme) -> ExerciceID {
        guard let id = appel.id else { throw .introuvable }
        return id
    }

    private static func charge(_ appel: Appel) async throws(Probleme) -> Exercices.Charge {
        let id = try id(appel)
        do throws(Exercices.Echec) { return try await appel.site.exercices.charge(id) } catch { throw Probleme(error) }
    }

    private static func later(_ appel: Appel, _ reponse: @escaping @Sendable () async throws(Probleme) -> Response) -> Answer {
        .later {
            do throws(Probleme) { return try await reponse() } catch { return error.response }
        }
    }

    private static let jsonFields = Defense.fields("application/json")

    /// An object that says that it is a simulation, then its members.
    private static func ok(_ membres: (inout JSONWriter) -> Void) -> Response {
        Response(.ok, fields: jsonFields, body: JSONWriter.bytes { json in
            json.object { json in
                json.member("simulation", true)
                membres(&json)
            }
        })
    }

    private static func exercice(_ charge: Exercices.Charge, at reel: Instant, _ statut: Status = .ok) -> Response {
        Response(statut, fields: jsonFields, body: JSONWriter.bytes { charge.write(to: &$0, at: reel) })
    }
}

extension SaisieIdentification {
    /// The card that was chosen, on which the message about the serial depends.
    var carte: TypeCarteVitale? { gardes[.typeCarteVitale].flatMap(TypeCarteVitale.init) }
}
