public import Markup
public import Procedure

extension Appel {
    func write(to json: inout JSONWriter, _ exercice: Exercice, _ href: String, at reel: Instant) {
        json.object { json in
            json.member("etape", etape(at: reel).rawValue)
            json.member("aDeux", aDeux)
            json.member("choix", choix?.rawValue)
            json.member("beneficiaire", exercice.beneficiaire(rang))
            json.member("motif", motif?.rawValue)
            json.member("attenteReelle", "PT\(exercice.faits.attenteAuTelephone.valeur)M")
            json.member("enregistre") { json in
                guard let enregistrement else { return json.null() }
                json.object { json in
                    json.member("decision", enregistrement.decision.choix.rawValue)
                    json.member("suppression", enregistrement.decision.suppression)
                    json.member("justificatif", enregistrement.justificatif?.description)
                }
            }
            json.member("transitions") { write(transitions: &$0, href, at: reel) }
        }
    }

    /// Where it stands, and what can be done from there: members of an object.
    public func write(position json: inout JSONWriter, _ href: String, at reel: Instant) {
        json.member("etape", etape(at: reel).rawValue)
        json.member("transitions") { write(transitions: &$0, href, at: reel) }
    }

    private func write(transitions json: inout JSONWriter, _ href: String, at reel: Instant) {
        json.array(gestes(at: reel)) { json, geste in
            json.object { json in
                json.member("nom", geste.rawValue)
                json.member("methode", "POST")
                json.member("href", href + geste.chemin)
            }
        }
    }
}

extension CommandeAppel.Nom {
    /// The end of the address that does it.
    public var chemin: String { self == .composer ? "/appel" : "/appel/" + rawValue }
}
