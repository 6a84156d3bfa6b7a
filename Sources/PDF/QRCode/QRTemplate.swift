/// What all symbols of one version have in common (ISO/IEC 18004 §6.3): the patterns that hold no data, and the way that
/// data take through what these leave.
struct QRTemplate<Line: ModuleLine>: Sendable {
    private(set) var rows: [Line]
    private(set) var columns: [Line] = []
    /// Where data go, by rows and by columns: all but finder, timing and alignment patterns, format and version information.
    private(set) var free: [Line] = []
    private(set) var freeColumns: [Line] = []
    /// Where each bit goes, in order. No symbol has more than 177 rows.
    private(set) var path: [(column: UInt8, row: UInt8)] = []

    private let version: QRVersion
    private let size: Int
    private var reserved: [Line]

    init(_ version: QRVersion) {
        self.version = version
        size = version.size
        rows = [Line](repeating: Line(), count: size)
        reserved = rows
        drawPatterns()
        columns = Line.transposed(rows)
        let all = Line(dark: size)
        free = reserved.map { ~$0 & all }
        freeColumns = Line.transposed(free)
        tracePath()
    }

    /// The level of error correction does not matter here.
    static func ofVersions() -> MadeOnce<QRTemplate> { MadeOnce(41) { QRTemplate(QRVersion(number: $0, level: .medium)) } }

    private mutating func set(_ column: Int, _ row: Int, _ isDark: Bool) {
        rows[row][column] = isDark
        reserved[row][column] = true
    }

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
        // Format information, which depends on the mask, is left light.
        for index in 0..<size where index != 6 && (index < 9 || index >= size - 8) {
            set(8, index, false)
            set(index, 8, false)
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

    /// Up and down in pairs of columns from the right, past the vertical timing pattern (§7.7.3).
    private mutating func tracePath() {
        for pair in 0..<(size - 1) / 2 {
            let distance = size - 1 - pair * 2
            let right = distance <= 6 ? distance - 1 : distance
            for step in 0..<size {
                let row = pair % 2 == 0 ? size - 1 - step : step
                for column in [right, right - 1] where freeColumns[column][row] { path.append((UInt8(column), UInt8(row))) }
            }
        }
    }
}
