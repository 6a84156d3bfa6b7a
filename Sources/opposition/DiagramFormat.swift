import ArgumentParser
import Foundation

/// How a state machine is printed.
enum DiagramFormat: String, CaseIterable, ExpressibleByArgument {
    case dot, mermaid, json

    /// Writes that of the three on standard output.
    func print(
        dot: @autoclosure () -> String, mermaid: @autoclosure () -> String, json: @autoclosure () -> Data
    ) throws {
        let text = switch self {
        case .dot: Data(dot().utf8)
        case .mermaid: Data(mermaid().utf8)
        case .json: json()
        }
        try FileHandle.standardOutput.write(contentsOf: text)
    }
}
