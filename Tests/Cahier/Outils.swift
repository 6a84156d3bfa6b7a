import Procedure
@testable import Cahier

enum Outils {
    /// The time on the wall, always.
    static let reel = Instant(milliseconds: 1_790_000_000_000)
}

extension Encoding {
    /// Nobody follows.
    static let aucun = Encoding(news: { _ in [] }, changes: { _, _ in [] })
}
