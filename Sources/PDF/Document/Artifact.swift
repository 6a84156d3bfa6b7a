/// What is painted and says nothing (ISO 32000-1 §14.8.2.2): a screen reader passes over it.
public enum Artifact: String, Sendable {
    /// Rules, frames, ornaments.
    case layout = "Layout"
    /// Running heads, page numbers.
    case pagination = "Pagination"
    /// Tints behind a block.
    case background = "Background"
}
