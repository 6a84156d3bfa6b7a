import CZlib
import Testing

@testable import PDF

/// PNG files, written chunk by chunk without the room's own code, right and wrong.
struct PNGWriter {
    var width = 5, height = 6
    var depth = 8, kind = 2
    var interlacing: UInt8 = 0
    /// Rows without filters; drawn at random when they are not given.
    var rows: [[UInt8]] = []
    var random = Seeded(state: 7)

    init(kind: Int, depth: Int, width: Int = 5, height: Int = 6) {
        (self.kind, self.depth, self.width, self.height) = (kind, depth, width, height)
        let count = (width * channels * depth + 7) / 8
        rows = (0..<height).map { _ in (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) } }
    }

    var channels: Int { [0: 1, 2: 3, 3: 1, 4: 2, 6: 4][kind] ?? 1 }
    var header: [UInt8] { Self.long(width) + Self.long(height) + [UInt8(depth), UInt8(kind), 0, 0, interlacing] }
    var palette: [UInt8] { (0..<3 << depth).map { UInt8(truncatingIfNeeded: $0 * 37) } }

    /// All five filters, one after another.
    var filtered: [UInt8] {
        let distance = max(1, channels * depth / 8)
        var above = [UInt8](repeating: 0, count: rows[0].count), octets: [UInt8] = []
        for (number, row) in rows.enumerated() {
            octets.append(UInt8(number % 5))
            for index in row.indices {
                let left = index < distance ? 0 : Int(row[index - distance]), corner = index < distance ? 0 : Int(above[index - distance])
                octets.append(row[index] &- UInt8(predicted(number % 5, left, Int(above[index]), corner)))
            }
            above = row
        }
        return octets
    }

    /// The filters of ISO/IEC 15948 §9.2, as both sides need them.
    func predicted(_ filter: Int, _ left: Int, _ up: Int, _ corner: Int) -> Int {
        let guess = left + up - corner
        let nearest = [left, up, corner].min { abs(guess - $0) < abs(guess - $1) } ?? 0
        return [0, left, up, (left + up) / 2, nearest][filter]
    }

    /// In two chunks of dots.
    var chunks: [(String, [UInt8])] {
        let dots = deflated(filtered)
        let palette = kind == 3 ? [("PLTE", palette)] : []
        return [("IHDR", header)] + palette + [("IDAT", Array(dots.prefix(9))), ("IDAT", Array(dots.dropFirst(9))), ("IEND", [])]
    }

    var file: [UInt8] { Self.file(chunks) }

    func file(_ change: (inout [(String, [UInt8])]) -> Void) -> [UInt8] {
        var chunks = chunks
        change(&chunks)
        return Self.file(chunks)
    }

    static func file(_ chunks: [(String, [UInt8])]) -> [UInt8] {
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunks.flatMap { name, data in
            let body = Array(name.utf8) + data
            return long(data.count) + body + long(Int(crc32(0, body, UInt32(body.count))))
        }
    }

    static func long(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) } }

    static let kinds = [(0, 1), (0, 2), (0, 4), (0, 8), (0, 16), (2, 8), (2, 16), (3, 1), (3, 2), (3, 4), (3, 8), (4, 8), (4, 16), (6, 8), (6, 16)]
}

@Suite("Images of PNG files (ISO/IEC 15948)")
struct ImageTests {
    /// The rows that predictors and FlateDecode make of it.
    private func rows(_ samples: SampledImage.Samples, _ image: SampledImage) -> [[UInt8]] {
        let count = (image.width * samples.channels * samples.depth + 7) / 8
        let distance = max(1, samples.channels * samples.depth / 8)
        let octets = inflated(samples.deflated, count: image.height * (1 + count))
        let png = PNGWriter(kind: 2, depth: 8)
        var above = [UInt8](repeating: 0, count: count)
        return stride(from: 0, to: octets.count, by: 1 + count).map { start in
            var row: [UInt8] = []
            for index in 0..<count {
                let left = index < distance ? 0 : Int(row[index - distance]), corner = index < distance ? 0 : Int(above[index - distance])
                row.append(octets[start + 1 + index] &+ UInt8(png.predicted(Int(octets[start]), left, Int(above[index]), corner)))
            }
            above = row
            return row
        }
    }

