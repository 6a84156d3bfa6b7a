import Procedure

/// State machines as text, for the tools that draw them.
extension Sequence<Automate> {
    /// The language of Graphviz: one cluster for each machine.
    public var dot: String {
        let clusters = map { automate in
            let states = automate.etats.map { "    \(automate.nom)_\($0.nom) [label=\"\($0.libelle)\"];" }
            let arrows = automate.fleches.map {
                "    \(automate.nom)_\($0.de) -> \(automate.nom)_\($0.vers) [label=\"\($0.libelle)\"\($0.isImposed ? ", style=dashed" : "")];"
            }
            return (["  subgraph cluster_\(automate.nom) {", "    label=\"\(automate.titre)\";"] + states + arrows + ["  }"]).joined(separator: "\n")
        }
        return "digraph procedure {\n  node [shape=box, style=rounded];\n\(clusters.joined(separator: "\n"))\n}\n"
    }

    /// A state diagram of Mermaid: one composite state for each machine. A label says when time alone does it, since
    /// Mermaid has one kind of line.
    public var mermaid: String {
        let machines = map { automate in
            let states = automate.etats.map { "    state \"\($0.libelle)\" as \(automate.nom)_\($0.nom)" }
            let first = automate.etats.first.map { ["    [*] --> \(automate.nom)_\($0.nom)"] } ?? []
            let arrows = automate.fleches.map { "    \(automate.nom)_\($0.de) --> \(automate.nom)_\($0.vers): \($0.libelle.replacing(" :", with: ","))" }
            return (["  state \"\(automate.titre)\" as \(automate.nom) {"] + states + first + arrows + ["  }"]).joined(separator: "\n")
        }
        return "stateDiagram-v2\n\(machines.joined(separator: "\n"))\n"
    }

    /// The answer of `/api/procedure`: the sequence of a démarche, then every machine.
    public var json: [UInt8] {
        API.object { json in
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
