import Logging
import Synchronization

/// Where new connections find the certificate of the day.
final class TLSSource: Sendable {
    private let files: Server.TLS
    private let context: Mutex<TLSContext>
    private let logger: Logger

    init(_ files: Server.TLS, _ logger: Logger) throws(ServerError) {
        (self.files, self.logger) = (files, logger)
        context = Mutex(try TLSContext(files))
        warnIfExpired()
    }

    var current: TLSContext { context.withLock { $0 } }

    /// Reads the files again; what cannot be used changes nothing. Says so in the log.
    func reload() {
        do {
            let new = try TLSContext(files)
            context.withLock { $0 = new }
            logger.notice("New connections have the certificate that is now in “\(files.certificateFile)”")
            warnIfExpired()
        } catch {
            logger.error("The certificate stays as it was. \(error)")
        }
    }

    private func warnIfExpired() {
        if current.hasExpired { logger.warning("The certificate in “\(files.certificateFile)” has expired: browsers will refuse it") }
    }
}