    @Test("Of every kind and depth, colours and opacities are those of the file", arguments: PNGWriter.kinds)
    func kinds(kind: Int, depth: Int) throws {
        for width in [1, 5, 8, 33] {
            let png = PNGWriter(kind: kind, depth: depth, width: width)
            let image = try SampledImage(png: png.file.span)
            #expect(image.width == width && image.height == 6)
            #expect(image.samples.depth == depth && image.unpainted == nil)
            guard kind == 4 || kind == 6 else {
                #expect(image.opacity == nil && image.samples.deflated == deflated(png.filtered), "passed on as they are")
                #expect(rows(image.samples, image) == png.rows)
                continue
            }
            let opacity = try #require(image.opacity)
            let (size, colors) = (depth / 8, (png.channels - 1) * depth / 8)
            for (row, (color, alpha)) in zip(png.rows, zip(rows(image.samples, image), rows(opacity, image))) {
                var dots: [UInt8] = []
                for dot in 0..<width {
                    dots += color[dot * colors..<(dot + 1) * colors]
                    dots += alpha[dot * size..<(dot + 1) * size]
                }
                #expect(dots == row)
            }
        }
    }

    @Test("A palette may have opacities, of which those that lack are whole", arguments: [1, 2, 4, 8])
    func paletteOpacities(depth: Int) throws {
        let png = PNGWriter(kind: 3, depth: depth, width: 13)
        let entries: [UInt8] = [0, 128]
        let image = try SampledImage(png: png.file { $0.insert(("tRNS", entries), at: 2) }.span)
        #expect(image.space == .indexed(png.palette))
        let opacity = try #require(image.opacity)
        #expect(opacity.depth == 8 && opacity.channels == 1)
        func alpha(of dot: Int, in row: [UInt8]) -> UInt8 {
            let octet = Int(row[dot * depth / 8])
            let shift = 8 - depth - dot * depth % 8
            let entry = octet >> shift & ((1 << depth) - 1)
            return entry < 2 ? entries[entry] : 255
        }
        let expected = png.rows.map { row in (0..<13).map { alpha(of: $0, in: row) } }
        #expect(rows(opacity, image) == expected)
    }

    @Test("One grey or one colour may be unpainted")
    func unpainted() throws {
        func unpainted(_ kind: Int, _ depth: Int, _ color: [UInt8]) throws -> [Int]? {
            try SampledImage(png: PNGWriter(kind: kind, depth: depth).file { $0.insert(("tRNS", color), at: 1) }.span).unpainted
        }
        #expect(try unpainted(0, 2, [0xFF, 0xFE]) == [2])
        #expect(try unpainted(0, 16, [0x12, 0x34]) == [0x1234])
        #expect(try unpainted(2, 8, [0, 1, 0, 2, 0, 3]) == [1, 2, 3])
    }

