import Formation
import HTTP
import Procedure
import Server

/// The trainer's side in JSON.
extension API {
    static let ouvrirSalle: Handler = { call in
        .later {
            do throws(Problem) {
                let snapshot = try await Salles.open(call, try salleInput(call))
                var response = try await salle(call, snapshot.secret, .created)
                response.fields.add(.location, "/api/formation/\(snapshot.secret)")
                return response
            } catch { return error.response }
        }
    }

    static let salle: Handler = { call in withSalle(call) { (_, _) throws(Problem) in } }

    static let intervenir: Handler = { call in
        withSalle(call) { (snapshot, input) throws(Problem) in
            let wish = try input.intervention()
            // As on the page, what throws away what was done is confirmed.
            if wish.intervention == .remise, !wish.isConfirmed {
                throw Problem(.confirmation, .requis, "«\u{A0}remise\u{A0}» recommence l’exercice au début\u{A0}: ajoutez \"confirmation\"\u{A0}: true.")
            }
            try await Salles.intervene(call, snapshot.secret, wish)
        }
    }

    static let annuler: Handler = { call in
        withSalle(call) { (snapshot, input) throws(Problem) in
            let numero = try input.required(.numero, .intervention)
            do throws(Salles.Failure) { _ = try await call.site.salles.undo(snapshot.secret, numero, at: call.reel) } catch { throw Problem(error) }
        }
    }

    static let commencerEtape: Handler = { call in
        withSalle(call) { (snapshot, input) throws(Problem) in
            try await Salles.beginStep(call, snapshot.secret, input)
        }
    }

    static let jeuDeRole: Handler = { call in
        withSalle(call) { (snapshot, input) throws(Problem) in
            let pairing = try input.pairing()
            do throws(Salles.Failure) { try await call.site.salles.pair(snapshot, pairing, at: call.reel) } catch { throw Problem(error) }
        }
    }

    static let effacerSalle: Handler = { call in
        .later {
            do throws(Problem) {
                guard let secret = call.secret else { throw .introuvable }
                do throws(Salles.Failure) { try await call.site.salles.erase(secret) } catch { throw Problem(error) }
                return Response(.noContent, fields: Defense.common)
            } catch { return error.response }
        }
    }

    // MARK: Parts

    private static func salleInput(_ call: Call) throws(Problem) -> SalleInput {
        do throws(Input.Failure) { return try SalleInput(json: call.request) } catch { throw Problem(error, expected: "application/json") }
    }

    /// Does something in the salle that the address names, and answers with it as it stands then.
    private static func withSalle(_ call: Call, _ work: @escaping @Sendable (Salles.Snapshot, SalleInput) async throws(Problem) -> Void) -> Answer {
        .later {
            do throws(Problem) {
                guard let secret = call.secret, let snapshot = call.site.salles.snapshot(secret) else { throw .introuvable }
                try await work(snapshot, try salleInput(call))
                return try await salle(call, secret)
            } catch { return error.response }
        }
    }

    private static func salle(_ call: Call, _ secret: SecretDeSalle, _ status: Status = .ok) async throws(Problem) -> Response {
        let registre: Direct.Registre
        do { registre = try await call.site.salles.direct(secret).registre() } catch { throw Problem(error) }
        return Response(status, fields: jsonFields, body: object { registre.write(to: &$0, secret) })
    }
}

extension Direct.Registre {
    /// Its members. The ids of the exercices are not told: they are the trainees' own.
    func write(to json: inout JSONWriter, _ secret: SecretDeSalle) {
        let base = "/api/formation/\(secret)"
        json.member("code", salle.code.description)
        json.member("secret", secret.description)
        json.member("ouverte", salle.ouverte.paris.iso)
        json.member("page", "/formation/\(secret)")
        json.member("liens") { json in
            json.object { json in
                for nom in ["interventions", "annulation", "etape", "jeu-de-role", "plan", "bilan"] { json.member(named: nom) { $0.string("\(base)/\(nom)") } }
            }
        }
        json.member("plan") { $0.object { salle.plan.write(members: &$0) } }
        json.member("fiches") { $0.array(salle.jeu.fiches) { $0.string($1) } }
        json.member("etape") { json in
            guard let etape = salle.etape else { return json.null() }
            json.object { json in
                json.member("numero", etape.rang)
                json.member("depuis", etape.depuis.paris.iso)
            }
        }
        json.member("postes") { json in json.array(tuiles) { $1.write(to: &$0, salle.poste($1.numero)?.reprise) } }
        json.member("interventions") { json in
            json.array(salle.interventions) { json, faite in
                json.object { json in
                    json.member("numero", faite.numero)
                    json.member("intervention", faite.intervention.cle)
                    json.member("instant", faite.instant.paris.iso)
                    json.member("postes") { $0.array(faite.postes) { $0.number($1) } }
                    json.member("annulee", faite.isUndone)
                }
            }
        }
        json.member("boutons") { json in
            json.array(Intervention.toutes) { json, intervention in
                json.object { json in
                    json.member("intervention", intervention.cle)
                    json.member("titre", intervention.titre)
                }
            }
        }
    }
}

extension Plan {
    func write(members json: inout JSONWriter) {
        json.member("minutes", minutes)
        json.member("etapes") { json in
            json.array(etapes) { json, etape in
                json.object { json in
                    json.member("activite", etape.activite.cle)
                    json.member("minutes", etape.minutes)
                }
            }
        }
    }
}

extension Tuile {
    func write(to json: inout JSONWriter, _ reprise: CodeDeReprise?) {
        json.object { json in
            json.member("poste", numero)
            json.member("reprise", reprise?.description)
            json.member("nom", nom)
            json.member("scenario", scenario)
            json.member("etape", etape.rawValue)
            json.member("appel", appel?.rawValue)
            json.member("depuis", depuis.paris.iso)
            json.member("refus", refus?.rawValue)
            json.member("refusDeSuite", refusDeSuite)
            json.member("incidents") { $0.array(incidents) { $0.string($1.genre.rawValue) } }
            json.member("profil", profil.rawValue)
            json.member("justificatifs", preuves)
            json.member("pause", enPause)
            json.member("jour", jour)
            json.member("connecte", isThere)
            json.member("aide", aide?.rawValue)
            json.member("conseiller") { json in if let conseiller { json.number(conseiller) } else { json.null() } }
            json.member("usager") { json in if let usager { json.number(usager) } else { json.null() } }
        }
    }
}
