/// A tagged document that is PDF/A-2a and PDF/UA-1 at once (ISO 19005-2, ISO 14289-1), in PDF 1.7. The same calls give
/// the same bytes: it reads no clock and draws no number.
public struct Document: ~Copyable {
    let composition: Composition
    let metadata: Metadata
    let form: FileForm

    public init(_ metadata: Metadata, form: FileForm = .compact) {
        self.metadata = metadata
        self.form = form
        composition = Composition(readable: form == .readable)
    }

    /// An error of `body` leaves the document as it was.
    public mutating func page<E>(_ mediaBox: Rectangle = .a4, _ body: (inout Page) throws(E) -> Void) throws(E) {
        let (elements, annotations) = (composition.elements.count, composition.annotations.count)
        var page = Page(composition: composition, parent: 0)
        do {
            try body(&page)
        } catch {
            composition.abandonPage(elements: elements, annotations: annotations)
            throw error
        }
        composition.finishPage(mediaBox, annotations: annotations)
    }

    /// An image that comes with each copy of a `Template`.
    public mutating func laterImage() -> ImageSlot { ImageSlot(index: composition.painting.addImage()) }

    /// The file.
    /// - Throws: every rule that the document would break; then no byte has been made.
    public consuming func bytes() throws(Nonconformance) -> [UInt8] {
        try Template(self).copy().bytes()
    }

    /// The file, signed as a whole at the date of its metadata; `SignedLayout` finds the signature in it.
    /// - Throws: every rule that the document would break, before anything is signed; or what the signer says.
    public consuming func bytes(signedBy signer: any Signer, _ description: String) throws(SigningError) -> [UInt8] {
        let field = SignatureField(description, reservedCount: signer.reservedCount)
        return try Template(self, signature: field).copy().bytes(signedBy: signer)
    }
}
