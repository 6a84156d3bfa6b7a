import Foundation

/// Holds a data directory for one process: the lock goes with the process, however it ends.
final class DirectoryLock: Sendable {
    private let descriptor: Int32

    init(directory: String) throws(JournalError) {
        descriptor = open(directory + "/verrou", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .inaccessible(directory, reason: String(cString: strerror(errno))) }
        // As an older version left it, others could read it.
        fchmod(descriptor, 0o600)
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            // The descriptor is closed by `deinit`: an initializer that fails once all is set runs it.
            let reason = errno
            if reason == EWOULDBLOCK { throw .busy(directory) }
            throw .inaccessible(directory, reason: String(cString: strerror(reason)))
        }
    }

    deinit { close(descriptor) }
}
