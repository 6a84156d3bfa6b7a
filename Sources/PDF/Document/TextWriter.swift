/// The inside of one text object (ISO 32000-1 §9.4).
struct TextWriter {
    let painting: Painting

    func move(by offset: Point) {
        painting.number(offset.x)
        painting.number(offset.y)
        painting.content.operation("Td")
    }

    func show(_ block: TextBlock, _ line: TextBlock.Line) {
        var start = line.glyphs.lowerBound
        while start < line.glyphs.upperBound {
            let style = block.glyphs[start].style
            let end = block.glyphs[start..<line.glyphs.upperBound].firstIndex { $0.style != style } ?? line.glyphs.upperBound
            painting.set(block.styles[Int(style)])
            showPieces(block.glyphs[start..<end], block.styles[Int(style)].font)
            start = end
        }
    }

    /// One `TJ`: strings of codes, and between them what kerning takes away, in thousandths of an em.
    private func showPieces(_ glyphs: ArraySlice<TextBlock.Glyph>, _ font: FontSubset) {
        painting.content.raw("[")
        var piece = glyphs.startIndex
        for index in glyphs.indices where glyphs[index].kerning != 0 || index == glyphs.endIndex - 1 {
            painting.content.string(codes: glyphs[piece...index].lazy.map(\.code), width: font.codeWidth)
            piece = index + 1
            if piece < glyphs.endIndex { painting.number(-Double(glyphs[index].kerning) * 1000 / Double(font.font.unitsPerEm)) }
        }
        painting.content.raw("]")
        painting.content.operation("TJ")
    }
}
