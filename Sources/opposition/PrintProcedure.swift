import ArgumentParser
import Foundation
import Pages
import Procedure

struct PrintProcedure: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "procedure",
        abstract: "Print the state machines of the procedure.",
        discussion: "The same tables decide in the server, draw /aide/procedure and answer at /api/procedure.")

    @Option(help: "For Graphviz, for Mermaid, or as the API gives it.")
    var format = DiagramFormat.dot

    func run() throws {
        try format.print(dot: Automate.tous.dot, mermaid: Automate.tous.mermaid, json: Data(Automate.tous.json) + Data("\n".utf8))
    }
}
