/// Where painting happens: always the inside of one tag or one artifact. Only those hand a canvas out, only for the
/// time of a closure, and it opens neither itself; so content outside of them cannot be written (ISO 14289-1 §7.1).
public struct Canvas: ~Copyable {
    let composition: Composition
    private var color: Color?
    private var depth = 0

    init(composition: Composition) { self.composition = composition }

    /// Paints the lines of `block`, the top left corner of the first one at `corner`.
    public mutating func show(_ block: TextBlock, at corner: Point) {
        guard let first = block.lines.first else { return }
        composition.content.operation("BT")
        var writer = TextWriter(composition: composition, color: color)
        var origin = Point(x: 0, y: 0)
        var baseline = corner.y - block.firstBaseline
        for line in [first] + block.lines.dropFirst() {
            let x = corner.x + block.indent(of: line)
            writer.move(by: Point(x: x - origin.x, y: baseline - origin.y))
            writer.show(block, line)
            origin = Point(x: x, y: baseline)
            baseline -= block.leading
        }
        color = writer.finish()
    }

    public mutating func fill(_ rectangle: Rectangle, _ color: Color) {
        set(color)
        path(rectangle)
        composition.content.operation("f", endsLine: true)
    }

    /// - Parameter width: of the line, in points; it lies on both sides of the edge.
    public mutating func stroke(_ rectangle: Rectangle, _ color: Color, width: Double) {
        stroke(color, width)
        path(rectangle)
        composition.content.operation("S", endsLine: true)
    }

    /// A straight line; `dash` is the length of its strokes and gaps, if it is not whole.
    public mutating func line(from start: Point, to end: Point, _ color: Color, width: Double, dash: Double? = nil) {
        stroke(color, width)
        if let dash { set(dash: [dash]) }
        number(start)
        composition.content.operation("m")
        number(end)
        composition.content.operation("l")
        composition.content.operation("S", endsLine: true)
        if dash != nil { set(dash: []) }
    }

    /// Paints the dark parts of `image` over `rectangle`.
    public mutating func draw(_ image: ImageMask, in rectangle: Rectangle, _ color: Color = .black) {
        set(color)
        composition.content.operation("q")
        for value in [rectangle.width, 0, 0, rectangle.height, rectangle.x, rectangle.y] { composition.number(value) }
        composition.content.operation("cm")
        composition.content.name("I\(composition.index(of: image))")
        composition.content.operation("Do")
        composition.content.operation("Q", endsLine: true)
    }

    /// What `body` paints turns by `degrees`, counterclockwise, with `center` for its origin.
    public mutating func rotated<E>(_ degrees: Double, around center: Point, _ body: (inout Canvas) throws(E) -> Void) throws(E) {
        let (sine, cosine) = Self.sineAndCosine(composition.check(degrees) ? degrees : 0)
        depth += 1
        if depth > 27 { composition.violate(.nestingTooDeep) }
        composition.content.operation("q")
        for value in [cosine, sine, -sine, cosine, center.x, center.y] { composition.number(value) }
        composition.content.operation("cm", endsLine: true)
        let outer = color
        defer {
            composition.content.operation("Q", endsLine: true)
            color = outer
            depth -= 1
        }
        try body(&self)
    }

    private mutating func set(_ new: Color) {
        guard new != color else { return }
        color = new
        composition.setFill(new)
    }

    private func stroke(_ color: Color, _ width: Double) {
        composition.setStroke(color)
        composition.number(width)
        composition.content.operation("w")
    }

    private func set(dash lengths: [Double]) {
        composition.content.raw("[")
        for length in lengths { composition.number(length) }
        composition.content.raw("]")
        composition.number(0)
        composition.content.operation("d")
    }

    private func path(_ rectangle: Rectangle) {
        for value in [rectangle.x, rectangle.y, rectangle.width, rectangle.height] { composition.number(value) }
        composition.content.operation("re")
    }

    private func number(_ point: Point) {
        composition.number(point.x)
        composition.number(point.y)
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
