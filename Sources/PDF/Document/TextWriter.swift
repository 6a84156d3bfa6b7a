/// The inside of one text object (ISO 32000-1 §9.4): the state is set only where it changes.
struct TextWriter {
    let composition: Composition
    private var color: Color?
    private var font: (index: Int, size: Double)?
    private var spacing = 0.0

    init(composition: Composition, color: Color?) {
        self.composition = composition
        self.color = color
    }

    func move(by offset: Point) {
        composition.number(offset.x)
        composition.number(offset.y)
        composition.content.operation("Td")
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

    /// Ends the text object. Character spacing outlives it, so it is put back; colour too, and is given back.
    func finish() -> Color? {
        if spacing != 0 {
            composition.number(0)
            composition.content.operation("Tc")
        }
        composition.content.operation("ET", endsLine: true)
        return color
    }

    private mutating func set(_ style: TextStyle) {
        if color != style.color {
            color = style.color
            composition.setFill(style.color)
        }
        let index = composition.index(of: style.font)
        if font?.index != index || font?.size != style.size {
            font = (index, style.size)
            composition.content.name("F\(index)")
            composition.number(style.size)
            composition.content.operation("Tf")
        }
        let wanted = Double(style.tracking) / 1000 * style.size
        if spacing != wanted {
            spacing = wanted
            composition.number(wanted)
            composition.content.operation("Tc")
        }
    }

    /// One `TJ`: strings of codes, and between them what kerning takes away, in thousandths of an em.
    private func showPieces(_ glyphs: ArraySlice<TextBlock.Glyph>, _ unitsPerEm: Int) {
        composition.content.raw("[")
        var piece = glyphs.startIndex
        for index in glyphs.indices where glyphs[index].kerning != 0 || index == glyphs.endIndex - 1 {
            composition.content.string(codes: glyphs[piece...index].lazy.map(\.code))
            piece = index + 1
            if piece < glyphs.endIndex { composition.number(-Double(glyphs[index].kerning) * 1000 / Double(unitsPerEm)) }
        }
        composition.content.raw("]")
        composition.content.operation("TJ")
    }
}
