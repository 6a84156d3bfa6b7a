import Glibc
import HTTP

/// An open directory: the root of what is served from it, even if it is renamed.
final class Directory: Sendable {
    private let descriptor: Int32

    /// Content beyond it is read while it is sent, instead of at once.
    private static let smallFile = 65_536

    init(_ path: String) throws(ServerError) {
        descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotPrepare("the directory “\(path)”", reason: systemErrorDescription()) }
    }

    deinit { close(descriptor) }

    /// The regular file at the end of `components`, none of which is followed if it is a link.
    func file(_ components: [String]) -> Representation? {
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
            lastModified: HTTPDate(seconds: status.st_mtim.tv_sec))
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
        let parts = [status.st_ino, UInt(status.st_size), UInt(status.st_mtim.tv_sec), UInt(status.st_mtim.tv_nsec)]
        return EntityTag(strong: parts.map { String($0, radix: 16) }.joined(separator: "-"))
    }
}
