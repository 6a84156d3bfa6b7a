import Foundation
import Markup
import Procedure

/// What a directory of one's own may add to the site: nothing that runs or is styled, for that could hide what says that
/// this is a simulation (`domain.md` §11); so what is served is listed, and all else is not.
public enum PublicAdditions {
    /// Pictures but SVG, which may hold scripts; sounds, films, fonts; text without markup, which `nosniff` keeps such. No HTML, no
    /// XML of any kind, no style sheet, no script, no manifest, no WebAssembly; no PDF: it would be a document without our mark.
    private static let extensions: Set<String> = [
        "png", "jpg", "jpeg", "gif", "webp", "avif", "ico", "mp3", "ogg", "mp4", "webm", "woff", "woff2", "ttf", "txt", "csv",
    ]

    /// Whether a file with that path is served. A name that could be somebody's number is not.
    static func areServed(_ path: String) -> Bool {
        guard let point = path.lastIndex(of: "."), extensions.contains(path[path.index(after: point)...].lowercased()) else { return false }
        return Public.entries[path] == nil && Garde.placeOfRealNumber(inText: path) == nil
    }

    /// How many files of a directory are not served, of ten thousand at most. Which is not said: a name may hold anything.
    public static func refused(in directory: String) -> Int {
        let root = URL(fileURLWithPath: directory, isDirectory: true).resolvingSymlinksInPath()
        guard let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: [.isDirectoryKey]) else { return 0 }
        return files.lazy.prefix(10_000).compactMap { $0 as? URL }.count { file in
            let path = "/" + file.path.dropFirst(root.path.count).drop { $0 == "/" }
            let values = try? file.resourceValues(forKeys: [.isDirectoryKey, .isRegularFileKey])
            return values?.isDirectory != true && (values?.isRegularFile != true || path.contains("/.") || !areServed(path))
        }
    }
}
