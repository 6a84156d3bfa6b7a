import PDF

/// Writes the texts of what is printed: the letters of one font, in the sizes and inks that are asked for.
struct Plume {
    private let lettres: FontSubset

    init(_ lettres: FontSubset) { self.lettres = lettres }

    func text(
        _ text: String, _ size: Double, _ ink: Color = Encre.texte, bold: Bool = false, tracking: Int = 0, width: Double = .infinity,
        leading: Double? = nil, alignment: TextBlock.Alignment = .start
    ) throws(ImprimeError) -> TextBlock {
        try block([TextSpan(text, style(size, ink, bold: bold, tracking: tracking))], width: width, leading: leading, alignment: alignment)
    }

    /// A name in small letters and what it names behind it.
    func pair(_ name: String, _ value: String, _ size: Double, width: Double) throws(ImprimeError) -> TextBlock {
        try block([TextSpan(name + " ", style(size, Encre.douce)), TextSpan(value, style(size, Encre.texte, bold: true))], width: width)
    }

    private func block(
        _ spans: [TextSpan], width: Double, leading: Double? = nil, alignment: TextBlock.Alignment = .start
    ) throws(ImprimeError) -> TextBlock {
        do { return try TextBlock(spans, width: width, leading: leading, alignment: alignment) } catch { throw .texte(error) }
    }

    private func style(_ size: Double, _ ink: Color, bold: Bool = false, tracking: Int = 0) -> TextStyle {
        TextStyle(lettres, size: size, color: ink, tracking: bold ? max(tracking, 12) : tracking, stroke: bold ? 38 : 0)
    }
}
