public import Formation
public import Markup
import Procedure

extension Registre {
    /// Its members. The ids of the exercices are not told: they are the trainees' own.
    public func write(to json: inout JSONWriter, _ secret: SecretDeSalle) {
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
    public func write(members json: inout JSONWriter) {
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
