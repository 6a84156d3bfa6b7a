/// Identifiers that hold many digits and are nobody's number: each is known by a grammar of its own.
extension Lecture {
    /// Puts a letter that belongs to no number in the place of each of their characters.
    mutating func maskIdentifiers() {
        let octets = signes.map { $0.octet.isLetter ? $0.octet & 0xDF : $0.octet }
        var index = 0
        while index < octets.count {
            let isStart = octets[index].upperCased != nil && (index == 0 || !octets[index - 1].continuesWord)
            guard isStart, let fin = Self.endOfUUID(octets[index...]) ?? Self.endOfIBAN(octets[index...]) else { index += 1; continue }
            for masque in index..<fin { signes[masque].octet = UInt8(ascii: "Z") }
            index = fin
        }
    }

    /// RFC 9562: 8-4-4-4-12 hexadecimal digits, with a version and a variant. One without a letter beyond B could be a number
    /// that was cut so.
    private static func endOfUUID(_ octets: ArraySlice<UInt8>) -> Int? {
        guard octets.count >= 36, octets[octets.startIndex + 8] == UInt8(ascii: "-") else { return nil }
        let uuid = Array(octets.prefix(36))
        guard octets.dropFirst(36).first?.continuesWord != true else { return nil }
        for (rang, octet) in uuid.enumerated() {
            guard [8, 13, 18, 23].contains(rang) ? octet == UInt8(ascii: "-") : octet.isDigit || (65...70).contains(octet) else { return nil }
        }
        guard (49...56).contains(uuid[14]), [56, 57, 65, 66].contains(uuid[19]), uuid.contains(where: { (67...70).contains($0) }) else { return nil }
        return holdsKeyedNumber(uuid.filter { $0 != UInt8(ascii: "-") }) ? nil : octets.startIndex + 36
    }

    /// ISO 13616: a country, two digits, and as many characters as that country has, in groups or not, whose remainder is 1.
    private static func endOfIBAN(_ octets: ArraySlice<UInt8>) -> Int? {
        guard let nombre = longueursIBAN[octets.prefix(2)] else { return nil }
        var iban: [UInt8] = [], fin = octets.startIndex
        while iban.count < nombre {
            guard fin < octets.endIndex else { return nil }
            if let octet = octets[fin].upperCased { iban.append(octet) } else if octets[fin] != 0x20 || iban.count % 4 != 0 { return nil }
            fin += 1
        }
        guard fin == octets.endIndex || !octets[fin].continuesWord, iban[2].isDigit, iban[3].isDigit, remainder(iban[4...] + iban[..<4]) == 1 else { return nil }
        // « fr », then a number with its key: the stricter reading holds.
        return holdsKeyedNumber(Array(iban[2...].prefix(15))) ? nil : fin
    }

    /// Letters count for two digits: A is 10.
    private static func remainder(_ octets: ArraySlice<UInt8>) -> Int {
        octets.reduce(0) { reste, octet in octet.isDigit ? (reste * 10 + Int(octet - 48)) % 97 : (reste * 100 + Int(octet) - 55) % 97 }
    }

    private static let longueursIBAN: [ArraySlice<UInt8>: Int] = Dictionary(uniqueKeysWithValues: [
        "AT": 20, "BE": 16, "CH": 21, "DE": 22, "ES": 24, "FR": 27, "GB": 22, "IE": 22, "IT": 27, "LU": 20, "MC": 27, "NL": 18, "PL": 28, "PT": 25, "RO": 24,
    ].map { (Array($0.utf8)[...], $1) })

    /// Whether fifteen digits in a row have the key of a NIR.
    private static func holdsKeyedNumber(_ octets: [UInt8]) -> Bool {
        octets.indices.dropLast(14).contains { debut in
            let quinze = octets[debut..<debut + 15]
            func nombre(_ chiffres: ArraySlice<UInt8>) -> Int { chiffres.reduce(0) { $0 * 10 + Int($1 - 48) } }
            return quinze.allSatisfy(\.isDigit) && nombre(quinze.suffix(2)) == 97 - nombre(quinze.prefix(13)) % 97
        }
    }
}

extension UInt8 {
    /// Of ASCII, or a character that has no ASCII reading.
    fileprivate var continuesWord: Bool { upperCased != nil || self == Lecture.Signe.autre }
}
