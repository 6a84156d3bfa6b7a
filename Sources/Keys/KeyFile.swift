import Glibc

/// Files of keys and certificates, written so that a crash leaves a whole one or none.
public enum KeyFile {
    /// No key nor certificate is as large.
    private static let maximumCount = 65_536

    /// The octets of a file.
    /// - Throws: `.unreadable`.
    public static func read(_ path: String) throws(KeyError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreadable(path: path, reason: lastError) }
        defer { close(descriptor) }
        var failure: String?
        let octets = [UInt8](unsafeUninitializedCapacity: maximumCount) { octets, written in
            while written < maximumCount {
                // Inside the capacity: from what is written, for what is left.
                let count = Glibc.read(descriptor, octets.baseAddress.map { $0 + written }, maximumCount - written)
                if count < 0 { failure = lastError }
                if count <= 0 { break }
                written += count
            }
        }
        if octets.count == maximumCount { failure = "it is too large for a key or a certificate" }
        if let failure { throw .unreadable(path: path, reason: failure) }
        return octets
    }

    /// Writes a new file.
    /// - Throws: `.exists` where there is one already; `.unwritable`.
    public static func create(_ path: String, _ octets: [UInt8], mode: UInt32) throws(KeyError) {
        try write(octets, beside: path, mode: mode) { link($0, path) == 0 }
    }

    /// Writes a file, in the place of the one that was there if any.
    /// - Throws: `.unwritable`.
    public static func replace(_ path: String, _ octets: [UInt8], mode: UInt32) throws(KeyError) {
        try write(octets, beside: path, mode: mode) { rename($0, path) == 0 }
    }

    /// The octets are on disk under another name before `place` gives them theirs, and the name is on disk before the end.
    private static func write(_ octets: [UInt8], beside path: String, mode: UInt32, place: (String) -> Bool) throws(KeyError) {
        let draft = path + ".new"
        unlink(draft)  // of a crash
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw .unwritable(path: path, reason: lastError) }
        defer {
            close(descriptor)
            unlink(draft)
        }
        guard Glibc.write(descriptor, octets, octets.count) == octets.count, fsync(descriptor) == 0 else { throw .unwritable(path: path, reason: lastError) }
        guard place(draft) else {
            if errno == EEXIST { throw .exists(path: path) }
            throw .unwritable(path: path, reason: lastError)
        }
        try synchronizeDirectory(of: path)
    }

    /// Makes the names of a directory durable.
    private static func synchronizeDirectory(of path: String) throws(KeyError) {
        let parent = path.contains("/") ? String(path[...(path.lastIndex(of: "/") ?? path.startIndex)]) : "."
        let descriptor = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unwritable(path: path, reason: lastError) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .unwritable(path: path, reason: lastError) }
    }

    private static var lastError: String { String(cString: strerror(errno)) }
}
