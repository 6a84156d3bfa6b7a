/// Lines of text, broken and measured: everything that can fail has been done, and only painting is left.
///
/// A line breaks after a space or a hyphen, never at a no-break space (U+00A0, U+202F) nor a no-break hyphen; a word
/// wider than the block is cut where it must be. Pairs are kerned.
public struct TextBlock: Sendable {
    public enum Alignment: Sendable { case start, center, end }

    /// The room that lines were broken for, in points.
    public let width: Double
    /// From one baseline to the next, in points.
    public let leading: Double
    let alignment: Alignment
    let styles: [TextStyle]
    private(set) var glyphs: [Glyph] = []
    private(set) var lines: [Line] = []

    /// One letter, and how far the next one stands.
    struct Glyph: Sendable {
        let code: UInt16
        let style: UInt8
        var breaksAfter: Bool
        /// Added to its advance, in font units.
        var kerning: Int16
    }

    struct Line: Sendable {
        let glyphs: Range<Int>
        /// Without the spaces at its end, in points.
        let width: Double
    }

    /// - Parameters:
    ///   - spans: texts that follow one another on the same lines, 255 at most.
    ///   - width: where lines end; infinite for a text that must stay on one line.
    ///   - leading: 1.4 times the largest size when it is not given.
    /// - Throws: `TextError.missingGlyph` when a font cannot write a letter, or `.tooManySpans`.
    public init(
        _ spans: [TextSpan], width: Double = .infinity, leading: Double? = nil, alignment: Alignment = .start
    ) throws(TextError) {
        guard spans.count <= 255 else { throw .tooManySpans(spans.count) }
        self.width = width
        self.leading = leading ?? 1.4 * (spans.map(\.style.size).max() ?? 0)
        self.alignment = alignment
        styles = spans.map(\.style)
        glyphs.reserveCapacity(spans.reduce(0) { $0 + $1.text.utf8.count })
        for (index, span) in spans.enumerated() { try append(span, style: UInt8(index)) }
        breakLines(at: width)
        avoidShortEnd()
    }

    /// One text in one style.
    public init(
        _ text: String, _ style: TextStyle, width: Double = .infinity, leading: Double? = nil, alignment: Alignment = .start
    ) throws(TextError) {
        try self.init([TextSpan(text, style)], width: width, leading: leading, alignment: alignment)
    }

    /// In points: what the block takes on the page.
    public var height: Double { leading * Double(lines.count) }
    /// In points: its longest line.
    public var naturalWidth: Double { lines.map(\.width).max() ?? 0 }
    public var lineCount: Int { lines.count }

    /// In points, from the top of the first line to its baseline: the line's own height is in the middle of the leading.
    public var firstBaseline: Double {
        let tallest = styles.max { $0.size < $1.size }
        guard let tallest else { return 0 }
        let font = tallest.font.font
        let unit = tallest.size / Double(font.unitsPerEm)
        return (leading - Double(font.ascent - font.descent) * unit) / 2 + Double(font.ascent) * unit
    }

    /// How far from the left of the block a line begins; a block without an end aligns around its own left side.
    func indent(of line: Line) -> Double {
        let room = width.isFinite ? width - line.width : -line.width
        return switch alignment {
        case .start: 0
        case .center: room / 2
        case .end: room
        }
    }

    private mutating func append(_ span: TextSpan, style: UInt8) throws(TextError) {
        let font = span.style.font
        let breaks = font.breakingCodes
        var previous: UInt16?
        for code in try font.codes(span.text) {
            if let previous { glyphs[glyphs.count - 1].kerning = font.kerning(previous, code) }
            glyphs.append(Glyph(code: code, style: style, breaksAfter: breaks.contains(code), kerning: 0))
            previous = code
        }
    }

    /// A last line of one short word reads badly: lines are broken a little earlier, if that adds none.
    private mutating func avoidShortEnd() {
        guard width.isFinite, let last = lines.last, lines.count > 1, last.width < width / 4 else { return }
        let greedy = lines
        for share in [0.92, 0.84, 0.76, 0.68] {
            breakLines(at: width * share)
            if lines.count == greedy.count, let last = lines.last, last.width >= width / 4 { return }
        }
        lines = greedy
    }

    private mutating func breakLines(at width: Double) {
        lines = []
        var start = 0
        var index = 0
        var opportunity: (next: Int, width: Double)?
        var current = 0.0
        var visible = 0.0
        while index < glyphs.count {
            let glyph = glyphs[index]
            let advance = advance(of: glyph)
            let isSpace = glyph.code == FontSubset.spaceCode
            if !isSpace, current + advance > width, index > start {
                let end = opportunity ?? (index, visible)
                lines.append(Line(glyphs: start..<end.next, width: end.width))
                (start, index, current, visible, opportunity) = (end.next, end.next, 0, 0, nil)
                continue
            }
            current += advance
            if !isSpace { visible = current }
            index += 1
            if glyph.breaksAfter { opportunity = (index, visible) }
        }
        if start < glyphs.count { lines.append(Line(glyphs: start..<glyphs.count, width: visible)) }
    }

    private func advance(of glyph: Glyph) -> Double {
        let style = styles[Int(glyph.style)]
        let units = Double(style.font.advance(glyph.code) + Int32(glyph.kerning))
        return (units / Double(style.font.font.unitsPerEm) + Double(style.tracking) / 1000) * style.size
    }
}
