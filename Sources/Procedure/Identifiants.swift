/// The capability of an exercice: 128 random bits, written as 32 consonants.
///
/// Letters only, so that it can never look like a NIR.
public struct ExerciceID: Hashable, Sendable, CustomStringConvertible {
    /// Of the text, in octets.
    public static let longueur = 32

    public let haut: UInt64, bas: UInt64

    public init(haut: UInt64, bas: UInt64) { (self.haut, self.bas) = (haut, bas) }

    public init(hasard generateur: inout some RandomNumberGenerator) {
        self.init(haut: generateur.next(), bas: generateur.next())
    }

    /// Reads what `description` writes; `nil` for anything else.
    public init?(_ texte: String) { self.init(texte.utf8Span.span) }

    /// The same, of the octets of a text.
    public init?(_ octets: Span<UInt8>) {
        guard octets.count == Self.longueur, let haut = Self.mot(octets, 0..<16), let bas = Self.mot(octets, 16..<32) else { return nil }
        self.init(haut: haut, bas: bas)
    }

    /// Sixteen letters, four bits each.
    private static func mot(_ octets: Span<UInt8>, _ plage: Range<Int>) -> UInt64? {
        var mot: UInt64 = 0
        for rang in plage {
            let valeur = valeurs[Int(octets[rang])]
            guard valeur < 16 else { return nil }
            mot = mot << 4 | UInt64(valeur)
        }
        return mot
    }

    public var description: String {
        unsafe String(unsafeUninitializedCapacity: Self.longueur) { octets in
            for rang in 0..<16 {
                unsafe octets.initializeElement(at: rang, to: Self.lettres[Int(haut >> UInt64(60 - 4 * rang) & 15)])
                unsafe octets.initializeElement(at: rang + 16, to: Self.lettres[Int(bas >> UInt64(60 - 4 * rang) & 15)])
            }
            return Self.longueur
        }
    }

    private static let lettres = Array("bcdfghjkmnpqrstv".utf8)
    /// The value of each octet; 255 for what is no letter of ours.
    private static let valeurs: [UInt8] = (0...255).map { octet in lettres.firstIndex(of: octet).map(UInt8.init) ?? 255 }
}

/// The reference of a justificatif: `EXERCICE-` and twelve consonants in groups of four (51 bits).
public struct Reference: Hashable, Sendable, CustomStringConvertible {
    public let description: String

    public init(hasard generateur: inout some RandomNumberGenerator) {
        // 64 bits for twelve letters of twenty: what is left over makes no letter likelier by one in a thousand.
        var hasard: UInt64 = generateur.next()
        var texte = Array(Self.prefixe.utf8)
        for rang in 0..<12 {
            if rang == 4 || rang == 8 { texte.append(UInt8(ascii: "-")) }
            texte.append(Self.lettres[Int(hasard % 20)])
            hasard /= 20
        }
        description = String(decoding: texte, as: UTF8.self)
    }

    /// Reads a reference as one may type it: case and separators do not count. `nil` for anything else.
    public init?(_ texte: String) {
        guard let lettres = Garde.code(texte, 20), lettres.starts(with: Array("EXERCICE".utf8)) else { return nil }
        let corps = lettres.dropFirst(8)
        guard corps.allSatisfy(Self.lettres.contains) else { return nil }
        description = Self.prefixe + stride(from: 8, to: 20, by: 4)
            .map { String(decoding: lettres[$0..<$0 + 4], as: UTF8.self) }.joined(separator: "-")
    }

    private static let prefixe = "EXERCICE-"
    private static let lettres = Array("BCDFGHJKLMNPQRSTVWXZ".utf8)
}

/// The value of a new code provisoire: `FICTIF` and six letters and digits, none of which looks like another. A code of
/// the real service does not begin so.
public struct CodeFictif: Hashable, Sendable, CustomStringConvertible {
    public let description: String

    public init(hasard generateur: inout some RandomNumberGenerator) {
        description = Self.prefixe + String((0..<6).map { _ in Self.lettres[Int(generateur.next(upperBound: UInt(Self.lettres.count)))] })
    }

    /// Reads what `description` writes, and what the catalogue holds; `nil` for anything else.
    public init?(_ texte: String) {
        guard texte.utf8.count == Self.longueur, texte.hasPrefix(Self.prefixe), texte.utf8.allSatisfy({ $0.isDigit || (65...90).contains($0 & 0xDF) }) else { return nil }
        description = texte
    }

    /// Whether letters and digits begin like one: case, and what looks like an I, are the exercise.
    static func looksLikeBeginning(_ lettres: ArraySlice<UInt8>) -> Bool {
        lettres.prefix(6).lazy.map { $0 == UInt8(ascii: "1") || $0 == UInt8(ascii: "L") ? UInt8(ascii: "I") : $0 }.elementsEqual(prefixe.utf8)
    }

    static let longueur = 12
    private static let prefixe = "FICTIF"
    private static let lettres = Array("23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz")
}
