@testable import PDF

/// Reads a symbol as a scanner does, once its modules are known: format, mask, codewords, blocks, syndromes, segments.
struct QRReader {
    let size: Int
    let level: Int
    let mask: Int
    private let code: QRCode

    init(_ code: QRCode) {
        self.code = code
        size = code.size
        var format = 0
        for (column, row) in [(0, 8), (1, 8), (2, 8), (3, 8), (4, 8), (5, 8), (7, 8), (8, 8), (8, 7), (8, 5), (8, 4), (8, 3), (8, 2), (8, 1), (8, 0)] {
            format = format << 1 | (code.isDark(column: column, row: row) ? 1 : 0)
        }
        format ^= 0b101_0100_0001_0010
        level = format >> 13
        mask = format >> 10 & 7
    }

    /// As the symbol itself says, from version 7 on.
    var version: Int {
        var bits = 0
        for index in (0..<18).reversed() { bits = bits << 1 | (code.isDark(column: size - 11 + index % 3, row: index / 3) ? 1 : 0) }
        return bits >> 12
    }

    func text() -> String? {
        let number = (size - 17) / 4
        guard let level = QRCode.Level.allCases.first(where: { $0.indicator == level }) else { return nil }
        let version = QRVersion(number: number, level: level)
        let codewords = codewords(version)
        guard codewords.count == version.codewordCount, let data = data(codewords, version) else { return nil }
        return Self.decode(data, number)
    }

    private func isFunction(_ column: Int, _ row: Int, _ centres: [Int]) -> Bool {
        let far = size - 8
        if column == 6 || row == 6 { return true }
        if row <= 8 && (column <= 8 || column >= far) || column <= 8 && row >= far { return true }
        if size >= 45, row < 6 && column >= size - 11 || column < 6 && row >= size - 11 { return true }
        for y in centres where abs(row - y) <= 2 {
            for x in centres where abs(column - x) <= 2 {
                let corner = x == 6 && y == 6 || x == 6 && y == size - 7 || x == size - 7 && y == 6
                if !corner { return true }
            }
        }
        return false
    }

    private func codewords(_ version: QRVersion) -> [UInt8] {
        var bits: [Bool] = []
        let centres = version.alignmentCentres
        var column = size - 1
        var upward = true
        while column > 0 {
            if column == 6 { column -= 1 }
            for step in 0..<size {
                let row = upward ? size - 1 - step : step
                for x in [column, column - 1] where !isFunction(x, row, centres) {
                    bits.append(code.isDark(column: x, row: row) != QRMask.inverts(mask, row: row, column: x))
                }
            }
            upward.toggle()
            column -= 2
        }
        return (0..<bits.count / 8).map { byte in (0..<8).reduce(0) { $0 << 1 | (bits[byte * 8 + $1] ? 1 : 0) } }
    }

    /// The data of all blocks in their order; nil if a syndrome is not zero.
    private func data(_ codewords: [UInt8], _ version: QRVersion) -> [UInt8]? {
        let count = version.blockCount
        let short = version.dataCount / count
        let long = version.dataCount % count
        var blocks = [[UInt8]](repeating: [], count: count)
        var next = 0
        for index in 0...short {
            for block in 0..<count where index < short || block >= count - long {
                blocks[block].append(codewords[next])
                next += 1
            }
        }
        let data = blocks.flatMap { $0 }
        for _ in 0..<version.correctionCount {
            for block in 0..<count {
                blocks[block].append(codewords[next])
                next += 1
            }
        }
        for block in blocks {
            var root: UInt8 = 1
            for _ in 0..<version.correctionCount {
                guard block.reduce(0, { Self.product($0, root) ^ $1 }) == 0 else { return nil }
                root = Self.product(root, 2)
            }
        }
        return data
    }

    private static func product(_ left: UInt8, _ right: UInt8) -> UInt8 {
        var product = 0
        for bit in (0..<8).reversed() {
            product = product << 1 ^ (product >> 7) * 0x11D
            if right >> UInt8(bit) & 1 == 1 { product ^= Int(left) }
        }
        return UInt8(product)
    }

    private static func decode(_ data: [UInt8], _ version: Int) -> String {
        var position = 0
        func read(_ width: Int) -> Int {
            var value = 0
            for _ in 0..<width {
                value = value << 1 | (position / 8 < data.count ? Int(data[position / 8] >> UInt8(7 - position % 8) & 1) : 0)
                position += 1
            }
            return value
        }
        let capitals = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".utf8)
        let group = version < 10 ? 0 : version < 27 ? 1 : 2
        var bytes: [UInt8] = []
        while position + 4 <= data.count * 8 {
            switch read(4) {
            case 1:
                var count = read([10, 12, 14][group])
                while count > 0 {
                    let digits = min(3, count)
                    let text = String(read([0, 4, 7, 10][digits]))
                    bytes += Array((String(repeating: "0", count: digits - text.count) + text).utf8)
                    count -= digits
                }
            case 2:
                var count = read([9, 11, 13][group])
                while count > 0 {
                    if count == 1 {
                        bytes.append(capitals[read(6)])
                    } else {
                        let pair = read(11)
                        bytes += [capitals[pair / 45], capitals[pair % 45]]
                    }
                    count -= 2
                }
            case 4:
                for _ in 0..<read([8, 16, 16][group]) { bytes.append(UInt8(read(8))) }
            default: return String(decoding: bytes, as: UTF8.self)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
