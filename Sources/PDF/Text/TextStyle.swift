/// How letters look.
public struct TextStyle: Sendable {
    public let font: FontSubset
    /// In points.
    public let size: Double
    public let color: Color
    /// Added after each letter, in thousandths of an em.
    public let tracking: Int
    /// How wide letters are stroked besides being filled, in thousandths of an em: a heavier look from the same
    /// outlines, where a second weight of the font would be a third of a small file.
    public let stroke: Int

    public init(_ font: FontSubset, size: Double, color: Color = .black, tracking: Int = 0, stroke: Int = 0) {
        self.font = font
        self.size = size
        self.color = color
        self.tracking = tracking
        self.stroke = stroke
    }
}
