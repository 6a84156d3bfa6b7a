/// Why a text cannot be written.
public enum TextError: Error, Equatable, Sendable {
    /// The font has no drawing for this scalar: nothing is ever shown as `.notdef`.
    case missingGlyph(Unicode.Scalar, font: String)
    case font(FontError)
    /// A glyph counts its styles on one octet: 255 spans at most.
    case tooManySpans(Int)
    /// A subset is for a document: 4,096 letters at most.
    case tooManyLetters(Int)
}
