import Foundation  // NFKC of one character at a time, once (`precomposedStringWithCompatibilityMapping`)

/// A typed text as NFKC gives it, of which ASCII alone counts, character by character and in time that grows with its
/// octets. NFKC of the whole would sort its combining marks, in time that grows with their square.
struct Lecture {
    /// What stands for one character of the text, or for a part of it.
    struct Signe {
        /// ASCII; a space for what cannot be seen, `autre` for what has no ASCII reading.
        var octet: UInt8
        /// The rank in the text of the character that it comes from.
        let place: Int

        static let autre: UInt8 = 0xFF
    }

    var signes: [Signe] = []

    init(_ texte: String) {
        signes.reserveCapacity(texte.utf8.count)
        // A mark composes with the letter before it unless one of the same class stands between them (UAX #15, D115).
        var lettre: Int?, vues = [Int](repeating: -1, count: 256)
        for (place, scalaire) in texte.unicodeScalars.enumerated() {
            let classe = scalaire.isASCII ? 0 : Int(scalaire.properties.canonicalCombiningClass.rawValue)
            if classe > 0 {
                if let base = lettre, vues[classe] != base {
                    vues[classe] = base
                    if Self.composees.contains(Self.paire(signes[base].octet, scalaire)) { (signes[base].octet, lettre) = (Signe.autre, nil) }
                }
                signes.append(Signe(octet: Signe.autre, place: place))
            } else {
                if scalaire.isASCII {
                    signes.append(Signe(octet: UInt8(scalaire.value), place: place))
                } else if let octets = Self.compatibles[scalaire] {
                    for octet in octets { signes.append(Signe(octet: octet, place: place)) }
                } else {
                    signes.append(Signe(octet: scalaire.chiffre ?? (scalaire.isInvisible ? 0x20 : Signe.autre), place: place))
                }
                lettre = signes.last.map { $0.octet.isLetter } == true ? signes.count - 1 : nil
            }
        }
    }

    /// Only its letters and digits, upper-cased.
    var lettersAndDigits: [Signe] {
        signes.compactMap { signe in signe.octet.upperCased.map { Signe(octet: $0, place: signe.place) } }
    }

    /// What is not ASCII and has ASCII in its NFKC: a test holds this against all of Unicode.
    private static let compatibles: [Unicode.Scalar: [UInt8]] = {
        let plages: [ClosedRange<UInt32>] = [
            0xA0...0xBE, 0x132...0x17F, 0x1C4...0x1F3, 0x2B0...0x2E3, 0x1D2C...0x1DBB, 0x1E9A...0x1E9A, 0x2000...0x20A8, 0x2100...0x2189,
            0x2460...0x24EA, 0x2C7C...0x2C7D, 0x3250...0x325F, 0x32B1...0x32CF, 0x3358...0x33FF, 0xA7F2...0xA7F4, 0xFB00...0xFB06, 0xFE10...0xFE6B,
            0xFF01...0xFF5E, 0x107A5...0x107A5, 0x1D400...0x1D7FF, 0x1F100...0x1F190, 0x1FBF0...0x1FBF9,
        ]
        var compatibles: [Unicode.Scalar: [UInt8]] = [:]
        for scalaire in plages.joined().compactMap(Unicode.Scalar.init) {
            let octets = nfkc([scalaire]).map { $0.isASCII ? UInt8($0.value) : Signe.autre }
            if octets.contains(where: { $0 != Signe.autre }) { compatibles[scalaire] = octets }
        }
        return compatibles
    }()

    /// The letters of ASCII that are another letter with a mark after them.
    private static let composees: Set<UInt32> = {
        let lettres = (UInt8(ascii: "A")...UInt8(ascii: "z")).filter(\.isLetter), marques = (UInt32(0x300)...0x345).compactMap(Unicode.Scalar.init)
        let paires = lettres.flatMap { lettre in marques.map { (lettre, $0) } }
        let lues = nfkc(paires.flatMap { [Unicode.Scalar($0), $1, "\n"] }).split(separator: "\n")
        return Set(zip(paires, lues).compactMap { paire, lue in lue.first?.isASCII == false ? Self.paire(paire.0, paire.1) : nil })
    }()

    private static func paire(_ lettre: UInt8, _ marque: Unicode.Scalar) -> UInt32 { UInt32(lettre) << 24 | marque.value }

    private static func nfkc(_ scalaires: [Unicode.Scalar]) -> String.UnicodeScalarView {
        var texte = String.UnicodeScalarView()
        texte.append(contentsOf: scalaires)
        return String(texte).precomposedStringWithCompatibilityMapping.unicodeScalars
    }
}

extension Unicode.Scalar {
    /// A digit of any script, as that of ASCII.
    fileprivate var chiffre: UInt8? {
        guard properties.numericType == .decimal || properties.numericType == .digit, let valeur = properties.numericValue else { return nil }
        return 48 + UInt8(valeur)
    }

    fileprivate var isInvisible: Bool {
        properties.isWhitespace || properties.isDefaultIgnorableCodePoint || properties.generalCategory == .format
            || properties.generalCategory == .control
    }
}

extension UInt8 {
    /// Of ASCII.
    var isLetter: Bool { (self | 0x20) &- 97 < 26 }

    /// A digit, or the capital of a letter; `nil` for anything else.
    var upperCased: UInt8? { isDigit ? self : isLetter ? self & 0xDF : nil }
}
