/// A document that is laid out once and given out many times. All that is the same in every copy has been written and
/// deflated; a copy adds what the tags that were left empty hold, the images and links that come later, and its own
/// metadata.
public final class Template: Sendable {
    let metadata: Metadata
    let form: FileForm
    let violations: [Violation]
    /// The objects that are the same in every copy.
    let file: ObjectFile
    let objects: Objects
    let fonts: [FontSubset]
    let images: [Image?]
    let slots: [[Slot]]
    let states: [GraphicsState]
    let reservedCount: Int?

    /// The objects that each copy writes; the first three are in all.
    struct Objects: Sendable {
        let catalog: Reference
        let info: Reference
        let packet: Reference
        /// Of each page with slots, the second part of its content.
        var contents: [(page: Int, reference: Reference)] = []
        var links: [Link] = []
        var images: [(index: Int, reference: Reference)] = []

        struct Link: Sendable {
            let annotation: Int
            let reference: Reference
            let key: Int
            let description: String
        }
    }

    /// - Parameter signature: the field that a signed copy fills.
    public init(_ document: consuming Document, signature: SignatureField? = nil) {
        if let signature { document.composition.sign(signature.description) }
        metadata = document.metadata
        form = document.form
        reservedCount = signature?.reservedCount
        let composition = document.composition
        let length = signature?.reservedCount ?? 1
        violations = composition.painting.violations + (composition.pages.isEmpty ? [.noPage] : [])
            + ((1...65_536).contains(length) ? [] : [.signatureLength(length)])
        fonts = composition.painting.fonts
        images = composition.painting.images
        slots = composition.pages.map(\.slots)
        states = composition.pages.map(\.state)
        // A document that breaks a rule is not written at all.
        var writer = DocumentWriter(composition, form, reserving: violations.isEmpty ? reservedCount : nil)
        if violations.isEmpty { writer.write(language: metadata.language) }
        objects = writer.objects
        file = writer.finish()
    }

    public func copy() -> Copy { Copy(self) }
}

/// Where a document is signed: a field that shows nothing on the page.
public struct SignatureField: Sendable {
    let description: String
    let reservedCount: Int

    /// - Parameters:
    ///   - description: what the signature is, in words.
    ///   - reservedCount: that of its signer, from 1 to 65,536.
    public init(_ description: String, reservedCount: Int) {
        self.description = description
        self.reservedCount = reservedCount
    }
}
