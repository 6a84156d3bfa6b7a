/// A QR code: any text in UTF-8, in the smallest of the forty versions that holds it (ISO/IEC 18004).
public struct QRCode: Sendable {
    /// How much of the symbol can be lost and still be read.
    public enum Level: Sendable, CaseIterable {
        /// 7 %, 15 %, 25 %, 30 %.
        case low, medium, quartile, high

        var row: Int { self == .low ? 0 : self == .medium ? 1 : self == .quartile ? 2 : 3 }
        /// Table 12.
        var indicator: Int { self == .low ? 1 : self == .medium ? 0 : self == .quartile ? 3 : 2 }
    }

    /// The text is longer than the largest symbol holds at that level.
    public struct TooLong: Error, Equatable, Sendable {}

    /// 1 to 40.
    public let version: Int
    /// Modules on a side, without the light margin of four that a reader needs around it.
    public let size: Int
    /// Without its light margin.
    public let image: ImageMask

    /// - Throws: `TooLong`.
    public init(_ text: String, level: Level = .medium) throws(TooLong) {
        let bytes = Array(text.utf8)
        let (version, segments) = try Self.smallest(bytes, level)
        self.version = version.number
        size = version.size
        let codewords = Self.interleaved(segments.codewords(version.dataCount), version)
        image =
            version.size <= 64
            ? Self.image(QRSymbol<UInt64>(version, codewords: codewords).rows)
            : Self.image(QRSymbol<ModuleRow>(version, codewords: codewords).rows)
    }

    public func isDark(column: Int, row: Int) -> Bool { image.isPainted(column: column, row: row) }

    private static func image(_ rows: [some ModuleLine]) -> ImageMask {
        var octets: [UInt8] = []
        octets.reserveCapacity(rows.count * (rows.count + 7) / 8)
        for row in rows {
            for index in stride(from: 0, to: rows.count, by: 8) { octets.append(~row.octet(at: index)) }
        }
        return ImageMask(width: rows.count, height: rows.count, rows: octets)
    }

    private static func smallest(_ bytes: [UInt8], _ level: Level) throws(TooLong) -> (QRVersion, QRSegments) {
        // The way of cutting depends on three groups of versions only.
        for group in [1...9, 10...26, 27...40] {
            let segments = QRSegments(bytes, version: group.lowerBound)
            for number in group {
                let version = QRVersion(number: number, level: level)
                if segments.bitCount <= version.dataCount * 8 { return (version, segments) }
            }
        }
        throw TooLong()
    }

    /// Data are dealt to blocks, each gets its correction, and their codewords alternate (§7.6).
    private static func interleaved(_ data: [UInt8], _ version: QRVersion) -> [UInt8] {
        let (blocks, correctionCount) = (version.blockCount, version.correctionCount)
        let short = data.count / blocks
        // The last blocks are longer by one.
        let shortBlocks = blocks - data.count % blocks
        func start(_ block: Int) -> Int { block * short + max(0, block - shortBlocks) }
        var corrections: [UInt8] = []
        for block in 0..<blocks { corrections += ReedSolomon.remainder(data[start(block)..<start(block + 1)], count: correctionCount) }
        var codewords: [UInt8] = []
        codewords.reserveCapacity(version.codewordCount)
        for index in 0...short {
            for block in (index < short ? 0 : shortBlocks)..<blocks { codewords.append(data[start(block) + index]) }
        }
        for index in 0..<correctionCount {
            for block in 0..<blocks { codewords.append(corrections[block * correctionCount + index]) }
        }
        return codewords
    }
}
