import Glibc
import HTTP
import Synchronization
import Threads

/// An open directory: the root of what is served from it, even if it is renamed.
final class Directory: Sendable {
    private let descriptor: Int32
    private let fields: Fields
    /// The small files that were read less than `recency` ago, by their path.
    private let recent = Mutex<[String: Recent]>([:])
    /// Paths at which there was a file.
    private let served = Mutex<Set<String>>([])

    private struct Recent {
        let file: Representation
        let until: Instant
    }

    /// Content beyond it is read while it is sent, instead of at once.
    private static let smallFile = 65_536
    /// A file that many ask for is not read for each of them; one that is written again is served so before its writer
    /// can ask for it.
    private static let recency = 0.1
    /// At most 4 MiB are kept.
    private static let recentFiles = 64
    /// Of paths that are remembered: a site has fewer.
    private static let servedPaths = 1_024

    init(_ path: String, fields: Fields) throws(ServerError) {
        self.fields = fields
        descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotPrepare("the directory “\(path)”", reason: systemErrorDescription()) }
    }

    deinit { close(descriptor) }

    /// The regular file at `path`, as it is, or as it was a tenth of a second ago. `components` are those of its path, nil
    /// where it may not be served; none is followed if it is a link.
    func file(at path: String, components: (String) -> [String]?) -> Files.Found {
        if let file = recentFile(at: path) { return .now(file) }
        guard let components = components(path) else { return .now(nil) }
        return .later { await Workers.disk.run { self.recentFile(at: path) ?? self.read(path, components) } }
    }

    func hasServed(_ path: String) -> Bool { served.withLock { $0.contains(path) } }

    private func recentFile(at path: String) -> Representation? {
        guard let recent = recent.withLock({ $0[path] }), Instant.lately < recent.until else { return nil }
        return recent.file
    }

    private func read(_ path: String, _ components: [String]) -> Representation? {
        let now = Instant.lately
        guard let file = read(components) else { return nil }
        served.withLock { served in
            if served.count >= Directory.servedPaths { served.removeAll() }
            served.insert(path)
        }
        guard case .bytes = file.content else { return file }
        recent.withLock { recent in
            if recent.count >= Directory.recentFiles { recent.removeAll() }
            recent[path] = Recent(file: file, until: now + Directory.recency)
        }
        return file
    }

    private func read(_ components: [String]) -> Representation? {
        Waiting.assertAllowed("A directory")
        guard let name = components.last, let descriptor = openFile(components) else { return nil }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            return nil
        }
        let file = OpenFile(descriptor, count: Int(status.st_size))
        var content = Content.source(file)
        if file.count <= Directory.smallFile {
            var octets: [UInt8] = []
            guard file.read(0..<file.count, into: &octets) else { return nil }
            content = .bytes(octets)
        }
        return Representation(
            content, contentType: MediaType.contentType(forFileNamed: name), etag: Directory.etag(status),
            lastModified: HTTPDate(seconds: status.st_mtim.tv_sec), fields: fields)
    }

    private func openFile(_ components: [String]) -> Int32? {
        var current = descriptor
        for (index, component) in components.enumerated() {
            // Not following links is what keeps the path inside; not blocking, what keeps a pipe from stopping the loop.
            let kind = index == components.count - 1 ? O_NONBLOCK : O_DIRECTORY
            let next = openat(current, component, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | kind)
            if current != descriptor { close(current) }
            guard next >= 0 else { return nil }
            current = next
        }
        return current
    }

    /// Strong: a file that is written again has another time or size, one that is replaced another inode.
    private static func etag(_ status: stat) -> EntityTag {
        // A time before 1970 is negative; only that it differs counts.
        let parts = [status.st_ino] + [Int(status.st_size), status.st_mtim.tv_sec, status.st_mtim.tv_nsec].map(UInt.init(bitPattern:))
        return EntityTag(numbers: parts)
    }
}
