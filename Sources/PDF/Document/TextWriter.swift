/// The inside of one text object (ISO 32000-1 §9.4): the state is set only where it changes.
struct TextWriter {
    let painting: Painting
    private var color: Color?
    private var font: (index: Int, size: Double)?
    private var spacing = 0.0
    private var stroke: (width: Double, color: Color)?

    init(painting: Painting, color: Color?) {
        self.painting = painting
        self.color = color
    }

    func move(by offset: Point) {
        painting.number(offset.x)
        painting.number(offset.y)
        painting.content.operation("Td")
    }

    mutating func show(_ block: TextBlock, _ line: TextBlock.Line) {
        var start = line.glyphs.lowerBound
        while start < line.glyphs.upperBound {
            let style = block.glyphs[start].style
            let end = block.glyphs[start..<line.glyphs.upperBound].firstIndex { $0.style != style } ?? line.glyphs.upperBound
            set(block.styles[Int(style)])
            showPieces(block.glyphs[start..<end], block.styles[Int(style)].font.font.unitsPerEm)
            start = end
        }
    }

    /// Ends the text object. Character spacing and rendering outlive it, so they are put back; colour too, and is given back.
    func finish() -> Color? {
        if stroke != nil {
            painting.number(0)
            painting.content.operation("Tr")
        }
        if spacing != 0 {
            painting.number(0)
            painting.content.operation("Tc")
        }
        painting.content.operation("ET", endsLine: true)
        return color
    }

    private mutating func set(_ style: TextStyle) {
        if color != style.color {
            color = style.color
            painting.setFill(style.color)
        }
        let index = painting.index(of: style.font)
        if font?.index != index || font?.size != style.size {
            font = (index, style.size)
            painting.content.name("F\(index)")
            painting.number(style.size)
            painting.content.operation("Tf")
        }
        setStroke(style)
        let wanted = Double(style.tracking) / 1000 * style.size
        if spacing != wanted {
            spacing = wanted
            painting.number(wanted)
            painting.content.operation("Tc")
        }
    }

    /// Text rendering modes 0 and 2 (ISO 32000-1 §9.3.6).
    private mutating func setStroke(_ style: TextStyle) {
        let width = Double(style.stroke) / 1000 * style.size
        if width > 0, stroke?.width != width || stroke?.color != style.color {
            painting.setStroke(style.color)
            painting.number(width)
            painting.content.operation("w")
        }
        if (width > 0) != (stroke != nil) {
            painting.number(width > 0 ? 2 : 0)
            painting.content.operation("Tr")
        }
        stroke = width > 0 ? (width, style.color) : nil
    }

    /// One `TJ`: strings of codes, and between them what kerning takes away, in thousandths of an em.
    private func showPieces(_ glyphs: ArraySlice<TextBlock.Glyph>, _ unitsPerEm: Int) {
        painting.content.raw("[")
        var piece = glyphs.startIndex
        for index in glyphs.indices where glyphs[index].kerning != 0 || index == glyphs.endIndex - 1 {
            painting.content.string(codes: glyphs[piece...index].lazy.map(\.code))
            piece = index + 1
            if piece < glyphs.endIndex { painting.number(-Double(glyphs[index].kerning) * 1000 / Double(unitsPerEm)) }
        }
        painting.content.raw("]")
        painting.content.operation("TJ")
    }
}
