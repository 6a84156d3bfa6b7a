/// A number of social security that a document may show: `9 AA MM 00 CCC OOO KK`, which no real one is.
struct NumeroFictif {
    private let chiffres: String

    /// - Parameter chiffres: fifteen digits, without separators; `nil` for anything else.
    init?(_ chiffres: String) {
        let octets = Array(chiffres.utf8)
        guard octets.count == 15, octets.allSatisfy({ (0x30...0x39).contains($0) }),
            octets[0] == UInt8(ascii: "9"), octets[5] == UInt8(ascii: "0"), octets[6] == UInt8(ascii: "0")
        else { return nil }
        self.chiffres = chiffres
    }

    var ordre: String { part(10..<13) }
    var cle: String { part(13..<15) }

    /// As one reads it aloud; it never breaks.
    var groupe: String { [0..<1, 1..<3, 3..<5, 5..<7, 7..<10, 10..<13, 13..<15].map(part).joined(separator: "\u{A0}") }

    private func part(_ range: Range<Int>) -> String { String(chiffres.utf8.dropFirst(range.lowerBound).prefix(range.count)) ?? "" }
}
