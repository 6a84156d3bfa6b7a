import Glibc
public import HTTP

/// Files served as they are: those built in, kept in memory and compressed once, or those of a directory, which may
/// change at any time and are not compressed.
public struct Files: Sendable {
    private enum Content: Sendable {
        case entries([String: Representation])
        case directory(Directory, @Sendable (String) -> Bool)
    }

    private let content: Content

    /// Built-in files, by their decoded path: `/style.css`.
    /// - Parameter fields: what each response carries.
    public init(_ entries: [String: [UInt8]], fields: Fields = Fields()) {
        var representations: [String: Representation] = [:]
        for (path, octets) in entries {
            representations[path] = Representation(octets, contentType: MediaType.contentType(forFileNamed: path), fields: fields).offeringGzip()
        }
        content = .entries(representations)
    }

    /// The files below `directory`, as they were at most a tenth of a second before they are asked for. Nothing outside
    /// it is ever served, and no hidden file: a path with an empty component or one that begins with a dot names nothing,
    /// and symbolic links are not followed.
    /// - Parameters:
    ///   - fields: what each response carries.
    ///   - serving: whether the file with that path is served at all.
    public init(directory: String, fields: Fields = Fields(), serving: @escaping @Sendable (String) -> Bool = { _ in true }) throws(ServerError) {
        content = .directory(try Directory(directory, fields: fields), serving)
    }

    /// A file that is asked for.
    public enum Found: Sendable {
        /// It is in memory, or it is known not to be there.
        case now(Representation?)
        /// A disk has to be waited for.
        case later(@Sendable () async -> Representation?)
    }

    /// The file at `path` (percent-encoded, as in a request), or nil where there is none.
    public func file(at path: String) -> Found {
        guard let decoded = PercentEncoding.decode(path) else { return .now(nil) }
        switch content {
        case .entries(let entries): return .now(entries[decoded])
        case .directory(let directory, let serving): return serving(decoded) ? directory.file(at: decoded, components: Files.components) : .now(nil)
        }
    }

    /// Whether a file was found at `path`. Of a directory it is remembered for a while, though the file may be gone.
    public func hasServed(_ path: String) -> Bool {
        guard let decoded = PercentEncoding.decode(path) else { return false }
        return switch content {
        case .entries(let entries): entries[decoded] != nil
        case .directory(let directory, _): directory.hasServed(decoded)
        }
    }

    /// The names to go through, or nil where one of them is not that of a file which may be served.
    private static func components(_ path: String) -> [String]? {
        guard path.hasPrefix("/"), !path.utf8.contains(0) else { return nil }
        let components = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        return components.allSatisfy { !$0.isEmpty && !$0.hasPrefix(".") } ? components : nil
    }
}
