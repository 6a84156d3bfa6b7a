import Deflate

/// A picture of many colours (ISO 32000-1 §8.9.5): grey, RGB or of a palette, of 1 to 16 bits a sample, with or without
/// opacity. Its colours are taken as those of sRGB.
public struct SampledImage: Sendable, Hashable {
    enum Space: Sendable, Hashable {
        case gray, rgb
        /// Red, green and blue of each entry.
        case indexed([UInt8])

        var channels: Int { self == .rgb ? 3 : 1 }
    }

    /// Rows that are each filtered as their first octet says (ISO/IEC 15948 §9), then deflated: what FlateDecode reads
    /// with predictors (ISO 32000-1 §7.4.4.4).
    struct Samples: Sendable, Hashable {
        let deflated: [UInt8]
        let channels: Int
        let depth: Int
    }

    public let width: Int
    public let height: Int
    let space: Space
    let samples: Samples
    /// How opaque each dot is.
    private(set) var opacity: Samples?
    /// The one colour that is not painted, of as many samples as a dot has.
    private(set) var unpainted: [Int]?

    /// The image of a PNG file. Its dots are passed on as they are deflated there; only opacities are taken apart.
    /// - Parameters:
    ///   - file: the whole of it.
    ///   - maximumDots: no image has more. Reading one takes its file's octets and, where dots have opacities, those of
    ///     the dots; else one row of them.
    /// - Throws: `PNGError`, of any file that the standard does not allow, whatever it holds.
    public init(png file: borrowing Span<UInt8>, maximumDots: Int = 1 << 24) throws(PNGError) {
        let png = try PNGFile(file, maximumDots: maximumDots)
        (width, height) = (png.width, png.height)
        switch png.kind {
        case .gray, .grayAlpha: space = .gray
        case .rgb, .rgbAlpha: space = .rgb
        case .palette: space = .indexed(png.palette)
        }
        if png.kind.hasAlpha {
            let (colors, opacities) = try Self.split(png)
            samples = Samples(deflated: deflated(colors), channels: space.channels, depth: png.depth)
            opacity = Samples(deflated: deflated(opacities), channels: 1, depth: png.depth)
            return
        }
        samples = Samples(deflated: png.dots, channels: space.channels, depth: png.depth)
        switch (png.transparency, png.kind) {
        case (let opacities?, .palette):
            opacity = Samples(deflated: deflated(try Self.opacities(png, of: opacities)), channels: 1, depth: 8)
        case (let color?, _):
            try Self.rows(png) { _ in }
            // §11.3.2.1: only the bits of the depth count.
            unpainted = stride(from: 0, to: color.count, by: 2).map { (Int(color[$0]) << 8 | Int(color[$0 + 1])) & (1 << png.depth - 1) }
        case (nil, _):
            try Self.rows(png) { _ in }
        }
    }

    /// Rows as they are filtered: each filter looks at the same octet of a neighbour, so what it says of a sample stays
    /// true when the samples beside it are taken away.
    private static func split(_ png: PNGFile) throws(PNGError) -> (colors: [UInt8], opacities: [UInt8]) {
        var (colors, opacities): ([UInt8], [UInt8]) = ([], [])
        let colorCount = png.dotCount - png.depth / 8
        colors.reserveCapacity(png.height * (1 + png.width * colorCount))
        opacities.reserveCapacity(png.height * (1 + png.width * png.depth / 8))
        try rows(png) { row in
            colors.append(row[0])
            opacities.append(row[0])
            for dot in 0..<png.width {
                for octet in 0..<png.dotCount {
                    let sample = row[1 + dot * png.dotCount + octet]
                    if octet < colorCount { colors.append(sample) } else { opacities.append(sample) }
                }
            }
        }
        return (colors, opacities)
    }

    /// Of each dot, the opacity of its entry in the palette, in rows that are not filtered.
    private static func opacities(_ png: PNGFile, of entries: [UInt8]) throws(PNGError) -> [UInt8] {
        var opacities: [UInt8] = []
        opacities.reserveCapacity(png.height * (1 + png.width))
        var above = [UInt8](repeating: 0, count: png.rowCount)
        try rows(png) { row in
            unfilter(row, &above)
            opacities.append(0)
            for dot in 0..<png.width {
                let bit = dot * png.depth
                let entry = Int(above[bit / 8] >> UInt8(8 - png.depth - bit % 8)) & (1 << png.depth - 1)
                opacities.append(entry < entries.count ? entries[entry] : 255)
            }
        }
        return opacities
    }

    /// §9.2, for dots of an octet or less; `above` becomes the row itself.
    private static func unfilter(_ filtered: borrowing Span<UInt8>, _ above: inout [UInt8]) {
        var (left, corner) = (0, 0)
        for index in above.indices {
            let up = Int(above[index])
            let predicted = switch filtered[0] {
            case 1: left
            case 2: up
            case 3: (left + up) / 2
            case 4: paeth(left, up, corner)
            default: 0
            }
            (left, corner) = ((Int(filtered[index + 1]) + predicted) & 0xFF, up)
            above[index] = UInt8(left)
        }
    }

    /// §9.4.
    private static func paeth(_ left: Int, _ up: Int, _ corner: Int) -> Int {
        let guess = left + up - corner
        let (toLeft, toUp, toCorner) = (abs(guess - left), abs(guess - up), abs(guess - corner))
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner
    }

    /// Gives out the rows, each behind the number of its filter. Whatever the stream says, one row is held at a time.
    private static func rows(_ png: PNGFile, _ body: (borrowing Span<UInt8>) -> Void) throws(PNGError) {
        let areRows = inflated(png.dots, pieces: png.height, of: 1 + png.rowCount) { row in
            guard row[0] <= 4 else { return false }
            body(row)
            return true
        }
        guard areRows else { throw .damagedDots }
    }
}
