/// One page while it is composed. Its blocks are read in the order in which they are written here, wherever they stand
/// on the sheet.
public struct Page: ~Copyable {
    let composition: Composition
    private let parent: Int

    init(composition: Composition, parent: Int) {
        self.composition = composition
        self.parent = parent
    }

    /// What says nothing: rules, tints, running heads.
    public mutating func artifact<E>(_ kind: Artifact, _ body: (inout Canvas) throws(E) -> Void) throws(E) {
        try composition.painting.mark(kind, body)
    }

    /// - Parameter level: 1 to 6; another is a violation.
    public mutating func heading<E>(_ level: Int, _ body: (inout Canvas) throws(E) -> Void) throws(E) {
        try composition.paint(composition.heading(level, to: parent), body)
    }

    public mutating func paragraph<E>(_ body: (inout Canvas) throws(E) -> Void) throws(E) {
        try composition.paint(composition.add(.paragraph, to: parent), body)
    }

    /// A picture.
    /// - Parameters:
    ///   - alternative: what it shows, in words.
    ///   - box: where it stands.
    public mutating func figure<E>(_ alternative: String, box: Rectangle, _ body: (inout Canvas) throws(E) -> Void) throws(E) {
        if alternative.isEmpty { composition.violate(.figureWithoutAlternative) }
        composition.painting.check(box)
        let figure = composition.add(.figure, to: parent, attributes: .boundingBox(box), alternative: alternative)
        try composition.paint(figure, body)
    }

    /// A paragraph that is a link.
    /// - Parameters:
    ///   - uri: absolute, in ASCII.
    ///   - description: where it leads, in words.
    ///   - area: where it can be pressed.
    public mutating func link<E>(
        _ uri: String, description: String, area: Rectangle, _ body: (inout Canvas) throws(E) -> Void
    ) throws(E) {
        let link = composition.add(.link, to: composition.add(.paragraph, to: parent))
        try composition.paint(link, body)
        composition.link(link, area: area, uri: uri, description: description)
    }

    /// A paragraph that is a link, whose text and target come with each copy of a `Template`.
    /// - Parameter description: where it leads, in words.
    public mutating func laterLink(description: String) -> LinkSlot {
        let link = composition.add(.link, to: composition.add(.paragraph, to: parent))
        let content = composition.paint(link) { _ in }
        composition.link(link, area: Rectangle(x: 0, y: 0, width: 0, height: 0), uri: nil, description: description)
        return LinkSlot(content: content, annotation: composition.annotations.count - 1)
    }

    /// - Parameter summary: what the table holds, for those who cannot glance at it.
    public mutating func table<E>(summary: String, _ body: (inout Table) throws(E) -> Void) throws(E) {
        var table = Table(composition: composition, element: composition.add(.table, to: parent, attributes: .summary(summary)))
        try body(&table)
        composition.checkNotEmpty(table.element)
        composition.checkRegular(table: table.element)
    }

    public mutating func list<E>(_ body: (inout List) throws(E) -> Void) throws(E) {
        var list = List(composition: composition, element: composition.add(.list, to: parent))
        try body(&list)
        composition.checkNotEmpty(list.element)
    }

    /// Blocks that belong together.
    public mutating func section<E>(_ body: (inout Page) throws(E) -> Void) throws(E) {
        let element = composition.add(.section, to: parent)
        var section = Page(composition: composition, parent: element)
        try body(&section)
        composition.checkNotEmpty(element)
    }
}
