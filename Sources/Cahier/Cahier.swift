public import Documents
public import Journal
public import Procedure

/// The application without a web: exercices and salles in a journal, who follows them, what signs their proofs. It knows
/// neither a request nor a page.
public final class Cahier: Sendable {
    public let exercices: Exercices
    public let salles: Salles
    public let conseillers = Conseillers()
    /// What signs the justificatifs.
    public let keyring: Keyring
    /// The time on the wall, within what is a date.
    public let now: @Sendable () -> Instant

    /// - Parameters:
    ///   - faits: what is known of the procedure.
    ///   - encoding: how those who follow are told.
    ///   - clock: the time on the wall. All that is dated takes it from here.
    /// - Throws: when the salles of the journal cannot be read.
    public init(
        journal: Journal, keyring: Keyring, faits: Faits.Partages, encoding: Encoding, clock: @escaping @Sendable () -> Instant
    ) throws(ReadError) {
        // Whatever the machine's clock says, what is computed from it is a date.
        let now = { @Sendable in clock().clamped(to: Instant.mur) }
        exercices = Exercices(journal: journal, faits: faits, encoding: encoding)
        salles = try Salles(journal: journal, exercices: exercices, encoding: encoding, clock: now)
        (self.keyring, self.now) = (keyring, now)
    }
}
