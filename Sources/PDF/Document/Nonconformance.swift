/// Why a document was not written: every rule that it would break, in the order in which they were met.
public struct Nonconformance: Error, Equatable, Sendable {
    public let violations: [Violation]
}
