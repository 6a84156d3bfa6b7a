/// A picture of one colour: each bit is painted or is not (ISO 32000-1 §8.9.6.2).
public struct ImageMask: Sendable, Hashable {
    /// In dots, as the height.
    public let width: Int
    public let height: Int
    /// Rows from the top, each on whole bytes, its leftmost bit first; a 0 is painted.
    let rows: [UInt8]

    /// - Parameter isDark: whether the dot of that column and row, from the upper left corner, is painted.
    ///   A picture with a side that is not from 1 to 32,767 has no dots, and to draw it is a violation.
    public init(width: Int, height: Int, isDark: (_ column: Int, _ row: Int) -> Bool) {
        let sides = 1...32_767
        let (width, height) = sides.contains(width) && sides.contains(height) ? (width, height) : (0, 0)
        let stride = (width + 7) / 8
        var rows = [UInt8](repeating: 0xFF, count: stride * height)
        for row in 0..<height {
            for column in 0..<width where isDark(column, row) { rows[row * stride + column / 8] &= ~(0x80 >> UInt8(column % 8)) }
        }
        self.init(width: width, height: height, rows: rows)
    }

    func isPainted(column: Int, row: Int) -> Bool {
        rows[row * ((width + 7) / 8) + column / 8] & 0x80 >> UInt8(column % 8) == 0
    }

    init(width: Int, height: Int, rows: [UInt8]) {
        self.width = width
        self.height = height
        self.rows = rows
    }
}