    @Test("In a document an image is painted where it is asked for, its opacities beside it")
    func document() throws {
        var document = Document(Samples.metadata(), form: .readable)
        let place = Rectangle(x: 10, y: 20, width: 30, height: 40)
        let colors = try SampledImage(png: PNGWriter(kind: 6, depth: 16).file.span)
        let palette = try SampledImage(png: PNGWriter(kind: 3, depth: 2).file.span)
        let key = try SampledImage(png: PNGWriter(kind: 2, depth: 8).file { $0.insert(("tRNS", [0, 1, 0, 2, 0, 3]), at: 1) }.span)
        document.page { page in
            for image in [colors, palette, key] { page.figure("Des points", box: place) { $0.draw(image, in: place) } }
        }
        let file = try ReadableFile(document.bytes())
        func image(_ part: String) throws -> String { String(try #require(file.all(part).first).text.prefix { $0 != "s" }) }
        let mask = try #require(file.all("/ColorSpace /DeviceGray").first)
        #expect(mask.text.contains("/BitsPerComponent 16\n") && mask.text.contains("/Colors 1\n"))
        let color = try #require(file.all("/SMask \(mask.number) 0 R\n").first)
        #expect(color.text.contains("/ColorSpace /DeviceRGB\n") && color.text.contains("/Colors 3\n") && color.text.contains("/Columns 5\n"))
        #expect(file.all("/ColorSpace [/Indexed/DeviceRGB 3<00254a6f").count == 1)
        #expect(file.all("/Mask [1 1 2 2 3 3]\n").count == 1)
        let content = file.all("/Figure<<").first?.text ?? ""
        #expect(content.contains("q 30 0 0 40 10 20 cm/I0 Do Q\n") && content.contains("/I2 Do Q\n"))
    }

    // MARK: What is refused

    private func refusal(_ file: [UInt8], maximumDots: Int = 1 << 24) -> PNGError? {
        do {
            _ = try SampledImage(png: file.span, maximumDots: maximumDots)
            return nil
        } catch { return error }
    }

    @Test("What is not PNG, what is cut, and a chunk whose check disagrees")
    func damaged() {
        let file = PNGWriter(kind: 2, depth: 8).file
        #expect(refusal([]) == .notPNG && refusal(Array(file.dropFirst())) == .notPNG)
        for count in 8..<file.count {
            let error = refusal(Array(file.prefix(count)))
            #expect(error == .truncated || count == 8 && error == .misplacedChunk("IHDR"), "\(count)")
        }
        var changed = file
        changed[17] ^= 1
        #expect(refusal(changed) == .damagedChunk("IHDR"))
        #expect(refusal(file + [0]) == .misplacedChunk("IEND"))
    }

    @Test("Chunks in another order, twice, missing, or in an image of another kind")
    func order() {
        let colors = PNGWriter(kind: 2, depth: 8), palette = PNGWriter(kind: 3, depth: 8), gray = PNGWriter(kind: 4, depth: 8)
        for (file, name) in [
            (colors.file { $0.removeFirst() }, "IHDR"), (colors.file { $0.insert($0[0], at: 1) }, "IHDR"),
            (palette.file { $0.remove(at: 1) }, "IDAT"), (palette.file { $0.insert($0[1], at: 1) }, "PLTE"),
            (palette.file { $0.insert(("tRNS", [0]), at: 1) }, "tRNS"), (palette.file { $0.swapAt(1, 3) }, "IDAT"),
            (gray.file { $0.insert(("PLTE", [0, 0, 0]), at: 1) }, "PLTE"), (gray.file { $0.insert(("tRNS", [0, 0]), at: 1) }, "tRNS"),
            (colors.file { $0.insert(("tEXt", [0x41, 0]), at: 2) }, "IDAT"), (colors.file { $0.removeSubrange(1...2) }, "IEND"),
            (colors.file { $0.insert(("PLTE", [0, 0, 0]), at: 3) }, "PLTE"),
        ] {
            #expect(refusal(file) == .misplacedChunk(name), "\(name)")
        }
        #expect(refusal(colors.file { $0.insert(("ABCD", []), at: 1) }) == .unknownChunk("ABCD"))
        for extra in [("tEXt", [0x41, 0]), ("PLTE", [1, 2, 3])] as [(String, [UInt8])] {
            #expect(refusal(colors.file { $0.insert(extra, at: 1) }) == nil)
        }
    }

    @Test("Fields that the standard does not know, and what this room does not read")
    func fields() {
        func header(_ octets: [Int: UInt8]) -> PNGError? {
            refusal(PNGWriter(kind: 2, depth: 8).file { for (index, octet) in octets { $0[0].1[index] = octet } })
        }
        for octets in [[0: 0x80], [3: 0], [7: 0], [8: 4], [8: 3], [9: 1], [9: 5], [10: 1], [11: 1], [12: 2]] as [[Int: UInt8]] {
            #expect(header(octets) == .invalidChunk("IHDR"), "\(octets)")
        }
        #expect(header([12: 1]) == .interlaced)
        #expect(refusal(PNGWriter(kind: 2, depth: 8).file { $0[0].1.append(0) }) == .invalidChunk("IHDR"))
        for palette in [[], [1], [1, 2], [UInt8](repeating: 0, count: 15)] as [[UInt8]] {
            #expect(refusal(PNGWriter(kind: 3, depth: 2).file { $0[1].1 = palette }) == .invalidChunk("PLTE"), "\(palette.count)")
        }
        #expect(refusal(PNGWriter(kind: 3, depth: 2).file { $0.insert(("tRNS", [1, 2, 3, 4, 5]), at: 2) }) == .invalidChunk("tRNS"))
        #expect(refusal(PNGWriter(kind: 2, depth: 8).file { $0.insert(("tRNS", [1, 2]), at: 1) }) == .invalidChunk("tRNS"))
        #expect(refusal(PNGWriter(kind: 2, depth: 8).file { $0[3].1 = [0] }) == .invalidChunk("IEND"))
    }

    @Test("Dots that are too few, too many, badly deflated or filtered by a filter that is not")
    func dots() {
        func dots(_ octets: [UInt8]) -> PNGError? {
            refusal(PNGWriter(kind: 0, depth: 8).file { $0.replaceSubrange(1...2, with: [("IDAT", octets)]) })
        }
        let rows = PNGWriter(kind: 0, depth: 8).filtered
        #expect(dots(deflated(rows)) == nil)
        for wrong in [rows.dropLast(), rows + [0], [5] + rows.dropFirst(), []] as [ArraySlice<UInt8>] {
            #expect(dots(deflated(Array(wrong))) == .damagedDots)
        }
        let stream = deflated(rows)
        for wrong in [[], Array(stream.dropLast()), stream + [0], rows, Array(stream.dropLast()) + [stream[stream.count - 1] ^ 1]] {
            #expect(dots(wrong) == .damagedDots)
        }
    }

    @Test("An image is no larger than its reader allows, and a small file that unfolds is dropped at its first octet too many")
    func bombs() {
        #expect(refusal(PNGWriter(kind: 0, depth: 1, width: 100, height: 10).file, maximumDots: 1000) == nil)
        #expect(refusal(PNGWriter(kind: 0, depth: 1, width: 100, height: 10).file, maximumDots: 999) == .tooLarge)
        var giant = PNGWriter(kind: 6, depth: 16).header
        giant.replaceSubrange(0..<8, with: [0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF])
        #expect(refusal(PNGWriter.file([("IHDR", giant), ("IDAT", []), ("IEND", [])])) == .tooLarge)
        let bomb = deflated([UInt8](repeating: 0, count: 50_000_000))
        #expect(bomb.count < 60_000)
        for kind in [0, 4] {
            #expect(refusal(PNGWriter(kind: kind, depth: 8, width: 1, height: 1).file { $0.replaceSubrange(1...2, with: [("IDAT", bomb)]) }) == .damagedDots)
        }
    }

    @Test("Whatever octets change, a file is an image or is refused, and none is both")
    func mutations() throws {
        var random = Seeded(state: 20_220_204)
        let seeds = PNGWriter.kinds.map { PNGWriter(kind: $0.0, depth: $0.1) }
        var read = 0
        for _ in 0..<20_000 {
            guard let seed = seeds.randomElement(using: &random) else { break }
            var chunks = seed.chunks
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let chunk = Int.random(in: chunks.indices, using: &random)
                switch Int.random(in: 0..<6, using: &random) {
                case 0: chunks.remove(at: chunk)
                case 1: chunks.insert(chunks[chunk], at: Int.random(in: chunks.indices, using: &random))
                case 2: chunks[chunk].1 += (0..<Int.random(in: 1...8, using: &random)).map { _ in .random(in: 0...255, using: &random) }
                case 3: chunks[chunk].1.removeLast(min(chunks[chunk].1.count, 1))
                default:
                    let count = chunks[chunk].1.count
                    if count > 0 { chunks[chunk].1[Int.random(in: 0..<count, using: &random)] = .random(in: 0...255, using: &random) }
                }
                if chunks.isEmpty { break }
            }
            var file = PNGWriter.file(chunks)
            if Bool.random(using: &random) { file[Int.random(in: file.indices, using: &random)] ^= 1 << UInt8.random(in: 0...7, using: &random) }
            guard let image = try? SampledImage(png: file.span, maximumDots: 10_000) else { continue }
            read += 1
            #expect(rows(image.samples, image).count == image.height)
            if let opacity = image.opacity { #expect(rows(opacity, image).count == image.height) }
        }
        // A change that matters to nothing is rare.
        #expect((300...2000).contains(read), "\(read)")
    }
}
