import Logging
import Synchronization

/// A log kept in memory.
final class Carnet: Sendable {
    private let lignes = Mutex("")
    var texte: String { lignes.withLock { $0 } }
    var logger: Logger { Logger(label: "test") { _ in Poignee(carnet: self) } }

    private struct Poignee: LogHandler {
        let carnet: Carnet
        var metadata: Logger.Metadata = [:]
        var logLevel: Logger.Level = .trace
        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }
        func log(event: LogEvent) { carnet.lignes.withLock { $0 += "\(event.message)\n" } }
    }
}
