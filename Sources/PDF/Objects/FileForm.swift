/// How a document is written; what it says is the same.
public enum FileForm: Sendable {
    /// The smallest: object and cross-reference streams, deflated.
    case compact
    /// One entry a line, nothing deflated, a classic cross-reference table: for people and for tests.
    case readable
}
