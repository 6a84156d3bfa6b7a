/// The eight patterns that are laid over a symbol so that it has no large even areas (ISO/IEC 18004 §7.8).
enum QRMask {
    static let count = 8

    /// Table 10: whether a module is inverted.
    static func inverts(_ mask: Int, row: Int, column: Int) -> Bool {
        let product = row * column
        return switch mask {
        case 0: (row + column) % 2 == 0
        case 1: row % 2 == 0
        case 2: column % 3 == 0
        case 3: (row + column) % 3 == 0
        case 4: (row / 2 + column / 3) % 2 == 0
        case 5: product % 2 + product % 3 == 0
        case 6: (product % 2 + product % 3) % 2 == 0
        default: ((row + column) % 2 + product % 3) % 2 == 0
        }
    }

    /// All patterns come back after twelve rows, and after twelve columns.
    static func row(_ mask: Int, _ row: Int) -> ModuleRow { rows[mask * 12 + row % 12] }
    static func column(_ mask: Int, _ column: Int) -> ModuleRow { columns[mask * 12 + column % 12] }

    private static let rows = lines { inverts($0, row: $1, column: $2) }
    private static let columns = lines { inverts($0, row: $2, column: $1) }

    private static func lines(_ inverts: (_ mask: Int, _ line: Int, _ index: Int) -> Bool) -> [ModuleRow] {
        (0..<count * 12).map { entry in
            var line = ModuleRow()
            for index in 0..<177 where inverts(entry / 12, entry % 12, index) { line[index] = true }
            return line
        }
    }
}
