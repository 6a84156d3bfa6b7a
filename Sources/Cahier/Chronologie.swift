import Journal
public import Procedure

/// A timeline being read, in order: each event is dated by the exercice's own clock.
public struct Chronologie: Sendable {
    private var exercice: Exercice?

    public init() {}

    /// When the event happened, by the clock of the exercice as it left it.
    public mutating func date(_ evenement: Evenement, at reel: Instant) -> Instant? {
        if exercice == nil { exercice = Exercice(evenement, at: reel) }
        exercice?.apply(evenement, at: reel)
        return exercice?.now(reel)
    }
}
