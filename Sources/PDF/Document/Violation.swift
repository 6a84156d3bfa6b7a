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
    /// ISO 14289-1 §7.18.4: a field is described in words.
    case signatureWithoutDescription
    /// ISO 19005-2 §6.1.13: a number that is not finite, or beyond ±32,767.
    case numberOutOfRange
    /// ISO 19005-2 §6.1.13: a page side is from 3 to 14,400 points.
    case pageSize
    /// ISO 19005-2 §6.1.13: graphics states nest 28 deep at most.
    case nestingTooDeep
}
