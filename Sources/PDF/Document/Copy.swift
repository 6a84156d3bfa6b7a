/// One copy of a template while it is filled. Its fonts are those of the template.
public struct Copy: ~Copyable {
    /// That of the template, to begin with; its language stays.
    public var metadata: Metadata
    private let template: Template
    private let painting: Painting
    private var contents: [[UInt8]]
    /// That is painted.
    private var page: Int?
    private var states: [GraphicsState]
    private var links: [Int: (uri: String, area: Rectangle)] = [:]
    private var images: [Int: Image] = [:]
    private var open: [Slot]

    init(_ template: Template) {
        self.template = template
        metadata = template.metadata
        painting = Painting(readable: template.form == .readable, fonts: template.fonts, images: template.images)
        contents = [[UInt8]](repeating: [], count: template.slots.count)
        states = template.states
        open = template.slots.flatMap(\.self)
    }

    /// Paints what a tag of the template holds; once, or it is a violation.
    public mutating func paint<E>(_ slot: Slot, _ body: (inout Canvas) throws(E) -> Void) throws(E) {
        guard let index = open.firstIndex(where: { $0.identifier == slot.identifier && $0.page == slot.page }) else {
            return painting.violate(.notToBePainted)
        }
        if slot.page != page { turn(to: slot.page) }
        if try painting.mark(slot.kind.rawValue, slot.identifier, place: nil, body) { open.remove(at: index) }
    }

    private mutating func turn(to next: Int?) {
        let (bytes, state) = painting.takeContent(next: next.map { states[$0] } ?? GraphicsState())
        if let page {
            contents[page] += bytes
            states[page] = state
        }
        page = next
    }

    /// - Parameters:
    ///   - uri: absolute, in ASCII.
    ///   - area: where it can be pressed.
    public mutating func link(_ slot: LinkSlot, to uri: String, area: Rectangle) {
        if !Composition.isAddress(uri) { painting.violate(.invalidLink(uri)) }
        painting.check(area)
        links[slot.annotation] = (uri, area)
    }

    public mutating func draw(_ slot: ImageSlot, _ image: ImageMask) {
        guard image.width > 0 else { return painting.violate(.imageWithoutDots) }
        images[slot.index] = .mask(image)
    }

    /// The file.
    /// - Throws: every rule that the document would break; then no byte has been made.
    public consuming func bytes() throws(Nonconformance) -> [UInt8] {
        if template.reservedCount != nil { painting.violate(.signatureField) }
        turn(to: nil)
        return try file(date: checked())
    }

    /// The file, signed as a whole at the date of its metadata; `SignedLayout` finds the signature in it.
    /// - Throws: every rule that the document would break, before anything is signed; or what the signer says.
    public consuming func bytes(signedBy signer: any Signer) throws(SigningError) -> [UInt8] {
        if template.reservedCount != signer.reservedCount { painting.violate(.signatureField) }
        let date: CivilTime
        turn(to: nil)
        do { date = try checked() } catch { throw .nonconformance(error) }
        let room = SignedLayout.Room(date: date, octets: signer.reservedCount)
        var file = file(date: date)
        do { try room.sign(&file, by: signer) } catch { throw .signer(error) }
        return file
    }

    private borrowing func checked() throws(Nonconformance) -> CivilTime {
        var violations = template.violations + painting.violations
        if painting.fonts.count != template.fonts.count || painting.images.count != template.images.count { violations.append(.notInTemplate) }
        violations += open.map { .emptyElement($0.kind.rawValue) }
        violations += template.objects.links.filter { links[$0.annotation] == nil }.map { _ in .invalidLink("") }
        violations += template.objects.images.filter { images[$0.index] == nil }.map { _ in .missingImage }
        if metadata.language != template.metadata.language { violations.append(.invalidLanguage(metadata.language)) }
        violations += metadata.violations
        guard violations.isEmpty, let date = CivilTime(seconds: metadata.created) else { throw Nonconformance(violations: violations) }
        return date
    }

    private borrowing func file(date: CivilTime) -> [UInt8] {
        var file = template.file.copy()
        let objects = template.objects
        for (page, reference) in objects.contents { file.stream(reference, contents[page]) { _ in } }
        for link in objects.links {
            guard let (uri, area) = links[link.annotation] else { continue }
            file.link(link.reference, area: area, uri: uri, description: link.description, key: link.key)
        }
        for (index, reference) in objects.images {
            if let image = images[index] { file.image(reference, image, isDeflated: false) }
        }
        file.stream(objects.packet, XMPPacket.bytes(metadata, date)) {
            $0.name("Type", "Metadata")
            $0.name("Subtype", "XML")
        }
        file.dictionary(objects.info) {
            $0.text("Title", metadata.title)
            $0.text("CreationDate", date.pdf)
            $0.text("ModDate", date.pdf)
        }
        return file.finish(root: objects.catalog, info: objects.info)
    }
}
