/// The modules of one symbol while they are laid out (ISO/IEC 18004 §6.3, §7.7 to §7.10).
struct QRSymbol<Line: ModuleLine> {
    private let version: QRVersion
    private let size: Int
    private(set) var rows: [Line]
    /// Modules that hold no data: finder, timing and alignment patterns, format and version information.
    private var reserved: [Line]

    init(_ version: QRVersion, codewords: [UInt8]) {
        self.version = version
        size = version.size
        rows = [Line](repeating: Line(), count: size)
        reserved = rows
        drawPatterns()
        let all = Line(dark: size)
        let free = reserved.map { ~$0 & all }
        // A symbol is measured along its columns too: they are kept as rows of their own.
        var columns = Line.transposed(rows)
        let freeColumns = Line.transposed(free)
        place(codewords, &columns, freeColumns)
        rows = Line.transposed(columns)
        applyBestMask(columns, free, freeColumns)
    }

    private mutating func set(_ column: Int, _ row: Int, _ isDark: Bool) {
        rows[row][column] = isDark
        reserved[row][column] = true
    }

    // MARK: Function patterns

    private mutating func drawPatterns() {
        for index in 0..<size {
            set(6, index, index % 2 == 0)
            set(index, 6, index % 2 == 0)
        }
        for (column, row) in [(3, 3), (size - 4, 3), (3, size - 4)] { drawFinder(column, row) }
        let centres = version.alignmentCentres
        for row in centres {
            for column in centres {
                let isFinder = row == 6 && column == 6 || row == 6 && column == size - 7 || row == size - 7 && column == 6
                if !isFinder { drawAlignment(column, row) }
            }
        }
        Self.format(version, mask: 0) { column, row, isDark in set(column, row, isDark) }
        drawVersion()
    }

    /// With its light separator.
    private mutating func drawFinder(_ centreColumn: Int, _ centreRow: Int) {
        for row in max(0, centreRow - 4)...min(size - 1, centreRow + 4) {
            for column in max(0, centreColumn - 4)...min(size - 1, centreColumn + 4) {
                let distance = max(abs(row - centreRow), abs(column - centreColumn))
                set(column, row, distance != 2 && distance != 4)
            }
        }
    }

    private mutating func drawAlignment(_ centreColumn: Int, _ centreRow: Int) {
        for row in -2...2 {
            for column in -2...2 { set(centreColumn + column, centreRow + row, max(abs(row), abs(column)) != 1) }
        }
    }

    /// Level and mask with their 10 correction bits, twice (§7.9.1).
    private static func format(_ version: QRVersion, mask: Int, _ set: (_ column: Int, _ row: Int, _ isDark: Bool) -> Void) {
        let size = version.size
        let data = version.level.indicator << 3 | mask
        var remainder = data
        for _ in 0..<10 { remainder = remainder << 1 ^ (remainder >> 9) * 0x537 }
        let bits = (data << 10 | remainder) ^ 0x5412
        func bit(_ index: Int) -> Bool { bits >> index & 1 == 1 }
        for index in 0...5 { set(8, index, bit(index)) }
        set(8, 7, bit(6))
        set(8, 8, bit(7))
        set(7, 8, bit(8))
        for index in 9..<15 { set(14 - index, 8, bit(index)) }
        for index in 0..<8 { set(size - 1 - index, 8, bit(index)) }
        for index in 8..<15 { set(8, size - 15 + index, bit(index)) }
        set(8, size - 8, true)
    }

    /// From version 7 on: its number with 12 correction bits, twice (§7.10).
    private mutating func drawVersion() {
        guard version.number >= 7 else { return }
        var remainder = version.number
        for _ in 0..<12 { remainder = remainder << 1 ^ (remainder >> 11) * 0x1F25 }
        let bits = version.number << 12 | remainder
        for index in 0..<18 {
            let isDark = bits >> index & 1 == 1
            set(size - 11 + index % 3, index / 3, isDark)
            set(index / 3, size - 11 + index % 3, isDark)
        }
    }

    // MARK: Data

    /// Up and down in pairs of columns from the right, past the vertical timing pattern (§7.7.3).
    private mutating func place(_ codewords: [UInt8], _ columns: inout [Line], _ free: [Line]) {
        var bit = 0
        let count = codewords.count * 8
        func place(_ row: Int, _ column: inout Line, _ free: Line) {
            guard free[row], bit < count else { return }
            if codewords[bit >> 3] >> UInt8(7 - bit & 7) & 1 == 1 { column[row] = true }
            bit += 1
        }
        for pair in 0..<(size - 1) / 2 {
            let distance = size - 1 - pair * 2
            let index = distance <= 6 ? distance - 1 : distance
            var (right, left) = (columns[index], columns[index - 1])
            let (freeRight, freeLeft) = (free[index], free[index - 1])
            for step in 0..<size {
                let row = pair % 2 == 0 ? size - 1 - step : step
                place(row, &right, freeRight)
                place(row, &left, freeLeft)
            }
            (columns[index], columns[index - 1]) = (right, left)
        }
    }

    private mutating func applyBestMask(_ columns: [Line], _ free: [Line], _ freeColumns: [Line]) {
        var (maskedRows, maskedColumns) = (rows, columns)
        var penalty = QRPenalty<Line>(size: size)
        var best = (total: Int.max, rows: rows)
        for mask in 0..<QRMask.count {
            for index in 0..<size {
                maskedRows[index] = rows[index] ^ (Line(QRMask.row(mask, index)) & free[index])
                maskedColumns[index] = columns[index] ^ (Line(QRMask.column(mask, index)) & freeColumns[index])
            }
            Self.format(version, mask: mask) { column, row, isDark in
                maskedRows[row][column] = isDark
                maskedColumns[column][row] = isDark
            }
            penalty.measure(rows: maskedRows, columns: maskedColumns)
            if penalty.total < best.total { best = (penalty.total, maskedRows) }
        }
        rows = best.rows
    }
}
