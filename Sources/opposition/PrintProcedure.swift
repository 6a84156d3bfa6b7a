import ArgumentParser
import Foundation
import Pages
import Procedure

struct PrintProcedure: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "procedure",
        abstract: "Print the state machines of the procedure.",
        discussion: "The same tables decide in the server, draw /aide/procedure and answer at /api/procedure.")

    enum Format: String, CaseIterable, ExpressibleByArgument { case dot, mermaid, json }

    @Option(help: "For Graphviz, for Mermaid, or as the API gives it.")
    var format = Format.dot

    func run() throws {
        let text = switch format {
        case .dot: Data(Automate.tous.dot.utf8)
        case .mermaid: Data(Automate.tous.mermaid.utf8)
        case .json: Data(Automate.tous.json) + Data("\n".utf8)
        }
        try FileHandle.standardOutput.write(contentsOf: text)
    }
}
