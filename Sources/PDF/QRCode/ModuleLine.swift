/// A row or a column of modules, one bit each. Symbols of 64 modules or fewer take one word, which is what most texts
/// need; larger ones a `ModuleRow`.
protocol ModuleLine: Equatable, Sendable {
    /// By the number of the version.
    static var templates: MadeOnce<QRTemplate<Self>> { get }
    init()
    /// The first modules of `row`, as many as fit.
    init(_ row: ModuleRow)
    subscript(index: Int) -> Bool { get set }
    var darkCount: Int { get }
    /// Eight modules from `index` on, the first one in the highest bit.
    func octet(at index: Int) -> UInt8
    /// The module that stood at `distance` comes first; 1 to 63.
    func dropping(_ distance: Int) -> Self
    /// As many light modules are put in front; 1 to 63.
    func delayed(by distance: Int) -> Self
    static func & (left: Self, right: Self) -> Self
    static func | (left: Self, right: Self) -> Self
    static func ^ (left: Self, right: Self) -> Self
    static prefix func ~ (line: Self) -> Self
    /// Rows for columns, of a square of that size.
    static func transposed(_ lines: [Self]) -> [Self]
}

extension ModuleLine {
    /// The first `count` modules dark.
    init(dark count: Int) { self.init(ModuleRow(dark: count)) }

    static func transposed(_ lines: [Self]) -> [Self] {
        var columns = [Self](repeating: Self(), count: lines.count)
        for row in lines.indices {
            for column in lines.indices where lines[row][column] { columns[column][row] = true }
        }
        return columns
    }
}

extension UInt64: ModuleLine {
    static let templates = QRTemplate<UInt64>.ofVersions()

    init(_ row: ModuleRow) { self = row.first }

    subscript(index: Int) -> Bool {
        get { self >> UInt64(index) & 1 == 1 }
        set { self = newValue ? self | 1 << UInt64(index) : self & ~(1 << UInt64(index)) }
    }

    var darkCount: Int { nonzeroBitCount }
    func octet(at index: Int) -> UInt8 { Self.reversed[Int(truncatingIfNeeded: self >> UInt64(index) & 0xFF)] }
    func dropping(_ distance: Int) -> UInt64 { self &>> UInt64(distance) }
    func delayed(by distance: Int) -> UInt64 { self &<< UInt64(distance) }

    /// Quarters of the square change places, then quarters of these, down to single bits.
    static func transposed(_ lines: [UInt64]) -> [UInt64] {
        var square = lines + repeatElement(0, count: 64 - lines.count)
        var (width, mask) = (32, 0x0000_0000_FFFF_FFFF as UInt64)
        while width > 0 {
            var row = 0
            while row < 64 {
                let swapped = (square[row] >> UInt64(width) ^ square[row + width]) & mask
                square[row] ^= swapped << UInt64(width)
                square[row + width] ^= swapped
                row = (row + width + 1) & ~width
            }
            width >>= 1
            mask ^= mask << UInt64(width)
        }
        return Array(square[..<lines.count])
    }

    private static let reversed: [UInt8] = (0..<256).map { octet in
        var reversed = 0
        for bit in 0..<8 where octet >> bit & 1 == 1 { reversed |= 0x80 >> bit }
        return UInt8(reversed)
    }
}
