import Foundation  // NFKC only (`precomposedStringWithCompatibilityMapping`)

/// What keeps real numbers out (the 9-00 rule, `domain.md` §10). Every free field goes through here before
/// anything else looks at it.
public enum Garde {
    /// What is left of a typed value when only its letters and digits count: NFKC, every decimal digit of any
    /// script as its ASCII digit, ASCII letters upper-cased, all the rest dropped.
    public static func lettersAndDigits(_ texte: String) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(texte.utf8.count)
        for octet in characters(texte) {
            switch octet {
            case 48...57, 65...90: output.append(octet)
            case 97...122: output.append(octet - 32)
            default: break
            }
        }
        return output
    }

    /// The same, with case kept and white space and invisible characters alone dropped; `nil` when something
    /// else than ASCII is left.
    static func withoutSpaces(_ texte: String) -> [UInt8]? {
        if texte.utf8.allSatisfy({ 0x20 < $0 && $0 < 0x7F }) { return Array(texte.utf8) }
        var output: [UInt8] = []
        for scalar in texte.precomposedStringWithCompatibilityMapping.unicodeScalars where !scalar.isInvisible {
            guard let octet = scalar.digitOrASCII else { return nil }
            output.append(octet)
        }
        return output
    }

    /// Whether a run of digits (with the A and B of Corsica) somewhere in the text has the shape of a real NIR.
    /// A run that is itself a 9-00 number is not one, though a part of it may look real.
    public static func containsRealNumber(_ texte: String) -> Bool {
        guard texte.utf8.count >= 13 else { return false }
        let octets = lettersAndDigits(texte)
        var debut = 0
        while debut < octets.count {
            guard octets[debut].belongsToNumber else { debut += 1; continue }
            var fin = debut
            while fin < octets.count, octets[fin].belongsToNumber { fin += 1 }
            if isSuspect(octets[debut..<fin]) { return true }
            debut = fin
        }
        return false
    }

    private static func isSuspect(_ suite: ArraySlice<UInt8>) -> Bool {
        guard suite.count >= 13, NumeroDeSecuriteSociale(forme: suite) == nil else { return false }
        return suite.indices.dropLast(12).contains { looksLikeNIR(suite[$0...].prefix(13)) }
    }

    /// `[1-8]\d{2}(0[1-9]|1[0-2]|[2-9]\d)(\d{2}|2[AB])\d{6}` on exactly thirteen characters.
    private static func looksLikeNIR(_ treize: ArraySlice<UInt8>) -> Bool {
        let d = treize.startIndex
        func chiffre(_ rang: Int) -> Bool { treize[d + rang].isDigit }
        guard (49...56).contains(treize[d]), chiffre(1), chiffre(2), chiffre(3), chiffre(4) else { return false }
        let mois = Int(treize[d + 3] - 48) * 10 + Int(treize[d + 4] - 48)
        guard (1...12).contains(mois) || mois >= 20 else { return false }
        let corse = treize[d + 5] == 50 && (treize[d + 6] == 65 || treize[d + 6] == 66)
        guard corse || (chiffre(5) && chiffre(6)) else { return false }
        return (7...12).allSatisfy(chiffre)
    }

    /// ASCII that stands for each character, with a space for what has no ASCII reading.
    private static func characters(_ texte: String) -> [UInt8] {
        if texte.utf8.allSatisfy({ $0 < 128 }) { return Array(texte.utf8) }
        return texte.precomposedStringWithCompatibilityMapping.unicodeScalars.map { $0.digitOrASCII ?? 32 }
    }
}

extension Unicode.Scalar {
    fileprivate var digitOrASCII: UInt8? {
        if isASCII { return UInt8(value) }
        guard properties.numericType == .decimal || properties.numericType == .digit, let valeur = properties.numericValue else { return nil }
        return 48 + UInt8(valeur)
    }

    fileprivate var isInvisible: Bool {
        properties.isWhitespace || properties.isDefaultIgnorableCodePoint || properties.generalCategory == .format
            || properties.generalCategory == .control
    }
}

extension UInt8 {
    fileprivate var belongsToNumber: Bool { isDigit || self == 65 || self == 66 }
}
