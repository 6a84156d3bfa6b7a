import Glibc

@testable import PDF

/// A whole font, which each input damages: of itself, no input would get past the first table.
private let font = {
    guard let file = fopen("../../Sources/Documents/Fonts/NotoSans-Regular.ttf", "r") else { fatalError("Run it by Tests/Fuzz/run") }
    defer { fclose(file) }
    var octets = [UInt8](repeating: 0, count: 1 << 16)
    octets.removeLast(octets.count - fread(&octets, 1, octets.count, file))
    return octets
}()

/// The reader of fonts. Each four octets of the input stand for one of the font: the first two say which, and the others
/// how it changes; after that, where the font ends.
func fuzzFont(_ octets: [UInt8]) {
    var damaged = font
    for edit in stride(from: 0, to: octets.count - 3, by: 4) {
        // Half of the edits are in the directory and the tables that stand first.
        let place = Int(octets[edit]) << 8 | Int(octets[edit + 1])
        damaged[(octets[edit + 2] & 1 == 0 ? place & 0x3FF : place) % damaged.count] ^= octets[edit + 3]
    }
    if octets.count % 4 == 3 { damaged.removeLast(Int(octets[octets.count - 1]) * 16) }
    guard let font = try? TrueTypeFont(damaged) else { return }
    require((16...16_384).contains(font.unitsPerEm), "A font has an em")
    guard let subset = try? FontSubset(font, letters: "AVé-f".unicodeScalars), let block = try? TextBlock("AVé- f", TextStyle(subset, size: 12), width: 20) else { return }
    require(!block.naturalWidth.isNaN && block.lineCount > 0, "A text has a width")
    var document = Document(Metadata(title: "A", author: "", subject: "", language: "en", created: 0))
    document.page { page in page.heading(1) { $0.show(block, at: Point(x: 50, y: 700)) } }
    guard let file = try? document.bytes() else { return }
    require(file.starts(with: Array("%PDF-1.7\n".utf8)) && file.suffix(6) == Array("%%EOF\n".utf8)[...], "What is written is a document")
}

/// The reader of PNG files. The first octet says whether the rest is the file, or its header and its dots: then the lengths,
/// the checks and the compression are what they should be.
func fuzzImage(_ octets: [UInt8]) {
    guard let form = octets.first else { return }
    let rest = Array(octets.dropFirst())
    let file = form & 1 == 0 || rest.count < 13 ? rest : png(rest, hasPalette: form & 2 != 0, hasOpacities: form & 4 != 0)
    guard let image = try? SampledImage(png: file.span, maximumDots: 1 << 12) else { return }
    require((1...1 << 12).contains(image.width * image.height), "An image keeps to its limit of dots")
    var document = Document(Metadata(title: "A", author: "", subject: "", language: "en", created: 0))
    let box = Rectangle(x: 0, y: 0, width: 10, height: 10)
    document.page { page in page.figure("A", box: box) { $0.draw(image, in: box) } }
    require((try? document.bytes()) != nil, "An image that is read can be written")
}

private func png(_ octets: [UInt8], hasPalette: Bool, hasOpacities: Bool) -> [UInt8] {
    func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
        let checked = Array(name.utf8) + data
        return big(UInt32(data.count)) + checked + big(crc(checked))
    }
    // Sides of 16 dots at most, so that the dots may be all there.
    let header = [0, 0, 0, octets[0] & 15, 0, 0, 0, octets[1] & 15] + octets[2..<7]
    let dots = Array(octets[7...])
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", header) + (hasPalette ? chunk("PLTE", Array(dots.prefix(6))) : [])
        + (hasOpacities ? chunk("tRNS", Array(dots.suffix(2))) : []) + chunk("IDAT", deflated(dots)) + chunk("IEND", [])
}

private func big(_ number: UInt32) -> [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> UInt32($0)) } }

private func crc(_ octets: [UInt8]) -> UInt32 {
    ~octets.reduce(~0) { sum, octet in (0..<8).reduce(sum ^ UInt32(octet)) { sum, _ in sum >> 1 ^ (sum & 1 == 1 ? 0xEDB8_8320 : 0) } }
}
