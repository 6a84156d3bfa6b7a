public import Markup
public import Procedure

extension ExerciceID {
    /// Where the API has it.
    public var href: String { "/api/exercices/" + description }
}

/// The JSON of an exercice, as the contract gives it.
extension Exercice {
    public func write(to json: inout JSONWriter, _ id: ExerciceID, at reel: Instant) {
        let href = id.href, demarche = self.demarche
        json.object { json in
            json.member("simulation", true)
            json.member("id", id.description)
            json.member("scenario", scenario?.cle)
            json.member("fiche") { write(fiche: &$0, at: reel) }
            json.member("horloge") { json in
                json.object { json in
                    json.member("instant", now(reel).paris.iso)
                    json.member("jour", jour(reel))
                }
            }
            json.member("profil") { write(profil: demarche.rang, to: &$0, at: reel) }
            json.member("profils") { $0.array(personnes) { write(profil: $1, to: &$0, at: reel) } }
            json.member("demarche") { json in
                json.object { json in
                    json.member("etape", demarche.etape.rawValue)
                    json.member("beneficiaire", beneficiaire(demarche.rang))
                    json.member("choix", demarche.decision?.choix.rawValue)
                    json.member("transitions") { write(transitions: &$0, href) }
                }
            }
            json.member("appel") { json in
                guard let appel else { return json.null() }
                appel.write(to: &json, self, href, at: reel)
            }
            json.member("incidents") { json in
                json.array(incidents(at: reel)) { json, incident in
                    json.object { json in
                        json.member("incident", incident.genre.rawValue)
                        json.member("fin", incident.fin?.paris.iso)
                    }
                }
            }
            json.member("justificatif") { json in
                guard let last = justificatifs.last else { return json.null() }
                json.object { write(reference: last, href, to: &$0) }
            }
            json.member("justificatifs") { json in
                json.array(justificatifs) { json, justificatif in
                    json.object { json in
                        write(reference: justificatif, href, to: &json)
                        json.member("beneficiaire", beneficiaire(justificatif.rang))
                        json.member("decision", justificatif.decision.choix.rawValue)
                        json.member("suppression", justificatif.decision.suppression)
                        json.member("canal", justificatif.canal.rawValue)
                        json.member("instant", justificatif.instant.paris.iso)
                    }
                }
            }
        }
    }

    /// What can be done from here.
    public func write(transitions json: inout JSONWriter, _ href: String) {
        json.verbatim(Etape.transitionsEcrites[demarche.etape] ?? [], joinedBy: href)
    }

    /// Written once for all, as long as its persons hold the codes of the catalogue, and the card can be read.
    private func write(fiche json: inout JSONWriter, at reel: Instant) {
        let fiche = self.fiche
        let isReadable = !isOn(.serieIllisible, at: reel)
        if isReadable, personnes.allSatisfy({ code($0, at: reel)?.valeur == fiche.code($0)?.valeur }), let ecrite = Fiche.written[fiche] {
            json.verbatim(ecrite)
        } else {
            fiche.write(to: &json, serie: isReadable) { code($0, at: reel) }
        }
    }

    private func write(profil rang: Int, to json: inout JSONWriter, at reel: Instant) {
        let etat = profil(rang, at: reel)
        json.object { json in
            json.member("beneficiaire", beneficiaire(rang))
            json.member("etat", etat.rawValue)
            switch etat {
            case .enAttente: json.member("dernierJour", dernierJour.iso)
            case .actif: json.member("ouvertParLeDelai", ouvertParLeDelai(rang, at: reel))
            case .oppose: break
            case .cloture:
                json.member("suppressionDemandee", suppressionDemandee(rang))
                if let donnees = donnees(rang, at: reel) { json.member("donnees") { donnees.write(to: &$0) } }
            }
        }
    }

    private func write(reference justificatif: Justificatif, _ href: String, to json: inout JSONWriter) {
        json.member("reference", justificatif.reference.description)
        json.member("href", "\(href)/justificatif?reference=\(justificatif.reference)")
    }
}

extension Etape {
    /// The transitions of each step, written once for all and cut where the address of the exercice goes.
    fileprivate static let transitionsEcrites = Dictionary(uniqueKeysWithValues: allCases.map { etape in
        let written = JSONWriter.bytes { json in
            json.array(etape.transitions) { json, transition in
                json.object { json in
                    json.member("nom", transition.nom.rawValue)
                    json.member("methode", "POST")
                    json.member("href", "|" + transition.nom.chemin)
                }
            }
        }
        return (etape, written.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false).map(Array.init))
    })
}

