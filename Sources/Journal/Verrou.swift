import Foundation

/// Holds a data directory for one process: the lock goes with the process, however it ends.
final class Verrou: Sendable {
    private let descripteur: Int32

    init(directory: String) throws(JournalError) {
        descripteur = open(directory + "/verrou", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descripteur >= 0 else { throw .inaccessible(directory, raison: String(cString: strerror(errno))) }
        guard flock(descripteur, LOCK_EX | LOCK_NB) == 0 else {
            let raison = errno
            close(descripteur)
            if raison == EWOULDBLOCK { throw .occupe(directory) }
            throw .inaccessible(directory, raison: String(cString: strerror(raison)))
        }
    }

    deinit { close(descripteur) }
}
