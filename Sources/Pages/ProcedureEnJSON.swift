import Markup
public import Procedure

extension Sequence<Automate> {
    /// The answer of `/api/procedure`: the sequence of a démarche, then every machine.
    public var json: [UInt8] {
        JSONWriter.simulation { json in
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
            json.procedureAsData()
            json.member("automates") { $0.array(self) { $1.write(to: &$0) } }
        }
    }
}

extension Automate {
    fileprivate func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("nom", nom)
            json.member("titre", titre)
            json.member("etats") { json in
                json.array(etats) { json, etat in
                    json.object { json in
                        json.member("nom", etat.nom)
                        json.member("libelle", etat.libelle)
                    }
                }
            }
            json.member("transitions") { json in
                json.array(fleches) { json, fleche in
                    json.object { json in
                        json.member("de", fleche.de)
                        json.member("nom", fleche.nom)
                        json.member("vers", fleche.vers)
                        json.member("libelle", fleche.libelle)
                        json.member("imposee", fleche.isImposed)
                    }
                }
            }
        }
    }
}

extension JSONWriter {
    /// What the machine is made of, beside its arrows: choices, moments, incidents and facts.
    fileprivate mutating func procedureAsData() {
        let faits = Faits.enVigueur
        member("choix") { json in
            json.array(Choix.allCases) { json, choix in
                json.object { json in
                    json.member("nom", choix.rawValue)
                    json.member("libelle", faits.libelle(choix))
                    json.member("depuis") { $0.array(EtatProfil.allCases.filter { $0.choixPermis.contains(choix) }) { $0.string($1.rawValue) } }
                    json.member("vers", choix.effet.rawValue)
                }
            }
        }
        member("incidents") { json in
            json.array(Incident.Genre.allCases) { json, genre in
                json.object { json in
                    json.member("nom", genre.rawValue)
                    json.member("parties") { $0.array(Partie.allCases.filter { genre.effet(sur: $0) != nil }) { $0.string($1.rawValue) } }
                }
            }
        }
        member("reperes") { $0.array(Commande.Repere.allCases) { $0.string($1.rawValue) } }
        member("faits") { json in
            json.array(faits.tous) { json, fait in
                json.object { json in
                    json.member("nom", fait.nom)
                    json.member("valeur", fait.fait.enClair)
                    json.member("statut", fait.fait.statut.rawValue)
                    json.member("source") { fait.fait.source.write(to: &$0) }
                }
            }
        }
    }
}
