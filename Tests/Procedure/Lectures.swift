import Foundation
import Testing
@testable import Procedure

@Suite("A typed text is read character by character, as NFKC reads the whole")
struct Lectures {
    /// The rule as it is written (`domain.md` §10): NFKC of the whole text, then each digit as that of ASCII.
    static func nfkc(_ texte: String) -> [UInt8?] {
        texte.precomposedStringWithCompatibilityMapping.unicodeScalars.map { scalaire in
            if scalaire.isASCII { return UInt8(scalaire.value) }
            guard [.decimal, .digit].contains(scalaire.properties.numericType), let valeur = scalaire.properties.numericValue else { return nil }
            return 48 + UInt8(valeur)
        }
    }

    static func lettersAndDigits(_ texte: String) -> [UInt8] { nfkc(texte).compactMap { $0?.upperCased } }

    @Test("Of each character of Unicode, alone between letters, and with a mark after it")
    func chacun() {
        for scalaire in (0x80...0x10FFFF).lazy.compactMap(Unicode.Scalar.init) {
            let texte = "A\(scalaire)\u{301}1"
            // Foundation does not know what came after Unicode 14.
            guard scalaire.properties.age.map({ $0.major <= 14 }) ?? true, Garde.lettersAndDigits(texte) != Self.lettersAndDigits(texte) else { continue }
            Issue.record("U+\(String(scalaire.value, radix: 16)): \(Garde.lettersAndDigits(texte)) instead of \(Self.lettersAndDigits(texte))")
        }
    }

    /// What is hard to read, and what numbers are made of.
    static let alphabet: [Unicode.Scalar] = {
        let marques = (UInt32(0x300)...0x36F).compactMap(Unicode.Scalar.init) + ["\u{334}", "\u{323}", "\u{5B0}", "\u{F71}", "\u{F73}", "\u{3099}", "\u{FF9E}", "\u{1D165}", "\u{20D0}"]
        let autres: [Unicode.Scalar] = [
            "\u{FDFA}", "\u{1100}", "\u{1161}", "\u{11A8}", "\u{FEFB}", "\u{200B}", "\u{202E}", "\u{AD}", "\u{34F}", "\u{A0}", "½", "②", "⒈", "㏕", "ﬁ", "ǆ", "Ấ", "é", "Å", "ß", "İ", "٣", "߅",
            "𝟘", "𝐀", "🄑", "㋉", "ª", "\u{E0031}",
        ]
        return marques + autres + "0123456789ABabXz .-/".unicodeScalars
    }()

    static func texte(_ hasard: inout some RandomNumberGenerator, _ longueur: Int) -> String {
        var texte = String.UnicodeScalarView()
        for _ in 0..<longueur { if let scalaire = alphabet.randomElement(using: &hasard) { texte.append(scalaire) } }
        return String(texte)
    }

    @Test("Of any text, however its marks are heaped")
    func tous() {
        var hasard = Graine(state: 16)
        for tour in 0..<20_000 {
            let texte = Self.texte(&hasard, tour % 60)
            #expect(Garde.lettersAndDigits(texte) == Self.lettersAndDigits(texte), "\(texte.unicodeScalars.map { String($0.value, radix: 16) })")
        }
    }

    @Test("A real number is refused in any field, whatever stands between its digits and whatever digits they are, and is not kept")
    func reels() {
        var hasard = Graine(state: 17)
        let separateurs = Self.alphabet.filter { Self.lettersAndDigits(String($0)).isEmpty }
        let zeros: [UInt32] = [0x30, 0x660, 0x6F0, 0x966, 0xFF10, 0x1D7CE, 0x1D7D8, 0x1FBF0, 0x0E50, 0x1E950]
        for _ in 0..<4_000 {
            let numero = Self.reel(&hasard)
            var graphie = String.UnicodeScalarView()
            for scalaire in numero.unicodeScalars {
                let zero = zeros[Int.random(in: 0..<zeros.count, using: &hasard)]
                graphie.append(UInt8(scalaire.value).isDigit ? Unicode.Scalar(zero + scalaire.value - 48) ?? scalaire : scalaire)
                // After a letter a mark makes another letter of it, as in NFKC.
                guard UInt8(scalaire.value).isDigit else { continue }
                for _ in 0..<Int.random(in: 0...3, using: &hasard) { graphie.append(separateurs[Int.random(in: 0..<separateurs.count, using: &hasard)]) }
            }
            let texte = String(graphie)
            #expect(Garde.containsRealNumber(texte) && Garde.placeOfRealNumber(inText: "Salle \(texte) !") != nil, "\(texte.unicodeScalars.map { String($0.value, radix: 16) })")
            for (champ, refus, garde) in ErreursOrdinaires.partout(texte) { #expect(refus == .numeroReel && garde == nil, "\(champ): \(numero)") }
        }
    }

    /// Thirteen or fifteen characters of a real shape: the rule's own grammar, drawn at random.
    static func reel(_ hasard: inout some RandomNumberGenerator) -> String {
        func nombre(_ plage: ClosedRange<Int>, _ chiffres: Int) -> String { String(String(1_000_000 + Int.random(in: plage, using: &hasard)).suffix(chiffres)) }
        let mois = (Array(1...12) + Array(20...99)).randomElement(using: &hasard) ?? 1
        let corps = nombre(1...8, 1) + nombre(0...99, 2) + nombre(mois...mois, 2) + (["2A", "2B"] + (1...6).map { _ in nombre(0...99, 2) })[Int.random(in: 0..<8, using: &hasard)] + nombre(0...999_999, 6)
        return Bool.random(using: &hasard) ? corps : corps + nombre(1...97, 2)
    }

    @Test("A real number is refused in a value of any length, wherever it stands", arguments: [0, 100, 240, 255, 256, 257, 300, 5_000])
    func longs(_ avant: Int) {
        for bourre in ["\u{301}", " ", "é", "x"] {
            let texte = String(repeating: bourre, count: avant) + "1 85 05 78 006 084 36"
            #expect(Garde.containsRealNumber(texte) && !Garde.admet(texte))
            for (champ, refus, garde) in ErreursOrdinaires.partout(texte) { #expect(refus == .numeroReel && garde == nil, "\(champ)") }
        }
    }

    @Test("The time that it takes grows with the octets, not with their square", arguments: [
        "\u{301}", "\u{301}\u{323}\u{334}", "A\u{301}", "\u{FDFA}", "\u{1100}\u{1161}\u{11A8}", "𝟙", "1\u{200B}", "\u{202E}1", "FR76 ", "11111111-",
    ])
    func lineaire(_ unite: String) {
        let clock = ContinuousClock()
        func duree(_ octets: Int) -> Duration {
            let texte = String(repeating: unite, count: octets / unite.utf8.count)
            return (0..<3).map { _ in clock.measure { _ = Garde.placeOfRealNumber(inText: texte) } }.min() ?? .zero
        }
        _ = duree(16)
        #expect(duree(65_536) < duree(8_192) * 24 + .milliseconds(5))
    }
}
