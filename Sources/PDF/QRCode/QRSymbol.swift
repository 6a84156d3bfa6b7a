/// The modules of one symbol while they are laid out (ISO/IEC 18004 §7.7 to §7.9).
struct QRSymbol<Line: ModuleLine> {
    private let version: QRVersion
    private let size: Int
    private(set) var rows: [Line]

    init(_ version: QRVersion, codewords: [UInt8]) {
        self.version = version
        size = version.size
        let template = Line.templates[version.number]
        // A symbol is measured along its columns too: they are kept as rows of their own.
        var columns = template.columns
        Self.place(codewords, &columns, template.path)
        rows = Line.transposed(columns)
        applyBestMask(columns, template)
    }

    /// The few modules behind the last codeword stay light.
    private static func place(_ codewords: [UInt8], _ columns: inout [Line], _ path: [(column: UInt8, row: UInt8)]) {
        for (index, codeword) in codewords.enumerated() {
            for bit in 0..<8 where codeword &<< UInt8(bit) >= 0x80 {
                let module = path[index * 8 + bit]
                columns[Int(module.column)][Int(module.row)] = true
            }
        }
    }

    /// Level and mask with their 10 correction bits, twice (§7.9.1): in row 8, and in column 8 with the module where both
    /// cross and the one that is always dark.
    private func format(mask: Int) -> (row: Line, column: Line) {
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

    private mutating func applyBestMask(_ columns: [Line], _ template: QRTemplate<Line>) {
        var (maskedRows, maskedColumns) = (rows, columns)
        var penalty = QRPenalty<Line>(size: size)
        var best = (total: Int.max, mask: 0)
        for mask in 0..<QRMask.count {
            apply(mask, columns, template, &maskedRows, &maskedColumns)
            penalty.measure(rows: maskedRows.span, columns: maskedColumns.span, below: best.total)
            if penalty.total < best.total { best = (penalty.total, mask) }
        }
        apply(best.mask, columns, template, &maskedRows, &maskedColumns)
        rows = maskedRows
    }

    private func apply(_ mask: Int, _ columns: [Line], _ template: QRTemplate<Line>, _ maskedRows: inout [Line], _ maskedColumns: inout [Line]) {
        let format = format(mask: mask)
        let (free, freeColumns) = (template.free, template.freeColumns)
        var newRows = maskedRows.mutableSpan
        var newColumns = maskedColumns.mutableSpan
        for index in 0..<size {
            var row = rows[index] ^ (Line(QRMask.row(mask, index)) & free[index])
            var column = columns[index] ^ (Line(QRMask.column(mask, index)) & freeColumns[index])
            if format.column[index] { row[8].toggle() }
            if format.row[index] { column[8].toggle() }
            (newRows[index], newColumns[index]) = (row, column)
        }
        newRows[8] = newRows[8] ^ format.row
        newColumns[8] = newColumns[8] ^ format.column
    }
}
