/// What a header cell of a table names (ISO 32000-1 §14.8.5.7).
public enum HeaderScope: String, Sendable {
    case row = "Row", column = "Column"
}
