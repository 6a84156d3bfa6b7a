import ArgumentParser
import Foundation
import Server

struct PrintConnection: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "connection",
        abstract: "Print the state machine of a connection.",
        discussion: """
            The server looks up in this table what each connection does. The drawings leave out what stays where it is.
            """)

    @Option(help: "For Graphviz, for Mermaid, or every line of the table.")
    var format = DiagramFormat.dot

    func run() throws {
        try format.print(dot: Lifecycle.dot, mermaid: Lifecycle.mermaid, json: Data(Lifecycle.json.utf8))
    }
}
