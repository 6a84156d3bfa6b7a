/// A row or a column of modules, 192 at most, one bit each: the largest symbol has 177.
struct ModuleRow: ModuleLine, Sendable {
    static let templates = QRTemplate<ModuleRow>.ofVersions()

    private var words: (UInt64, UInt64, UInt64) = (0, 0, 0)

    init() {}
    init(_ row: ModuleRow) { self = row }

    private init(_ first: UInt64, _ second: UInt64, _ third: UInt64) { words = (first, second, third) }

    /// The first `count` modules dark.
    init(dark count: Int) {
        for index in 0..<count { self[index] = true }
    }

    subscript(index: Int) -> Bool {
        get {
            let word = index < 64 ? words.0 : index < 128 ? words.1 : words.2
            return word >> UInt64(index & 63) & 1 == 1
        }
        set {
            let bit: UInt64 = 1 << UInt64(index & 63)
            switch index >> 6 {
            case 0: words.0 = newValue ? words.0 | bit : words.0 & ~bit
            case 1: words.1 = newValue ? words.1 | bit : words.1 & ~bit
            default: words.2 = newValue ? words.2 | bit : words.2 & ~bit
            }
        }
    }

    var first: UInt64 { words.0 }

    func octet(at index: Int) -> UInt8 {
        (0..<8).reduce(0) { $0 | (index + $1 < 192 && self[index + $1] ? 0x80 >> UInt8($1) : 0) }
    }

    var darkCount: Int { words.0.nonzeroBitCount + words.1.nonzeroBitCount + words.2.nonzeroBitCount }

    func dropping(_ distance: Int) -> ModuleRow {
        let down = UInt64(distance)
        let up = 64 - down
        return ModuleRow(words.0 >> down | words.1 << up, words.1 >> down | words.2 << up, words.2 >> down)
    }

    func delayed(by distance: Int) -> ModuleRow {
        let up = UInt64(distance)
        let down = 64 - up
        return ModuleRow(words.0 << up, words.1 << up | words.0 >> down, words.2 << up | words.1 >> down)
    }

    static func & (left: ModuleRow, right: ModuleRow) -> ModuleRow {
        ModuleRow(left.words.0 & right.words.0, left.words.1 & right.words.1, left.words.2 & right.words.2)
    }
    static func | (left: ModuleRow, right: ModuleRow) -> ModuleRow {
        ModuleRow(left.words.0 | right.words.0, left.words.1 | right.words.1, left.words.2 | right.words.2)
    }
    static func ^ (left: ModuleRow, right: ModuleRow) -> ModuleRow {
        ModuleRow(left.words.0 ^ right.words.0, left.words.1 ^ right.words.1, left.words.2 ^ right.words.2)
    }
    static prefix func ~ (row: ModuleRow) -> ModuleRow { ModuleRow(~row.words.0, ~row.words.1, ~row.words.2) }

    static func == (left: ModuleRow, right: ModuleRow) -> Bool { left.words == right.words }
}
