import Foundation
import Site

/// A directory served instead of the built-in files. It is read once, at the start: only the regular files that stand
/// in it, so that no link and no address leads out of it.
enum PublicDirectory {
    struct Failure: Error, CustomStringConvertible { let description: String }

    /// More than any set of pages needs; it is held in memory.
    static let maximumSize = 32 * 1_048_576

    static func read(_ path: String) throws -> Assets {
        let manager = FileManager.default
        guard let names = try? manager.contentsOfDirectory(atPath: path) else {
            throw Failure(description: "The directory \(path) given to --public cannot be read.")
        }
        var files: [String: [UInt8]] = [:], size = 0
        for name in names where !name.hasPrefix(".") {
            let file = path + "/" + name
            guard try manager.attributesOfItem(atPath: file)[.type] as? FileAttributeType == .typeRegular else { continue }
            guard let content = manager.contents(atPath: file) else { throw Failure(description: "The file \(file) cannot be read.") }
            size += content.count
            guard size <= maximumSize else { throw Failure(description: "The files of \(path) are larger than 32 MiB together.") }
            files[name] = Array(content)
        }
        return Assets(files)
    }
}
