/// A colour of the sRGB space, each part from 0 to 1.
public struct Color: Sendable, Hashable {
    public let red: Double
    public let green: Double
    public let blue: Double

    /// - Parameter hexadecimal: `0xRRGGBB`.
    public init(_ hexadecimal: UInt32) {
        red = Double(hexadecimal >> 16 & 0xFF) / 255
        green = Double(hexadecimal >> 8 & 0xFF) / 255
        blue = Double(hexadecimal & 0xFF) / 255
    }

    public static let black = Color(0x000000)
}
