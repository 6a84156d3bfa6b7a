/// Where painting happens: always the inside of one tag or one artifact. Only those hand a canvas out, only for the
/// time of a closure, and it opens neither itself; so content outside of them cannot be written (ISO 14289-1 §7.1).
public struct Canvas: ~Copyable {
    let painting: Painting
    private let place: Slot?
    private var depth = 0

    init(painting: Painting, place: Slot?) {
        self.painting = painting
        self.place = place
    }

    /// What this tag holds comes with each copy of a `Template`; nothing else is painted in it. Of an artifact that is a
    /// violation.
    public func later() -> Slot {
        if place == nil { painting.violate(.laterInArtifact) }
        return place ?? Slot(page: -1, identifier: -1, kind: .paragraph)
    }

    /// Paints the lines of `block`, the top left corner of the first one at `corner`.
    public mutating func show(_ block: TextBlock, at corner: Point) {
        guard !block.lines.isEmpty else { return }
        painting.content.operation("BT")
        let writer = TextWriter(painting: painting)
        var origin = Point(x: 0, y: 0)
        var baseline = corner.y - block.firstBaseline
        for line in block.lines {
            let x = corner.x + block.indent(of: line)
            writer.move(by: Point(x: x - origin.x, y: baseline - origin.y))
            writer.show(block, line)
            origin = Point(x: x, y: baseline)
            baseline -= block.leading
        }
        painting.content.operation("ET", endsLine: true)
    }

    public mutating func fill(_ rectangle: Rectangle, _ color: Color) {
        painting.setFill(color)
        path(rectangle)
        painting.content.operation("f", endsLine: true)
    }

    /// - Parameter width: of the line, in points; it lies on both sides of the edge.
    public mutating func stroke(_ rectangle: Rectangle, _ color: Color, width: Double) {
        painting.setStroke(color, width: width)
        path(rectangle)
        painting.content.operation("S", endsLine: true)
    }

    /// A straight line; `dash` is the length of its strokes and gaps, if it is not whole.
    public mutating func line(from start: Point, to end: Point, _ color: Color, width: Double, dash: Double? = nil) {
        painting.setStroke(color, width: width)
        if let dash { set(dash: [dash]) }
        number(start)
        painting.content.operation("m")
        number(end)
        painting.content.operation("l")
        painting.content.operation("S", endsLine: true)
        if dash != nil { set(dash: []) }
    }

    /// Paints the dark parts of `image` over `rectangle`.
    public mutating func draw(_ image: ImageMask, in rectangle: Rectangle, _ color: Color = .black) {
        guard image.width > 0 else { return painting.violate(.imageWithoutDots) }
        painting.setFill(color)
        draw(painting.index(of: .mask(image)), in: rectangle)
    }

    /// Paints `image` over `rectangle`.
    public mutating func draw(_ image: SampledImage, in rectangle: Rectangle) { draw(painting.index(of: .samples(image)), in: rectangle) }

    /// Paints the dark parts of an image that comes with each copy of a `Template`.
    public mutating func draw(_ slot: ImageSlot, in rectangle: Rectangle, _ color: Color = .black) {
        painting.setFill(color)
        draw(slot.index, in: rectangle)
    }

    private func draw(_ image: Int, in rectangle: Rectangle) {
        painting.saving {
            for value in [rectangle.width, 0, 0, rectangle.height, rectangle.x, rectangle.y] { painting.number(value) }
            painting.content.operation("cm")
            painting.content.name("I\(image)")
            painting.content.operation("Do")
        }
    }

    /// What `body` paints turns by `degrees`, counterclockwise, with `center` for its origin.
    public mutating func rotated<E>(_ degrees: Double, around center: Point, _ body: (inout Canvas) throws(E) -> Void) throws(E) {
        let (sine, cosine) = Self.sineAndCosine(painting.check(degrees) ? degrees : 0)
        depth += 1
        if depth > 27 { painting.violate(.nestingTooDeep) }
        defer { depth -= 1 }
        try painting.saving { () throws(E) in
            for value in [cosine, sine, -sine, cosine, center.x, center.y] { painting.number(value) }
            painting.content.operation("cm", endsLine: true)
            try body(&self)
        }
    }

    private func set(dash lengths: [Double]) {
        painting.content.raw("[")
        for length in lengths { painting.number(length) }
        painting.content.raw("]")
        painting.number(0)
        painting.content.operation("d")
    }

    private func path(_ rectangle: Rectangle) {
        for value in [rectangle.x, rectangle.y, rectangle.width, rectangle.height] { painting.number(value) }
        painting.content.operation("re")
    }

    private func number(_ point: Point) {
        painting.number(point.x)
        painting.number(point.y)
    }

    /// By their series: this room has no mathematical library, and a page turns rarely.
    private static func sineAndCosine(_ degrees: Double) -> (Double, Double) {
        let angle = (degrees - 360 * Double(Int(degrees / 360))) * .pi / 180
        var (sine, cosine, term) = (0.0, 0.0, 1.0)
        for power in 0..<60 {
            switch power % 4 {
            case 0: cosine += term
            case 1: sine += term
            case 2: cosine -= term
            default: sine -= term
            }
            term *= angle / Double(power + 1)
        }
        return (sine, cosine)
    }
}
