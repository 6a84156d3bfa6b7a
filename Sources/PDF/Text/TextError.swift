/// Why a text cannot be written.
public enum TextError: Error, Equatable, Sendable {
    /// The font has no drawing for this scalar: nothing is ever shown as `.notdef`.
    case missingGlyph(Unicode.Scalar, font: String)
    case font(FontError)
}
