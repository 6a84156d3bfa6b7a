/// How a document is written; what it says is the same.
public enum FileForm: Sendable {
    /// The smallest: object and cross-reference streams, deflated.
    case compact
    /// One entry a line, a classic cross-reference table, nothing deflated but font programs and the colour profile:
    /// for people and for tests.
    case readable
}