extension Transition.Nom {
    /// The end of the address that does it.
    public var chemin: String {
        switch self {
        case .identifier: "/identification"
        case .choisir: "/choix"
        case .modifier, .confirmer: "/confirmation"
        case .nouvelleDemarche: "/demarche"
        case .ouvertureAutomatique, .sessionExpiree: ""
        }
    }
}

extension Fiche {
    /// The fiches of the catalogue, as they are at the beginning.
    public static let written = Dictionary(uniqueKeysWithValues: Catalogue.fiches.map { fiche in
        (fiche, JSONWriter.bytes { fiche.write(to: &$0, code: fiche.code) })
    })

    /// The code that a person of the fiche holds at the beginning, by their rank.
    public func code(_ rang: Int) -> CodeProvisoire? { rang == 0 ? code : beneficiaires[rang - 1].code }

    /// - Parameters:
    ///   - serie: whether the serial can be read on the card.
    ///   - code: the code that a person holds, by their rank.
    public func write(to json: inout JSONWriter, serie: Bool = true, code: (Int) -> CodeProvisoire?) {
        json.object { json in
            json.member("cle", cle)
            json.member("nom", nom)
            json.member("role", role)
            json.member("nir", nir.chiffres)
            json.member("dateNaissance", dateNaissance.iso)
            json.member("typeCarteVitale", typeCarteVitale.rawValue)
            json.member("numeroSerie", serie ? numeroSerie : nil)
            json.member("codeProvisoire", code(0)?.valeur)
            json.member("email", contacts.email)
            json.member("telephone", contacts.telephone)
            json.member("beneficiaires") { json in
                json.array(beneficiaires.enumerated()) { json, beneficiaire in
                    json.object { json in
                        json.member("cle", beneficiaire.element.cle)
                        json.member("nom", beneficiaire.element.nom)
                        json.member("dateNaissance", beneficiaire.element.dateNaissance.iso)
                        json.member("lien", beneficiaire.element.lien.rawValue)
                        json.member("codeProvisoire", code(beneficiaire.offset + 1)?.valeur)
                    }
                }
            }
        }
    }
}

extension Scenario {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("cle", cle)
            json.member("titre", titre)
            json.member("fiche", fiche)
            json.member("accueil", accueil.rawValue)
            json.member("incidents") { $0.array(incidents) { $0.string($1.rawValue) } }
            json.member("source") { source.write(to: &$0) }
            json.member("parcours") { json in
                json.array(parcours) { json, geste in
                    json.object { json in
                        json.member("geste", geste.action.nom)
                        for parametre in geste.action.parametres { json.member(named: parametre.nom) { $0.valeur(parametre.valeur) } }
                        json.member("evenements") { $0.array(geste.evenements) { $0.string($1) } }
                        json.member("refus", geste.refus?.rawValue)
                    }
                }
            }
        }
    }
}

extension Source {
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("nom", nom)
            json.member("date", date)
        }
    }
}

extension SortDesDonnees {
    fileprivate func write(to json: inout JSONWriter) {
        let (sort, date): (String, DateCivile?) = switch self {
        case .archivees(let date): ("archivees", date)
        case .suppressionPrevue(let date): ("suppressionPrevue", date)
        case .supprimees: ("supprimees", nil)
        }
        json.object { json in
            json.member("sort", sort)
            json.member("date", date?.iso)
        }
    }
}

extension Message {
    /// Whether it is a fake is said once the trainee has judged it.
    public func write(to json: inout JSONWriter, jugement: Jugement?) {
        json.object { json in
            json.member("cle", cle)
            json.member("canal", canal.rawValue)
            json.member("expediteur", expediteur)
            json.member("objet", objet)
            json.member("texte", texte)
            json.member("instant", instant.paris.iso)
            if let codeProvisoire { json.member("codeProvisoire", codeProvisoire) }
            guard let jugement else { return }
            json.member("jugement", jugement.rawValue)
            json.member("juste", jugement == bonneReponse)
            json.member("indices") { $0.array(indices ?? []) { $0.string($1) } }
        }
    }
}
