/// What a document says of itself. The Info dictionary and the XMP packet are both written from this one value, so
/// they cannot disagree.
public struct Metadata: Sendable {
    /// Shown by readers in their window's title (PDF/UA-1 §7.1).
    public var title: String
    public var author: String
    public var subject: String
    /// The program that the person used.
    public var creator: String
    /// A language tag, such as `fr-FR` (RFC 5646).
    public var language: String
    /// When the document was made: seconds since 1970-01-01T00:00:00Z.
    public var created: Int64

    public init(title: String, author: String, subject: String, creator: String, language: String, created: Int64) {
        self.title = title
        self.author = author
        self.subject = subject
        self.creator = creator
        self.language = language
        self.created = created
    }

    /// The subject that a file of this room gives of itself. It is worth what its signature is worth: check that first.
    public static func subject(in file: borrowing Span<UInt8>) -> String? { XMPPacket.subject(in: file) }

    static let producer = "opposition PDF writer"
}
