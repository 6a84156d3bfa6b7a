/// A document while it is made: what pages, tables and canvases write into. They are the only ones who hold it, and
/// each is borrowed exclusively while it is used, so two of them never write at once.
final class Composition {
    struct FinishedPage {
        let mediaBox: Rectangle
        let content: [UInt8]
        /// What it leaves for content that comes later.
        let state: GraphicsState
        /// The element of each marked-content identifier: the page's row of the parent tree.
        let owners: [Int]
        var annotations: Range<Int>
        /// The tags that nothing was painted in.
        let slots: [Slot]
    }

    struct Annotation {
        enum Kind: Equatable {
            /// Without a target, it comes with each copy.
            case link(uri: String?)
            case signature
        }
        let kind: Kind
        let element: Int
        let area: Rectangle
        /// In words.
        let description: String
    }

    let painting: Painting
    private(set) var pages: [FinishedPage] = []
    private(set) var elements = [StructureElement(kind: .document, parent: nil)]
    private(set) var annotations: [Annotation] = []
    private var owners: [Int] = []
    private var slots: [Slot] = []
    private var lastHeading = 0

    init(readable: Bool) { painting = Painting(readable: readable) }

    func violate(_ violation: Violation) { painting.violate(violation) }

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
        let kinds: [StructureElement.Kind] = [.heading1, .heading2, .heading3, .heading4, .heading5, .heading6]
        guard (1...kinds.count).contains(level) else {
            violate(.headingLevel(level))
            return add(.paragraph, to: parent)
        }
        if level > lastHeading + 1 { violate(.headingSkipped(level: level, after: lastHeading)) }
        lastHeading = level
        return add(kinds[level - 1], to: parent)
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

    func link(_ element: Int, area: Rectangle, uri: String?, description: String) {
        painting.check(area)
        if description.isEmpty || uri.map(Self.isAddress) == false { violate(.invalidLink(uri ?? "")) }
        annotate(element, .link(uri: uri), area: area, description)
    }

    /// Absolute, and in ASCII.
    static func isAddress(_ uri: String) -> Bool { uri.contains(":") && uri.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } }

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

    /// - Returns: the place of its content, to be painted in each copy if nothing is here.
    @discardableResult
    func paint<E>(_ element: Int, _ body: (inout Canvas) throws(E) -> Void) throws(E) -> Slot {
        let slot = Slot(page: pages.count, identifier: owners.count, kind: elements[element].kind)
        owners.append(element)
        elements[element].children.append(.content(page: slot.page, identifier: slot.identifier))
        if try !painting.mark(slot.kind.rawValue, slot.identifier, place: slot, body) { slots.append(slot) }
        return slot
    }

    func finishPage(_ mediaBox: Rectangle, annotations first: Int) {
        painting.check(mediaBox)
        if !(3...14_400).contains(mediaBox.width) || !(3...14_400).contains(mediaBox.height) { violate(.pageSize) }
        let (content, state) = painting.takeContent()
        pages.append(
            FinishedPage(
                mediaBox: mediaBox, content: content, state: state, owners: owners, annotations: first..<annotations.count,
                slots: slots))
        owners = []
        slots = []
    }

    /// Forgets what was composed since there were so many elements and annotations: an error of the caller's own ended
    /// its page.
    func abandonPage(elements elementCount: Int, annotations annotationCount: Int) {
        elements.removeLast(elements.count - elementCount)
        elements[0].children.removeAll { if case .element(let index) = $0 { index >= elementCount } else { false } }
        annotations.removeLast(annotations.count - annotationCount)
        _ = painting.takeContent()
        owners = []
        slots = []
    }
}
