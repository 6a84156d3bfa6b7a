/// A rule of PDF/A-2a, PDF/UA-1 or PDF itself that a document would break. Rules that are not here cannot be broken
/// through this interface.
public enum Violation: Error, Equatable, Sendable {
    /// ISO 14289-1 §7.1: the title is shown in place of the file name.
    case emptyTitle
    /// ISO 14289-1 §7.2: not a language tag (RFC 5646).
    case invalidLanguage(String)
    /// XML 1.0 §2.2: a control character cannot stand in the metadata.
    case controlCharacter(in: String)
    /// ISO 32000-1 §7.9.4: the year has four digits.
    case dateOutOfRange(Int64)
    /// ISO 32000-1 §7.7.3.
    case noPage
    /// ISO 14289-1 §7.1: a tag marks content; that one, named by its structure type, has none.
    case emptyElement(String)
    /// ISO 32000-1 §14.8.4.3.2: headings have six levels.
    case headingLevel(Int)
    /// ISO 14289-1 §7.4.2: the first heading is of level 1 and no level is skipped on the way down.
    case headingSkipped(level: Int, after: Int)
    /// ISO 14289-1 §7.5: every row of a table has the same number of cells.
    case irregularTable
    /// ISO 14289-1 §7.3: a figure is described in words.
    case figureWithoutAlternative
    /// ISO 14289-1 §7.18.5: a link is described in words, and its target is an absolute URI in ASCII.
    case invalidLink(String)
    /// An image that was to come with the copy did not.
    case missingImage
    /// ISO 32000-1 §8.9.5.1: an image has dots, in rows and columns.
    case imageWithoutDots
    /// An artifact is the same in every copy: what it holds cannot come later.
    case laterInArtifact
    /// A tag of a template is painted once in each copy, and only those that were left empty are.
    case notToBePainted
    /// A copy is painted with the fonts and the images of its template.
    case notInTemplate
    /// A template with a field for a signature is for copies signed by that signer, and another for those that are not.
    case signatureField
    /// A signature takes 1 to 65,536 octets.
    case signatureLength(Int)
    /// ISO 14289-1 §7.18.4: a field is described in words.
    case signatureWithoutDescription
    /// ISO 19005-2 §6.1.13: a number that is not finite, or beyond ±32,767.
    case numberOutOfRange
    /// ISO 19005-2 §6.1.13: a page side is from 3 to 14,400 points.
    case pageSize
    /// ISO 19005-2 §6.1.13: graphics states nest 28 deep at most.
    case nestingTooDeep
}
