/// What canvases write into: the content of one page, and the fonts and images that it calls by their place in a list.
final class Painting {
    var content: ByteSink
    private(set) var fonts: [FontSubset]
    private(set) var images: [Image?]
    private(set) var violations: [Violation] = []

    init(readable: Bool, fonts: [FontSubset] = [], images: [Image?] = []) {
        content = ByteSink(readable: readable, capacity: 4096)
        self.fonts = fonts
        self.images = images
    }

    func violate(_ violation: Violation) { violations.append(violation) }

    /// What was painted so far; the next page begins.
    func takeContent() -> [UInt8] {
        let bytes = content.bytes
        content = ByteSink(readable: content.readable, capacity: 4096)
        return bytes
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
}
