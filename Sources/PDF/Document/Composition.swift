/// A document while it is made: what pages, tables and canvases write into. They are the only ones who hold it, and
/// each is borrowed exclusively while it is used, so two of them never write at once.
final class Composition {
    struct FinishedPage {
        let mediaBox: Rectangle
        let content: [UInt8]
        /// The element of each marked-content identifier: the page's row of the parent tree.
        let owners: [Int]
        var annotations: Range<Int>
    }

    struct Annotation {
        enum Kind: Equatable {
            case link(uri: String)
            case signature
        }
        let kind: Kind
        let element: Int
        let area: Rectangle
        /// In words.
        let description: String
    }

    let readable: Bool
    private(set) var violations: [Violation] = []
    private(set) var pages: [FinishedPage] = []
    private(set) var elements = [StructureElement(kind: .document, parent: nil)]
    private(set) var annotations: [Annotation] = []
    private(set) var fonts: [FontSubset] = []
    private(set) var images: [ImageMask] = []
    var content: ByteSink
    private var owners: [Int] = []
    private var lastHeading = 0

    init(readable: Bool) {
        self.readable = readable
        content = ByteSink(readable: readable)
    }

    func violate(_ violation: Violation) { violations.append(violation) }

    // MARK: Structure

    func add(
        _ kind: StructureElement.Kind, to parent: Int, attributes: StructureElement.Attributes = .none, alternative: String? = nil
    ) -> Int {
        elements.append(StructureElement(kind: kind, parent: parent, attributes: attributes, alternative: alternative))
        let element = elements.count - 1
        elements[parent].children.append(.element(element))
        return element
    }

    func heading(_ level: Int, to parent: Int) -> Int {
        if level > lastHeading + 1 { violate(.headingSkipped(level: level, after: lastHeading)) }
        lastHeading = level
        return add([.heading1, .heading2, .heading3, .heading4, .heading5, .heading6][level - 1], to: parent)
    }

    func checkNotEmpty(_ element: Int) {
        if elements[element].children.isEmpty { violate(.emptyElement(elements[element].kind.rawValue)) }
    }

    func checkRegular(table: Int) {
        let widths = elements[table].children.map { child in
            if case .element(let row) = child { elements[row].children.count } else { 0 }
        }
        if Set(widths).count > 1 { violate(.irregularTable) }
    }

    func link(_ element: Int, area: Rectangle, uri: String, description: String) {
        check(area)
        annotate(element, .link(uri: uri), area: area, description)
    }

    /// Puts a field that shows nothing behind all that the last page says.
    func sign(_ description: String) {
        guard let last = pages.indices.last else { return }
        if description.isEmpty { violate(.signatureWithoutDescription) }
        annotate(add(.form, to: 0), .signature, area: Rectangle(x: 0, y: 0, width: 0, height: 0), description)
        pages[last].annotations = pages[last].annotations.lowerBound..<annotations.count
    }

    private func annotate(_ element: Int, _ kind: Annotation.Kind, area: Rectangle, _ description: String) {
        elements[element].children.append(.annotation(annotations.count))
        annotations.append(Annotation(kind: kind, element: element, area: area, description: description))
    }

    // MARK: Content

    /// One marked-content sequence of `element` (ISO 32000-1 §14.6).
    func paint<E>(_ element: Int, _ body: (inout Canvas) throws(E) -> Void) throws(E) {
        let identifier = owners.count
        owners.append(element)
        elements[element].children.append(.content(page: pages.count, identifier: identifier))
        content.name(elements[element].kind.rawValue)
        content.dictionary { $0.integer("MCID", identifier) }
        try paint(body) { violate(.emptyElement(elements[element].kind.rawValue)) }
    }

    func paint<E>(_ artifact: Artifact, _ body: (inout Canvas) throws(E) -> Void) throws(E) {
        content.name("Artifact")
        content.dictionary { $0.name("Type", artifact.rawValue) }
        try paint(body) {}
    }

    private func paint<E>(_ body: (inout Canvas) throws(E) -> Void, ifEmpty: () -> Void) throws(E) {
        content.operation("BDC", endsLine: true)
        let start = content.count
        var canvas = Canvas(composition: self)
        defer { content.operation("EMC", endsLine: true) }
        try body(&canvas)
        if content.count == start { ifEmpty() }
    }

    func index(of font: FontSubset) -> Int {
        if let index = fonts.firstIndex(where: { $0 === font }) { return index }
        fonts.append(font)
        return fonts.count - 1
    }

    func index(of image: ImageMask) -> Int {
        if let index = images.firstIndex(of: image) { return index }
        images.append(image)
        return images.count - 1
    }

    func number(_ value: Double) { if check(value) { content.real(value) } }

    /// ISO 19005-2 §6.1.13; what is not a number is in no range.
    func check(_ value: Double) -> Bool {
        if value.magnitude <= 32_767 { return true }
        violate(.numberOutOfRange)
        return false
    }

    func check(_ box: Rectangle) {
        _ = check(box.x) && check(box.y) && check(box.x + box.width) && check(box.y + box.height)
    }

    // MARK: Colour

    func setFill(_ color: Color) {
        components(color)
        content.operation("rg")
    }

    func setStroke(_ color: Color) {
        components(color)
        content.operation("RG")
    }

    private func components(_ color: Color) {
        number(color.red)
        number(color.green)
        number(color.blue)
    }

    func finishPage(_ mediaBox: Rectangle, annotations first: Int) {
        check(mediaBox)
        if !(3...14_400).contains(mediaBox.width) || !(3...14_400).contains(mediaBox.height) { violate(.pageSize) }
        pages.append(
            FinishedPage(mediaBox: mediaBox, content: content.bytes, owners: owners, annotations: first..<annotations.count))
        content = ByteSink(readable: readable, capacity: 4096)
        owners = []
    }
}
