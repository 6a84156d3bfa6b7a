/// A text cut into the modes that write it in the fewest bits (ISO/IEC 18004 §7.4 and annex J): digits, capitals with
/// a few signs, or UTF-8 bytes.
struct QRSegments {
    enum Mode: Int, CaseIterable {
        case numeric, alphanumeric, byte

        var indicator: Int { 1 << rawValue }

        /// Bits of the character count, for versions 1–9, 10–26 and 27–40.
        func countWidth(_ version: Int) -> Int {
            let group = version < 10 ? 0 : version < 27 ? 1 : 2
            return Self.countWidths[rawValue * 3 + group]
        }

        private static let countWidths = [10, 12, 14, 9, 11, 13, 8, 16, 16]

        /// Sixths of a bit that one character takes: 10 bits for 3 digits, 11 for 2 capitals, 8 for a byte.
        var cost: Int { self == .numeric ? 20 : self == .alphanumeric ? 33 : 48 }

        func accepts(_ byte: UInt8) -> Bool {
            switch self {
            case .numeric: (0x30...0x39).contains(byte)
            case .alphanumeric: QRSegments.alphanumericValues[Int(byte)] >= 0
            case .byte: true
            }
        }
    }

    private let bytes: [UInt8]
    private let runs: [(mode: Mode, range: Range<Int>)]
    private let version: Int

    init(_ bytes: [UInt8], version: Int) {
        self.bytes = bytes
        self.version = version
        runs = Self.cheapest(bytes, version)
    }

    var bitCount: Int {
        runs.reduce(0) { $0 + 4 + $1.mode.countWidth(version) + Self.width($1.mode, $1.range.count) }
    }

    /// The data codewords, filled up to `count` (§7.4.10). They fit: the caller has compared `bitCount`.
    func codewords(_ count: Int) -> [UInt8] {
        var bits = BitWriter(capacity: count)
        for run in runs {
            bits.append(run.mode.indicator, width: 4)
            bits.append(run.range.count, width: run.mode.countWidth(version))
            write(run, &bits)
        }
        bits.append(0, width: min(4, count * 8 - bits.count))
        bits.append(0, width: (8 - bits.count % 8) % 8)
        var codewords = bits.bytes
        var pad: UInt8 = 0xEC
        while codewords.count < count {
            codewords.append(pad)
            pad ^= 0xEC ^ 0x11
        }
        return codewords
    }

    private func write(_ run: (mode: Mode, range: Range<Int>), _ bits: inout BitWriter) {
        switch run.mode {
        case .byte:
            for byte in bytes[run.range] { bits.append(Int(byte), width: 8) }
        case .numeric:
            for start in stride(from: run.range.lowerBound, to: run.range.upperBound, by: 3) {
                let group = bytes[start..<min(start + 3, run.range.upperBound)]
                bits.append(group.reduce(0) { $0 * 10 + Int($1 - 0x30) }, width: Self.width(.numeric, group.count))
            }
        case .alphanumeric:
            for start in stride(from: run.range.lowerBound, to: run.range.upperBound, by: 2) {
                let group = bytes[start..<min(start + 2, run.range.upperBound)]
                bits.append(
                    group.reduce(0) { $0 * 45 + Int(Self.alphanumericValues[Int($1)]) }, width: Self.width(.alphanumeric, group.count))
            }
        }
    }

    private static func width(_ mode: Mode, _ count: Int) -> Int { (mode.cost * count + 5) / 6 }

    /// The shortest path, byte by byte, through the three modes.
    private static func cheapest(_ bytes: [UInt8], _ version: Int) -> [(mode: Mode, range: Range<Int>)] {
        let unreachable = Int.max / 2
        let heads = InlineArray<3, Int> { (4 + modes[$0].countWidth(version)) * 6 }
        var costs = heads
        // For each byte and the mode it is written in, the mode of the byte before.
        var previous: [Mode] = []
        previous.reserveCapacity(bytes.count * modes.count)
        for (index, byte) in bytes.enumerated() {
            // What was written so far ends on a whole bit where the mode changes.
            let ends = InlineArray<3, Int> { (costs[$0] + 5) / 6 * 6 }
            var next = costs
            for mode in modes {
                var origin = mode
                var cost = unreachable
                if mode.accepts(byte) {
                    cost = costs[mode.rawValue]
                    if index > 0 {
                        for other in modes where other != mode && ends[other.rawValue] + heads[mode.rawValue] < cost {
                            (cost, origin) = (ends[other.rawValue] + heads[mode.rawValue], other)
                        }
                    }
                }
                next[mode.rawValue] = cost < unreachable ? cost + mode.cost : unreachable
                previous.append(origin)
            }
            costs = next
        }
        guard !bytes.isEmpty, var mode = modes.min(by: { costs[$0.rawValue] < costs[$1.rawValue] }) else { return [] }
        var runs: [(mode: Mode, range: Range<Int>)] = []
        var end = bytes.count
        for index in bytes.indices.reversed() {
            let origin = previous[index * modes.count + mode.rawValue]
            if index == 0 || origin != mode {
                runs.append((mode, index..<end))
                end = index
            }
            mode = origin
        }
        return runs.reversed()
    }

    private static let modes = Mode.allCases

    private static let alphanumericValues: [Int8] = {
        var values = [Int8](repeating: -1, count: 256)
        for (value, byte) in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".utf8.enumerated() { values[Int(byte)] = Int8(value) }
        return values
    }()
}

/// Bits, the most significant first.
private struct BitWriter {
    /// The whole ones.
    private(set) var bytes: [UInt8] = []
    private(set) var count = 0
    /// Its last bits, seven at most, are yet to be written.
    private var pending = 0

    init(capacity: Int) { bytes.reserveCapacity(capacity) }

    mutating func append(_ value: Int, width: Int) {
        pending = pending &<< width | value
        var rest = count % 8 + width
        count += width
        while rest >= 8 {
            rest -= 8
            bytes.append(UInt8(truncatingIfNeeded: pending &>> rest))
        }
    }
}
