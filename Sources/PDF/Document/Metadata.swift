/// What a document says of itself. The Info dictionary and the XMP packet are both written from this one value, so
/// they cannot disagree.
public struct Metadata: Sendable {
    /// Shown by readers in their window's title (PDF/UA-1 §7.1).
    public var title: String
    public var author: String
    public var subject: String
    /// A language tag, such as `fr-FR` (RFC 5646).
    public var language: String
    /// When the document was made: seconds since 1970-01-01T00:00:00Z.
    public var created: Int64

    public init(title: String, author: String, subject: String, language: String, created: Int64) {
        self.title = title
        self.author = author
        self.subject = subject
        self.language = language
        self.created = created
    }

    /// The subject that a file of this room gives of itself. It is worth what its signature is worth: check that first.
    public static func subject(in file: borrowing Span<UInt8>) -> String? { XMPPacket.subject(in: file) }

    /// The rules that a document with this metadata would break.
    var violations: [Violation] {
        var violations: [Violation] = []
        if title.isEmpty { violations.append(.emptyTitle) }
        if !Self.isLanguageTag(language) { violations.append(.invalidLanguage(language)) }
        for text in [title, author, subject]
        where text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0xFFFE || $0.value == 0xFFFF }) {
            violations.append(.controlCharacter(in: text))
        }
        if CivilTime(seconds: created) == nil { violations.append(.dateOutOfRange(created)) }
        return violations
    }

    /// RFC 5646 §2.1, as far as its shape goes: subtags of 1 to 8 letters and digits, the first of letters.
    private static func isLanguageTag(_ tag: String) -> Bool {
        let subtags = tag.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte & 0xDF) }
        func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
        guard let first = subtags.first, (2...8).contains(first.count), first.allSatisfy(isLetter) else { return false }
        return subtags.dropFirst().allSatisfy { (1...8).contains($0.count) && $0.allSatisfy { isLetter($0) || isDigit($0) } }
    }

}
