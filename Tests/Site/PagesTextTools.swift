import Foundation
@testable import Pages
@testable import Procedure

/// A tag of a page, as it is written.
struct Tag {
    enum Kind { case opening, closing, alone }
    var name: Substring
    var text: String
    var kind: Kind
}

/// What these tests read of a page. Our own pages only: quoted attributes, no comment, no raw text.
extension String {
    private static let void: Set<Substring> = ["meta", "link", "input", "br", "wbr", "path", "rect", "circle"]

    var tags: [Tag] {
        components(separatedBy: "<").dropFirst().compactMap { piece in
            guard let end = piece.firstIndex(of: ">") else { return nil }
            let text = String(piece[..<end])
            if text.hasPrefix("!") { return nil }
            if text.hasPrefix("/") { return Tag(name: text.dropFirst(), text: text, kind: .closing) }
            let name = text.prefix { $0 != " " && $0 != "\n" && $0 != "/" }
            return Tag(name: name, text: text, kind: Self.void.contains(name) ? .alone : .opening)
        }
    }

    /// The values of an attribute, in order.
    func values(of attribute: String) -> [String] {
        components(separatedBy: " \(attribute)=\"").dropFirst().map { String($0.prefix { $0 != "\"" }) }
    }

    /// What is read: the page without its tags, entities decoded.
    var texte: String {
        let body = between("<body>", "</body>") ?? self
        return body.components(separatedBy: "<").enumerated()
            .map { $0 == 0 ? $1 : String($1[($1.firstIndex(of: ">") ?? $1.startIndex)...].dropFirst()) }.joined()
            .replacingOccurrences(of: "&#39;", with: "'").replacingOccurrences(of: "&quot;", with: "\"")
            .replacingOccurrences(of: "&lt;", with: "<").replacingOccurrences(of: "&gt;", with: ">").replacingOccurrences(of: "&amp;", with: "&")
    }

    func between(_ start: String, _ end: String) -> String? {
        guard let from = range(of: start), let to = range(of: end, range: from.upperBound..<endIndex) else { return nil }
        return String(self[from.upperBound..<to.lowerBound])
    }

    var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
