/// A place on a page, in points (1/72 inch) from its lower left corner (ISO 32000-1 §8.3.2.3).
public struct Point: Sendable, Hashable {
    public var x: Double
    public var y: Double

    public init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }
}

/// A part of a page, in points; `x` and `y` are those of its lower left corner.
public struct Rectangle: Sendable, Hashable {
    public var x: Double
    public var y: Double
    public var width: Double
    public var height: Double

    public init(x: Double, y: Double, width: Double, height: Double) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    /// A whole A4 sheet, 210 × 297 mm.
    public static let a4 = Rectangle(x: 0, y: 0, width: 595.276, height: 841.89)
}
