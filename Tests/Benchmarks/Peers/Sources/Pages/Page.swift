import Foundation

/// One response that a peer gives: the octets and the fields that our server gave.
public struct Page: Sendable {
    /// Begins with `/`.
    public let path: String
    public let fields: [(name: String, value: String)]
    public let body: Data

    /// The pages of a folder: each file is a body, and `NAME.fields` beside it holds its fields, one on each line.
    public static func all(in folder: String) throws -> [Page] {
        try FileManager.default.contentsOfDirectory(atPath: folder).filter { !$0.hasSuffix(".fields") }.map { name in
            let lines = try String(contentsOfFile: "\(folder)/\(name).fields", encoding: .utf8).split(separator: "\n")
            let fields = lines.compactMap { line in
                line.firstRange(of: ": ").map { (name: String(line[..<$0.lowerBound]), value: String(line[$0.upperBound...])) }
            }
            return Page(path: "/" + name, fields: fields, body: try Data(contentsOf: URL(filePath: "\(folder)/\(name)")))
        }
    }
}
