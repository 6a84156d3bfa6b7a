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
}
