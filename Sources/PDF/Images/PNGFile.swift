import Deflate

/// A PNG file (ISO/IEC 15948), taken apart: every chunk stands where it may, its check agrees, and what matters to
/// dots has a meaning. The dots themselves are still deflated.
struct PNGFile {
    enum Kind: Int {
        case gray = 0, rgb = 2, palette = 3, grayAlpha = 4, rgbAlpha = 6

        /// Samples of one dot, that of its opacity included.
        var channels: Int { self == .rgb ? 3 : self == .rgbAlpha ? 4 : self == .grayAlpha ? 2 : 1 }
        /// Table 11.1.
        var depths: [Int] { self == .gray ? [1, 2, 4, 8, 16] : self == .palette ? [1, 2, 4, 8] : [8, 16] }
        var hasAlpha: Bool { self == .grayAlpha || self == .rgbAlpha }
    }

    let width: Int
    let height: Int
    /// Bits of a sample.
    let depth: Int
    let kind: Kind
    /// Red, green and blue of each entry.
    private(set) var palette: [UInt8] = []
    /// As it stands: opacities of the palette's entries, or the one grey or colour that is not painted.
    private(set) var transparency: [UInt8]?
    /// A zlib stream of filtered rows.
    private(set) var dots: [UInt8] = []

    /// Octets of a row, without the one that names its filter.
    var rowCount: Int { (width * kind.channels * depth + 7) / 8 }
    /// From one dot to the same sample of the next; 1 for dots that are smaller than an octet (§9.2).
    var dotCount: Int { max(1, kind.channels * depth / 8) }

    /// - Parameter maximumDots: no image has more.
    init(_ file: borrowing Span<UInt8>, maximumDots: Int) throws(PNGError) {
        guard file.count >= 8, Self.signature.indices.allSatisfy({ file[$0] == Self.signature[$0] }) else { throw .notPNG }
        var position = 8
        guard let header = try Self.chunk(file, &position), header.name == "IHDR" else { throw .misplacedChunk("IHDR") }
        (width, height, depth, kind) = try Self.dimensions(header.data)
        guard width <= maximumDots / height else { throw .tooLarge }
        var stage = Stage.header
        while stage != .end {
            guard let chunk = try Self.chunk(file, &position) else { throw .truncated }
            try take(chunk, &stage)
        }
        guard position == file.count else { throw .misplacedChunk("IEND") }
    }

    /// What was read last, as far as order goes (§5.6).
    private enum Stage: Comparable { case header, palette, transparency, dots, behindDots, end }

    private mutating func take(_ chunk: (name: String, data: [UInt8]), _ stage: inout Stage) throws(PNGError) {
        let data = chunk.data
        switch chunk.name {
        case "PLTE":
            guard stage < .palette, kind != .gray, kind != .grayAlpha else { throw .misplacedChunk("PLTE") }
            guard data.count % 3 == 0, (3...768).contains(data.count), kind != .palette || data.count <= 3 << depth else { throw .invalidChunk("PLTE") }
            // In an image of colours it only suggests some.
            if kind == .palette { palette = data }
            stage = .palette
        case "tRNS":
            guard stage < .transparency, !kind.hasAlpha, kind != .palette || stage == .palette else { throw .misplacedChunk("tRNS") }
            guard kind == .palette ? (1...palette.count / 3).contains(data.count) : data.count == 2 * kind.channels else { throw .invalidChunk("tRNS") }
            transparency = data
            stage = .transparency
        case "IDAT":
            guard stage <= .dots, kind != .palette || !palette.isEmpty else { throw .misplacedChunk("IDAT") }
            dots += data
            stage = .dots
        case "IEND":
            guard stage >= .dots else { throw .misplacedChunk("IEND") }
            guard data.isEmpty else { throw .invalidChunk("IEND") }
            stage = .end
        case "IHDR": throw .misplacedChunk("IHDR")
        default:
            // §5.4: the case of the first letter tells whether one can do without it.
            guard let first = chunk.name.utf8.first, first & 0x20 != 0 else { throw .unknownChunk(chunk.name) }
            if stage == .dots { stage = .behindDots }
        }
    }

    /// §11.2.1.
    private static func dimensions(_ data: [UInt8]) throws(PNGError) -> (Int, Int, Int, Kind) {
        guard data.count == 13, let kind = Kind(rawValue: Int(data[9])) else { throw .invalidChunk("IHDR") }
        let (width, height, depth) = (number(data[0..<4]), number(data[4..<8]), Int(data[8]))
        guard (1...0x7FFF_FFFF).contains(width), (1...0x7FFF_FFFF).contains(height), kind.depths.contains(depth), data[10] == 0, data[11] == 0,
            data[12] <= 1
        else { throw .invalidChunk("IHDR") }
        guard data[12] == 0 else { throw .interlaced }
        return (width, height, depth, kind)
    }

    /// The chunk at `position` (§5.3), which moves behind it; nil at the end of the file.
    private static func chunk(_ file: borrowing Span<UInt8>, _ position: inout Int) throws(PNGError) -> (name: String, data: [UInt8])? {
        if position == file.count { return nil }
        guard file.count - position >= 12 else { throw .truncated }
        func octets(_ range: Range<Int>) -> [UInt8] { range.map { file[$0] } }
        let count = number(octets(position..<position + 4)[...])
        let name = String(decoding: octets(position + 4..<position + 8), as: UTF8.self)
        guard name.utf8.allSatisfy({ (0x41...0x5A).contains($0 & 0xDF) }), count <= 0x7FFF_FFFF else { throw .invalidChunk(name) }
        guard count <= file.count - position - 12 else { throw .truncated }
        let end = position + 8 + count
        let checked = octets(position + 4..<end)
        guard crc32(checked) == UInt32(truncatingIfNeeded: number(octets(end..<end + 4)[...])) else { throw .damagedChunk(name) }
        position = end + 4
        return (name, Array(checked.dropFirst(4)))
    }

    private static func number(_ octets: ArraySlice<UInt8>) -> Int { octets.reduce(0) { $0 << 8 | Int($1) } }

    private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
}
