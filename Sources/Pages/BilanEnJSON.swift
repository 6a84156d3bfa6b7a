public import Formation
public import Markup
import Procedure

extension BilanDeSalle {
    public func write(to json: inout JSONWriter) {
        json.member("code", code.description)
        json.member("ouverte", ouverte.paris.iso)
        json.member("instant", instant.paris.iso)
        json.member("refus") { json in
            json.array(refus) { json, refus in
                json.object { json in
                    json.member("code", refus.code.rawValue)
                    json.member("fois", refus.fois)
                }
            }
        }
        json.member("postes") { json in
            json.array(postes) { json, poste in
                json.object { json in
                    json.member("poste", poste.numero)
                    json.member("exercices") { json in json.array(poste.exercices) { $1.write(to: &$0) } }
                }
            }
        }
    }
}

extension BilanDExercice {
    fileprivate func write(to json: inout JSONWriter) {
        func numbers(_ json: inout JSONWriter, _ values: [(String, Int)]) {
            json.object { json in for (nom, valeur) in values { json.member(named: nom) { $0.number(valeur) } } }
        }
        json.object { json in
            json.member("fiche", fiche)
            json.member("scenario", scenario)
            json.member("chemin") { json in
                json.array(chemin?.pas ?? []) { json, pas in
                    json.object { json in
                        json.member("geste", pas.geste.action.nom)
                        json.member("etat", pas.etat.rawValue)
                    }
                }
            }
            json.member("secondes") { numbers(&$0, Etape.allCases.map { ($0.rawValue, secondes[$0] ?? 0) }) }
            json.member("refusParEtape") { numbers(&$0, Etape.allCases.map { ($0.rawValue, refusParEtape[$0] ?? 0) }) }
            json.member("refus") { numbers(&$0, Refus.Code.allCases.compactMap { code in refus[code].map { (code.rawValue, $0) } }) }
            json.member("indices", indices)
            json.member("decisions", decisions)
            json.member("preuve", preuve.rawValue)
            json.member("suppression") { json in if let suppression { json.bool(suppression) } else { json.null() } }
        }
    }
}
