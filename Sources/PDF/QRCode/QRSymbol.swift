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
        let format = Self.format(version, mask: 0)
        for index in 0..<size where index < 9 || index >= size - 8 {
            if index != 6 { set(8, index, format.column[index]) }
            if index != 6, index != 8 { set(index, 8, format.row[index]) }
        }
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

    /// Level and mask with their 10 correction bits, twice (§7.9.1): in row 8, and in column 8 with the module where both
    /// cross and the one that is always dark.
    private static func format(_ version: QRVersion, mask: Int) -> (row: Line, column: Line) {
        let size = version.size
        let data = version.level.indicator << 3 | mask
        var remainder = data
        for _ in 0..<10 { remainder = remainder << 1 ^ (remainder >> 9) * 0x537 }
        let bits = (data << 10 | remainder) ^ 0x5412
        var (row, column) = (Line(), Line())
        for index in 0..<15 where bits >> index & 1 == 1 {
            column[index < 6 ? index : index < 8 ? index + 1 : size - 15 + index] = true
            row[index < 8 ? size - 1 - index : index == 8 ? 7 : 14 - index] = true
        }
        column[size - 8] = true
        return (row, column)
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
        // The few modules behind the last codeword stay light.
        let octets = codewords + [0]
        var bit = 0
        for pair in 0..<(size - 1) / 2 {
            let distance = size - 1 - pair * 2
            let index = distance <= 6 ? distance - 1 : distance
            var (right, left) = (columns[index], columns[index - 1])
            let (freeRight, freeLeft) = (free[index], free[index - 1])
            for step in 0..<size {
                let row = pair % 2 == 0 ? size - 1 - step : step
                if freeRight[row] {
                    right[row] = octets[bit &>> 3] &<< UInt8(bit & 7) >= 0x80
                    bit += 1
                }
                if freeLeft[row] {
                    left[row] = octets[bit &>> 3] &<< UInt8(bit & 7) >= 0x80
                    bit += 1
                }
            }
            (columns[index], columns[index - 1]) = (right, left)
        }
    }

    private mutating func applyBestMask(_ columns: [Line], _ free: [Line], _ freeColumns: [Line]) {
        var (maskedRows, maskedColumns) = (rows, columns)
        var penalty = QRPenalty<Line>(size: size)
        var best = (total: Int.max, mask: 0)
        for mask in 0..<QRMask.count {
            apply(mask, columns, free, freeColumns, &maskedRows, &maskedColumns)
            penalty.measure(rows: maskedRows.span, columns: maskedColumns.span, below: best.total)
            if penalty.total < best.total { best = (penalty.total, mask) }
        }
        apply(best.mask, columns, free, freeColumns, &maskedRows, &maskedColumns)
        rows = maskedRows
    }

    /// Rows and columns hold the format of mask 0 so far.
    private func apply(
        _ mask: Int, _ columns: [Line], _ free: [Line], _ freeColumns: [Line], _ maskedRows: inout [Line], _ maskedColumns: inout [Line]
    ) {
        let (format, drawn) = (Self.format(version, mask: mask), Self.format(version, mask: 0))
        let (changedRow, changedColumn) = (format.row ^ drawn.row, format.column ^ drawn.column)
        var newRows = maskedRows.mutableSpan
        var newColumns = maskedColumns.mutableSpan
        for index in 0..<size {
            var row = rows[index] ^ (Line(QRMask.row(mask, index)) & free[index])
            var column = columns[index] ^ (Line(QRMask.column(mask, index)) & freeColumns[index])
            if changedColumn[index] { row[8].toggle() }
            if changedRow[index] { column[8].toggle() }
            (newRows[index], newColumns[index]) = (row, column)
        }
        newRows[8] = newRows[8] ^ changedRow
        newColumns[8] = newColumns[8] ^ changedColumn
    }
}
