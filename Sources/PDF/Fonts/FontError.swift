/// Why a font file cannot be embedded.
public enum FontError: Error, Equatable, Sendable {
    /// Not a font file with TrueType outlines (`glyf`); OpenType CFF is not supported.
    case notTrueType
    case missingTable(String)
    /// A length or an offset of that table points outside it, or its version is unknown.
    case malformedTable(String)
    /// The licence bits of `OS/2` forbid embedding or subsetting (OpenType, fsType).
    case embeddingForbidden
}
