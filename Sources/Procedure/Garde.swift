/// What keeps real numbers out (the 9-00 rule, `domain.md` §10). Every free field goes through here before
/// anything else looks at it.
public enum Garde {
    /// Of what one types in a field, in octets: nothing that a field takes is a quarter as long. What is longer is refused
    /// whole, before anything reads it; so it needs no scan.
    public static let longueur = 256

    /// Whether a field may look at what was typed in it: it is not too long, and nothing in it has the shape of a real NIR.
    public static func admet(_ texte: String) -> Bool { texte.utf8.count <= longueur && !containsRealNumber(texte) }

    /// What is left of a typed value when only its letters and digits count: NFKC, every decimal digit of any
    /// script as its ASCII digit, ASCII letters upper-cased, all the rest dropped.
    public static func lettersAndDigits(_ texte: String) -> [UInt8] {
        guard isASCII(texte) else { return Lecture(texte).lettersAndDigits.map(\.octet) }
        var octets: [UInt8] = []
        octets.reserveCapacity(texte.utf8.count)
        for octet in texte.utf8 { if let lu = octet.upperCased { octets.append(lu) } }
        return octets
    }

    /// The same of a code that has so many of them; `nil` for what is too long to be one.
    public static func code(_ texte: String, _ nombre: Int) -> [UInt8]? {
        guard texte.utf8.count <= longueur else { return nil }
        let lettres = lettersAndDigits(texte)
        return lettres.count == nombre ? lettres : nil
    }

    /// The same, with case kept and white space and invisible characters alone dropped; `nil` when something
    /// else than ASCII is left.
    static func withoutSpaces(_ texte: String) -> [UInt8]? {
        if texte.utf8.allSatisfy({ 0x20 < $0 && $0 < 0x7F }) { return Array(texte.utf8) }
        let octets = Lecture(texte).signes.map(\.octet)
        return octets.contains(Lecture.Signe.autre) ? nil : octets.filter { 0x20 < $0 && $0 < 0x7F }
    }

    /// How many characters it has that can be seen and part nothing: letters and digits, and whatever is not ASCII.
    static func signes(_ texte: String) -> Int {
        if isASCII(texte) { return lettersAndDigits(texte).count }
        return Lecture(texte).signes.count { $0.octet == Lecture.Signe.autre || $0.octet.upperCased != nil }
    }

    /// Whether a run of digits (with the A and B of Corsica) somewhere in the text has the shape of a real NIR.
    /// A run that is itself a 9-00 number is not one, though a part of it may look real; nor is one that stands on a fiche.
    public static func containsRealNumber(_ texte: String) -> Bool {
        texte.utf8.count >= 13 && firstRealNumber(lettersAndDigits(texte)) != nil
    }

    /// Where the first such run stands in a text that may hold anything, as one counts its characters, from 1. What is
    /// recognised by a grammar of its own is not one: an instant, a UUID, an IBAN.
    public static func placeOfRealNumber(inText texte: String) -> ClosedRange<Int>? {
        guard texte.utf8.count >= 13, Instant(iso: texte) == nil else { return nil }
        var lecture = Lecture(texte)
        lecture.maskIdentifiers()
        let lettres = lecture.lettersAndDigits
        return firstRealNumber(lettres.map(\.octet)).map { lettres[$0.lowerBound].place + 1...lettres[$0.upperBound - 1].place + 1 }
    }

    private static func firstRealNumber(_ octets: [UInt8]) -> Range<Int>? {
        var debut = 0
        while debut < octets.count {
            guard octets[debut].isDigit else { debut += 1; continue }
            var fin = debut
            while fin < octets.count, octets[fin].belongsToNumber { fin += 1 }
            if let suspect = suspect(octets[debut..<fin]) { return suspect }
            debut = fin
        }
        return nil
    }

    private static func suspect(_ suite: ArraySlice<UInt8>) -> Range<Int>? {
        guard suite.count >= 13, let debut = suite.indices.dropLast(12).first(where: { looksLikeNIR(suite[$0...].prefix(13)) }) else { return nil }
        let chiffres = suite.prefix { $0.isDigit }
        if suite[chiffres.endIndex...].allSatisfy({ !$0.isDigit }), NumeroDeSecuriteSociale(forme: chiffres) != nil || ValeursDesFiches.areDigits(chiffres) {
            return nil
        }
        // With its key, where there is one.
        let cle = suite[(debut + 13)...].prefix(2)
        return debut..<(cle.count == 2 && cle.allSatisfy(\.isDigit) ? cle.endIndex : debut + 13)
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

    private static func isASCII(_ texte: String) -> Bool { texte.utf8.allSatisfy { $0 < 128 } }
}

extension UInt8 {
    fileprivate var belongsToNumber: Bool { isDigit || self == 65 || self == 66 }
}
