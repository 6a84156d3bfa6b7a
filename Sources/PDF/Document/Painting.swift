/// What canvases write into: the content of one page, and the fonts and images that it calls by their place in a list.
final class Painting {
    var content: ByteSink
    private(set) var fonts: [FontSubset]
    private(set) var images: [Image?]
    private(set) var violations: [Violation] = []
    private var state = GraphicsState()

    init(readable: Bool, fonts: [FontSubset] = [], images: [Image?] = []) {
        content = ByteSink(readable: readable, capacity: 4096)
        self.fonts = fonts
        self.images = images
    }

    func violate(_ violation: Violation) { violations.append(violation) }

    /// What was painted so far, and the state that it ends in; another content begins in `next`.
    func takeContent(next: GraphicsState = GraphicsState()) -> (bytes: [UInt8], state: GraphicsState) {
        let taken = (content.bytes, state)
        content = ByteSink(readable: content.readable, capacity: 4096)
        state = next
        return taken
    }

    /// One marked-content sequence (ISO 32000-1 §14.6).
    /// - Returns: whether anything was painted; if not, it is as if it had not begun.
    func mark<E>(_ tag: String, _ identifier: Int, place: Slot?, _ body: (inout Canvas) throws(E) -> Void) throws(E) -> Bool {
        let start = content.count
        content.name(tag)
        content.dictionary { $0.integer("MCID", identifier) }
        return try mark(from: start, place: place, body)
    }

    func mark<E>(_ artifact: Artifact, _ body: (inout Canvas) throws(E) -> Void) throws(E) {
        let start = content.count
        content.name("Artifact")
        content.dictionary { $0.name("Type", artifact.rawValue) }
        _ = try mark(from: start, place: nil, body)
    }

    private func mark<E>(from start: Int, place: Slot?, _ body: (inout Canvas) throws(E) -> Void) throws(E) -> Bool {
        content.operation("BDC", endsLine: true)
        let inside = content.count
        var canvas = Canvas(painting: self, place: place)
        defer { if content.count > inside { content.operation("EMC", endsLine: true) } else { content.truncate(to: start) } }
        try body(&canvas)
        return content.count > inside
    }

    func index(of font: FontSubset) -> Int {
        if let index = fonts.firstIndex(where: { $0 === font }) { return index }
        fonts.append(font)
        return fonts.count - 1
    }

    func index(of image: Image) -> Int {
        if let index = images.firstIndex(of: image) { return index }
        images.append(image)
        return images.count - 1
    }

    /// An image that comes later.
    func addImage() -> Int {
        images.append(nil)
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

    // MARK: Graphics state, set only where it changes (ISO 32000-1 §8.4, §9.3)

    func setFill(_ color: Color) {
        guard state.fill != color else { return }
        state.fill = color
        components(color)
        content.operation("rg")
    }

    func setStroke(_ color: Color, width: Double) {
        if state.stroke != color {
            state.stroke = color
            components(color)
            content.operation("RG")
        }
        if state.lineWidth != width {
            state.lineWidth = width
            number(width)
            content.operation("w")
        }
    }

    func set(_ style: TextStyle) {
        setFill(style.color)
        let index = index(of: style.font)
        if state.font != index || state.size != style.size {
            (state.font, state.size) = (index, style.size)
            content.name("F\(index)")
            number(style.size)
            content.operation("Tf")
        }
        let spacing = Double(style.tracking) / 1000 * style.size
        if state.spacing != spacing {
            state.spacing = spacing
            number(spacing)
            content.operation("Tc")
        }
        let isStroked = style.stroke > 0
        if isStroked { setStroke(style.color, width: Double(style.stroke) / 1000 * style.size) }
        if state.isStroked != isStroked {
            state.isStroked = isStroked
            content.integer(isStroked ? 2 : 0)
            content.operation("Tr")
        }
    }

    /// What `body` paints leaves the state as it was.
    func saving<E>(_ body: () throws(E) -> Void) throws(E) {
        let saved = state
        content.operation("q")
        defer {
            content.operation("Q", endsLine: true)
            state = saved
        }
        try body()
    }

    private func components(_ color: Color) {
        number(color.red)
        number(color.green)
        number(color.blue)
    }
}
