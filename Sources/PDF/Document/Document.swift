/// A tagged document that is PDF/A-2a and PDF/UA-1 at once (ISO 19005-2, ISO 14289-1), in PDF 1.7. The same calls give
/// the same bytes: it reads no clock and draws no number.
public struct Document: ~Copyable {
    private let composition: Composition
    private let metadata: Metadata
    private let form: FileForm

    public init(_ metadata: Metadata, form: FileForm = .compact) {
        self.metadata = metadata
        self.form = form
        composition = Composition(readable: form == .readable)
    }

    public mutating func page<E>(_ mediaBox: Rectangle = .a4, _ body: (inout Page) throws(E) -> Void) throws(E) {
        let annotations = composition.annotations.count
        var page = Page(composition: composition, parent: 0)
        try body(&page)
        composition.finishPage(mediaBox, annotations: annotations)
    }

    /// The file.
    /// - Throws: every rule that the document would break; then no byte has been made.
    public consuming func bytes() throws(Nonconformance) -> [UInt8] {
        try checked().bytes()
    }

    /// The file, signed as a whole at the date of its metadata; `SignedLayout` finds the signature in it.
    /// - Parameter description: what the signature is, in words: its field shows nothing on the page.
    /// - Throws: every rule that the document would break, before anything is signed; or what the signer says.
    public consuming func bytes(signedBy signer: any Signer, _ description: String) throws(SigningError) -> [UInt8] {
        composition.sign(description)
        var room: SignedLayout.Room?
        var file: [UInt8]
        do {
            let writer = try checked(reserving: signer.reservedCount)
            room = writer.signature
            file = writer.bytes()
        } catch {
            throw .nonconformance(error)
        }
        do { try room?.sign(&file, by: signer) } catch { throw .signer(error) }
        return file
    }

    private consuming func checked(reserving octets: Int? = nil) throws(Nonconformance) -> DocumentWriter {
        let date = CivilTime(seconds: metadata.created)
        let violations = composition.violations + Self.violations(of: metadata, composition)
        guard let date, violations.isEmpty else { throw Nonconformance(violations: violations) }
        return DocumentWriter(composition, metadata, date, form, octets.map { SignedLayout.Room(date: date, octets: $0) })
    }

    private static func violations(of metadata: Metadata, _ composition: Composition) -> [Violation] {
        var violations: [Violation] = []
        if metadata.title.isEmpty { violations.append(.emptyTitle) }
        if !isLanguageTag(metadata.language) { violations.append(.invalidLanguage(metadata.language)) }
        for text in [metadata.title, metadata.author, metadata.subject, metadata.creator]
        where text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0xFFFE || $0.value == 0xFFFF }) {
            violations.append(.controlCharacter(in: text))
        }
        if CivilTime(seconds: metadata.created) == nil { violations.append(.dateOutOfRange(metadata.created)) }
        if composition.pages.isEmpty { violations.append(.noPage) }
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
