/// How hard a symbol would be to read (ISO/IEC 18004 §7.8.3.1): the mask with the least is chosen.
struct QRPenalty<Line: ModuleLine> {
    private let size: Int
    private let all: Line
    private let pairs: Line
    private(set) var total = 0

    init(size: Int) {
        self.size = size
        all = Line(dark: size)
        pairs = Line(dark: size - 1)
    }

    /// - Parameter limit: once it is reached, the rest is not counted.
    mutating func measure(rows: borrowing Span<Line>, columns: borrowing Span<Line>, below limit: Int = .max) {
        total = 0
        var dark = 0
        for index in 0..<size {
            line(rows[index])
            line(columns[index])
            dark += rows[index].darkCount
            if index > 0 { blocks(rows[index - 1], rows[index]) }
            if total >= limit { return }
        }
        // 10 for each whole 5 % away from one half.
        let modules = size * size
        total += abs(dark * 20 - modules * 10) / modules * 10
    }

    private mutating func line(_ line: Line) {
        // Runs of one colour: 3 for five modules, 1 for each more. A bit of `fives` stands where five begin.
        let same = ~(line ^ line.dropping(1)) & pairs
        let two = same & same.dropping(1)
        let fives = two & two.dropping(2)
        total += fives.darkCount + 2 * (fives & ~fives.delayed(by: 1)).darkCount

        // What looks like a finder: dark 1, light 1, dark 3, light 1, dark 1, with four light modules on either side.
        // The margin around the symbol is light.
        let light = ~line
        let core =
            line & light.dropping(1) & line.dropping(2) & line.dropping(3) & line.dropping(4)
            & light.dropping(5) & line.dropping(6) & all
        guard core != Line() else { return }
        let two4 = line | line.dropping(1)
        let four = two4 | two4.dropping(2)
        let after = core & ~four.dropping(7)
        let before = core & ~(line.delayed(by: 1) | line.delayed(by: 2) | line.delayed(by: 3) | line.delayed(by: 4))
        total += 40 * (after | before).darkCount
    }

    /// 3 for each square of 2 × 2 modules of one colour.
    private mutating func blocks(_ upper: Line, _ lower: Line) {
        let vertical = ~(upper ^ lower)
        let square = vertical & vertical.dropping(1) & ~(upper ^ upper.dropping(1)) & pairs
        total += 3 * square.darkCount
    }
}
