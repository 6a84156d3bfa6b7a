import Testing

@testable import PDF

@Suite("QR codes (ISO/IEC 18004)")
struct QRCodeTests {
    @Test("The worked example of the standard: 01234567 in version 1-M (annex I)")
    func workedExample() throws {
        let version = QRVersion(number: 1, level: .medium)
        let data = QRSegments(Array("01234567".utf8), version: 1).codewords(version.dataCount)
        #expect(data == [0x10, 0x20, 0x0C, 0x56, 0x61, 0x80, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11])
        let correction = ReedSolomon.remainder(data[...], count: version.correctionCount)
        #expect(correction == [0xA5, 0x24, 0xD4, 0xC1, 0xED, 0x36, 0xC7, 0x87, 0x2C, 0x55])
    }

    @Test("No coefficient of a generator is zero, in every degree that symbols use")
    func generators() {
        for level in QRCode.Level.allCases {
            for number in 1...40 {
                let degree = QRVersion(number: number, level: level).correctionCount
                #expect(!ReedSolomon.generator(degree: degree).contains(0))
            }
        }
    }

    @Test("The capacities that the standard prints for the ends of its table (table 7)", arguments: [
        (QRCode.Level.low, 1, 19), (.medium, 1, 16), (.quartile, 1, 13), (.high, 1, 9),
        (.low, 40, 2956), (.medium, 40, 2334), (.quartile, 40, 1666), (.high, 40, 1276),
    ])
    func capacities(level: QRCode.Level, number: Int, expected: Int) {
        #expect(QRVersion(number: number, level: level).dataCount == expected)
    }

    @Test("Alignment patterns stand where annex E says", arguments: [
        (1, []), (2, [6, 18]), (7, [6, 22, 38]), (14, [6, 26, 46, 66]), (22, [6, 26, 50, 74, 98]), (32, [6, 34, 60, 86, 112, 138]),
        (36, [6, 24, 50, 76, 102, 128, 154]), (40, [6, 30, 58, 86, 114, 142, 170]),
    ])
    func alignments(number: Int, expected: [Int]) {
        #expect(QRVersion(number: number, level: .low).alignmentCentres == expected)
    }

    @Test("In every version and at every level, the symbol reads back")
    func readBack() throws {
        var generator = Seeded(state: 18_004)
        let alphabet = Array("0123456789ABCDEFGHIJabcdefghijéèŒ€ $%*+-./:".unicodeScalars)
        for level in QRCode.Level.allCases {
            for number in 1...40 {
                let room = QRVersion(number: number, level: level).dataCount - 3
                var text = ""
                while true {
                    var longer = text
                    longer.unicodeScalars.append(alphabet.randomElement(using: &generator) ?? "0")
                    if longer.utf8.count > room { break }
                    text = longer
                }
                let code = try QRCode(text, level: level)
                let reader = QRReader(code)
                #expect(reader.level == level.indicator)
                #expect(code.version < 7 || reader.version == code.version)
                #expect(reader.text() == text, "version \(code.version), \(level)")
            }
        }
    }

    @Test("A text takes the smallest version, and the mode that suits each part", arguments: [
        ("", 1, 0), ("0123456789012345678901234567890123", 1, 4 + 10 + 114), ("ABCDEFGHIJKLMNOPQRST", 1, 4 + 9 + 110),
        ("abcdefghijklmn", 1, 4 + 8 + 112), ("abcdefgh0123456789012345", 2, 4 + 8 + 64 + 4 + 10 + 54),
    ])
    func smallest(text: String, version: Int, bits: Int) throws {
        #expect(try QRCode(text).version == version)
        #expect(QRSegments(Array(text.utf8), version: version).bitCount == bits)
    }

    @Test("A text that the largest symbol cannot hold is refused")
    func tooLong() throws {
        #expect(try QRCode(String(repeating: "a", count: 2953), level: .low).version == 40)
        #expect(throws: QRCode.TooLong()) { try QRCode(String(repeating: "a", count: 2954), level: .low) }
        #expect(try QRCode(String(repeating: "1", count: 7089), level: .low).version == 40)
        #expect(throws: QRCode.TooLong()) { try QRCode(String(repeating: "1", count: 7090), level: .low) }
    }

    @Test("The penalty of a symbol is that of the standard's four rules, counted one module at a time")
    func penalty() {
        var generator = Seeded(state: 1)
        for size in [21, 33, 57, 65, 101, 129, 177] {
            for density in [0.1, 0.5, 0.9] {
                var rows = [ModuleRow](repeating: ModuleRow(), count: size)
                var columns = rows
                for row in 0..<size {
                    for column in 0..<size where Double.random(in: 0..<1, using: &generator) < density {
                        rows[row][column] = true
                        columns[column][row] = true
                    }
                }
                let expected = slowPenalty(size) { rows[$1][$0] }
                var penalty = QRPenalty<ModuleRow>(size: size)
                penalty.measure(rows: rows.span, columns: columns.span)
                #expect(penalty.total == expected)
                #expect(ModuleRow.transposed(rows) == columns)
                guard size <= 64 else { continue }
                var word = QRPenalty<UInt64>(size: size)
                let (wordRows, wordColumns) = (rows.map(UInt64.init), columns.map(UInt64.init))
                word.measure(rows: wordRows.span, columns: wordColumns.span)
                #expect(word.total == expected)
                #expect(UInt64.transposed(rows.map(UInt64.init)) == columns.map(UInt64.init))
            }
        }
    }

    private func slowPenalty(_ size: Int, _ isDark: (_ column: Int, _ row: Int) -> Bool) -> Int {
        var total = 0
        func line(_ module: (Int) -> Bool) {
            var run = 1
            for index in 1...size {
                if index < size, module(index) == module(index - 1) {
                    run += 1
                } else {
                    if run >= 5 { total += run - 2 }
                    run = 1
                }
            }
            let wide = (-11..<size + 11).map { (0..<size).contains($0) && module($0) }
            let finder = [true, false, true, true, true, false, true]
            for start in 4..<wide.count - 11 where Array(wide[start..<start + 7]) == finder {
                let before = wide[start - 4..<start].allSatisfy { !$0 }
                let after = wide[start + 7..<start + 11].allSatisfy { !$0 }
                if before || after { total += 40 }
            }
        }
        for index in 0..<size {
            line { isDark($0, index) }
            line { isDark(index, $0) }
        }
        var dark = 0
        for row in 0..<size {
            for column in 0..<size {
                dark += isDark(column, row) ? 1 : 0
                guard row > 0, column > 0 else { continue }
                let square = [isDark(column, row), isDark(column - 1, row), isDark(column, row - 1), isDark(column - 1, row - 1)]
                if Set(square).count == 1 { total += 3 }
            }
        }
        return total + abs(dark * 20 - size * size * 10) / (size * size) * 10
    }
}
