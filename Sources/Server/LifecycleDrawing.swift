/// The table as text, for who reads it and for the tools that draw it.
extension Lifecycle {
    /// From one thing that a connection does to another, and the events that lead there.
    fileprivate struct Arrow {
        let from: Doing, to: Doing
        let events: [Event]
    }

    /// Without what stays where it is, and without the end of the loop, which closes from everywhere.
    private static var arrows: [Arrow] {
        Doing.allCases.flatMap { from in
            Doing.allCases.compactMap { to in
                let lines = transitions.filter { $0.from.doing == from && $0.to.doing == to && $0.on != .cut }
                let events = Event.allCases.filter { event in lines.contains { $0.on == event } }
                return from == to || events.isEmpty ? nil : Arrow(from: from, to: to, events: events)
            }
        }
    }

    /// A state diagram of Mermaid.
    package static var mermaid: String {
        let first = [Doing.opening, .fresh].map { "    [*] --> \($0)" }
        let lines = arrows.map { "    \($0.from) --> \($0.to): \($0.label)" }
        return (["stateDiagram-v2"] + first + lines + ["    closed --> [*]"]).joined(separator: "\n") + "\n"
    }

    /// The language of Graphviz.
    package static var dot: String {
        let lines = arrows.map { "  \($0.from) -> \($0.to) [label=\"\($0.label)\"];" }
        let first = ["digraph connection {", "  node [shape=box, style=rounded];"]
        return (first + lines + ["}"]).joined(separator: "\n") + "\n"
    }

    /// Every state, event, action and line. Names need no escape.
    package static var json: String {
        let states = State.all.map {
            #"{"name":"\#($0)","doing":"\#($0.doing)","then":"\#($0.then)","deadline":"\#($0.doing.deadline)"}"#
        }
        let actions = Action.allCases.map { #"{"name":"\#($0)","outcomes":[\#(quoted($0.outcomes))]}"# }
        let lines = transitions.map {
            #"{"from":"\#($0.from)","on":"\#($0.on)","to":"\#($0.to)","action":"\#($0.action)"}"#
        }
        return """
            {"states":[\(states.joined(separator: ","))],"events":[\(quoted(Event.allCases))],\
            "actions":[\(actions.joined(separator: ","))],"transitions":[\(lines.joined(separator: ","))]}

            """
    }

    private static func quoted(_ names: [some Any]) -> String { names.map { "\"\($0)\"" }.joined(separator: ",") }
}

extension Lifecycle.Arrow {
    fileprivate var label: String { events.map { "\($0)" }.joined(separator: ", ") }
}

extension Lifecycle.State: CustomStringConvertible {
    /// What it is doing, and what it does then unless it reads on.
    package var description: String { then == .reading ? "\(doing)" : "\(doing).\(then)" }
}
