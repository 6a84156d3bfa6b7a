/// A social security number of the fictional 9-00 shape, and no other: the type cannot hold a real one.
///
/// `9 AA MM 00 CCC OOO KK`: the first digit 9 is used by nobody, the department 00 does not exist, and the real
/// service refuses both (`domain.md` §10).
public struct NumeroDeSecuriteSociale: Hashable, Sendable {
    /// Fifteen ASCII digits.
    public let chiffres: String

    /// Takes fifteen digits of the right shape, whatever their key.
    init?(forme chiffres: ArraySlice<UInt8>) {
        guard chiffres.count == 15, Self.isBeginning(chiffres) else { return nil }
        self.chiffres = String(decoding: chiffres, as: UTF8.self)
    }

    /// Takes fifteen digits of the right shape with the right key.
    public init?(_ chiffres: String) {
        self.init(forme: Array(chiffres.utf8)[...])
        guard hasRightKey else { return nil }
    }

    /// `KK = 97 − (the first 13 digits mod 97)`.
    var hasRightKey: Bool {
        let nombre = chiffres.utf8.prefix(13).reduce(0) { $0 * 10 + Int($1 - 48) }
        let cle = chiffres.utf8.suffix(2).reduce(0) { $0 * 10 + Int($1 - 48) }
        return cle == 97 - nombre % 97
    }

    /// A month above 12 stands for one that is not known. The online form refuses it, the phone takes it (S15).
    public var hasKnownMonth: Bool { chiffres.utf8.dropFirst(3).prefix(2).reduce(0) { $0 * 10 + Int($1 - 48) } <= 12 }

    /// `9 58 03 00 101 007 24`, as one reads it aloud.
    public var groupe: String { Self.grouped(chiffres) }

    /// The first layer: as far as it goes, is this the beginning of a 9-00 number?
    /// `^9\d{2}(0[1-9]|1[0-2]|20|3\d|4[0-2]|[5-9]\d)00\d{3}(?!000)\d{3}\d{2}$`
    static func isBeginning(_ valeur: ArraySlice<UInt8>) -> Bool {
        let d = valeur.startIndex
        guard valeur.count <= 15, valeur.allSatisfy(\.isDigit), valeur.first == 57 else { return false }
        if valeur.count > 4 {
            let mois = Int(valeur[d + 3] - 48) * 10 + Int(valeur[d + 4] - 48)
            guard (1...12).contains(mois) || mois == 20 || (30...42).contains(mois) || mois >= 50 else { return false }
        }
        guard valeur.dropFirst(5).prefix(2).allSatisfy({ $0 == 48 }) else { return false }
        return valeur.count < 13 || !valeur.dropFirst(10).prefix(3).allSatisfy { $0 == 48 }
    }

    /// Groups a number, or the beginning of one.
    static func grouped(_ chiffres: String) -> String {
        var texte: [UInt8] = []
        texte.reserveCapacity(21)
        for (rang, chiffre) in chiffres.utf8.enumerated() {
            switch rang {
            case 1, 3, 5, 7, 10, 13: texte.append(UInt8(ascii: " "))
            default: break
            }
            texte.append(chiffre)
        }
        return String(decoding: texte, as: UTF8.self)
    }
}

/// The two models of card that the form tells apart (`domain.md` §5).
public enum TypeCarteVitale: String, CaseIterable, Sendable {
    case sansPhoto, avecPhoto

    /// How many digits its serial number has.
    public var longueurs: ClosedRange<Int> { self == .avecPhoto ? 11...11 : 8...13 }
}

/// The fields that a form or a call carries.
public enum Champ: String, CaseIterable, Sendable {
    case codeProvisoire, nir, dateNaissance, typeCarteVitale, numeroSerie, beneficiaire, certification, canal
    case choix, suppression, decision
    case geste, aDeux, juste, code
    case message, jugement
    case fiche, scenario, salle, horloge, instant, avance, jour, repere, incident, fin, terminer
    case reference
    case poste, postes, intervention, indice, plan, jeu, fiches, etape, etapes, usager, conseiller, defaire, numero, vu, confirmation, activite, minutes

    /// Its name is ours: what is longer is none, and is not compared as text, which takes a time that grows with the square
    /// of its combining marks.
    public init?(rawValue: String) {
        guard rawValue.utf8.count <= Self.longueur, let champ = Self.parNom[rawValue] else { return nil }
        self = champ
    }

    private static let parNom = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })
    private static let longueur = parNom.keys.map(\.utf8.count).max() ?? 0
}

/// What is wrong with one field, and nothing of what it held.
public struct ErreurDeSaisie: Hashable, Sendable {
    public enum Motif: String, CaseIterable, Sendable {
        case requis, longueur, format, caracteres
        /// The value could be somebody's: it is dropped at once (`domain.md` §10).
        case numeroReel = "numero-reel-refuse"
        case inconnu = "valeur-inconnue"
        /// It leads beyond what the table of ``Borne`` has.
        case horsBornes = "hors-bornes"
    }
    public let champ: Champ
    public let motif: Motif

    public init(_ champ: Champ, _ motif: Motif) { (self.champ, self.motif) = (champ, motif) }
}

/// The four items of the CGU (3.3.a, step 1), and for whom. Well-formed; whether they are anybody's is for
/// `Exercice.decide` to say.
public struct Identification: Hashable, Sendable {
    public let codeProvisoire: String
    public let nir: NumeroDeSecuriteSociale
    public let typeCarteVitale: TypeCarteVitale
    public let numeroSerie: String
    /// The key of the person one acts for; without it the code decides.
    public let beneficiaire: String?
    /// « Je certifie être le représentant légal de … »
    public let certification: Bool
}

/// What a new code is asked for with (`domain.md` §4), and for whom. Well-formed, no more.
public struct DemandeDeCode: Hashable, Sendable {
    public let nir: NumeroDeSecuriteSociale
    public let dateNaissance: DateCivile
    public let typeCarteVitale: TypeCarteVitale
    public let numeroSerie: String
    /// `nil`: one first asks where it can be sent.
    public let canal: Canal?
    /// The key of the person; without it the birth date decides.
    public let beneficiaire: String?
}

/// A form of identification once screened: either four well-formed items, or what is wrong with each field.
public struct SaisieIdentification: Sendable {
    public let resultat: Result<Identification, SaisieInvalide>
    /// What may be shown again in each field. A refused value is not here: it is nowhere any more.
    public let kept: [Champ: String]
    /// « Je certifie… », as it was ticked.
    public let certification: Bool

    public init(
        codeProvisoire: String?, nir: String?, typeCarteVitale: String?, numeroSerie: String?,
        beneficiaire: String? = nil, certification: String? = nil
    ) {
        var form = Screening()
        let code = form.read(.codeProvisoire, Reading.code(codeProvisoire ?? ""))
        let numero = form.read(.nir, Reading.nir(nir ?? ""))
        let type = form.read(.typeCarteVitale, Reading.typeCarteVitale(typeCarteVitale ?? ""))
        let serie = form.read(.numeroSerie, Reading.numeroSerie(numeroSerie ?? "", type: type))
        let personne = form.person(beneficiaire)
        let certifie = form.read(.certification, Reading.coche(certification ?? ""))

        kept = form.kept
        self.certification = certifie ?? false
        if form.erreurs.isEmpty, let code, let numero, let type, let serie {
            resultat = .success(Identification(
                codeProvisoire: code, nir: numero, typeCarteVitale: type, numeroSerie: serie,
                beneficiaire: personne, certification: self.certification))
        } else {
            resultat = .failure(SaisieInvalide(erreurs: form.erreurs))
        }
    }
}

/// A form that asks for a code, once screened. Where the canal is asked on a second page, the form comes back with what
/// was kept of the first: the server remembers none of it.
public struct SaisieCode: Sendable {
    public let resultat: Result<DemandeDeCode, SaisieInvalide>
    public let kept: [Champ: String]

    public init(
        nir: String?, dateNaissance: String?, typeCarteVitale: String?, numeroSerie: String?, canal: String? = nil, beneficiaire: String? = nil
    ) {
        var form = Screening()
        let numero = form.read(.nir, Reading.nir(nir ?? ""))
        let naissance = form.read(.dateNaissance, Reading.date(dateNaissance ?? ""))
        let type = form.read(.typeCarteVitale, Reading.typeCarteVitale(typeCarteVitale ?? ""))
        let serie = form.read(.numeroSerie, Reading.numeroSerie(numeroSerie ?? "", type: type))
        let voie = canal.flatMap { $0.isEmpty ? nil : form.read(.canal, Reading.canal($0)) }
        let personne = form.person(beneficiaire)

        kept = form.kept
        if form.erreurs.isEmpty, let numero, let naissance, let type, let serie {
            resultat = .success(DemandeDeCode(
                nir: numero, dateNaissance: naissance, typeCarteVitale: type, numeroSerie: serie, canal: voie, beneficiaire: personne))
        } else {
            resultat = .failure(SaisieInvalide(erreurs: form.erreurs))
        }
    }
}

/// A form being read, field by field.
struct Screening {
    private(set) var erreurs: [ErreurDeSaisie] = []
    private(set) var kept: [Champ: String] = [:]

    mutating func read<T>(_ champ: Champ, _ reading: Reading<T>) -> T? {
        switch reading {
        case .valid(let valeur, let shown):
            kept[champ] = shown
            return valeur
        case .invalid(let motif, let shown):
            kept[champ] = motif == .numeroReel ? nil : shown
            erreurs.append(ErreurDeSaisie(champ, motif))
            return nil
        }
    }

    /// The key of a person; whether the fiche has it is not for a form to say.
    mutating func person(_ cle: String?) -> String? {
        guard let cle, !cle.isEmpty else { return nil }
        if !Garde.admet(cle) { erreurs.append(ErreurDeSaisie(.beneficiaire, .numeroReel)) }
        return cle
    }
}

/// The errors of a form, in the order of its fields; never empty.
public struct SaisieInvalide: Error, Hashable, Sendable {
    public let erreurs: [ErreurDeSaisie]
    /// The fields that are wrong.
    public let champs: [Champ]

    public init(erreurs: [ErreurDeSaisie]) { (self.erreurs, champs) = (erreurs, erreurs.map(\.champ)) }
    init(_ champ: Champ, _ motif: ErreurDeSaisie.Motif) { self.init(erreurs: [ErreurDeSaisie(champ, motif)]) }

    public var numeroReel: Bool { erreurs.contains { $0.motif == .numeroReel } }
}

/// The reading of one field: its value and how to show it again, or what is wrong and what may be kept of it.
enum Reading<Valeur> {
    case valid(Valeur, shown: String)
    case invalid(ErreurDeSaisie.Motif, shown: String)
}

extension Reading where Valeur == NumeroDeSecuriteSociale {
    /// The three layers up to the second (`domain.md` §10); the third is `Exercice.decide`.
    /// - Parameter takesUnknownMonth: as the phone does, and the form does not.
    static func nir(_ texte: String, takesUnknownMonth: Bool = false) -> Self {
        guard texte.utf8.count <= Garde.longueur else { return .invalid(.numeroReel, shown: "") }
        let valeur = Garde.lettersAndDigits(texte)
        guard !valeur.isEmpty else { return .invalid(.requis, shown: "") }
        guard NumeroDeSecuriteSociale.isBeginning(valeur[...]) else {
            guard ValeursDesFiches.contain(valeur) else { return .invalid(.numeroReel, shown: "") }
            return .invalid(valeur.count == 15 ? .format : .longueur, shown: texte)
        }
        // Only the digits that were screened go back to the page, never the text they came in.
        let shown = NumeroDeSecuriteSociale.grouped(String(decoding: valeur, as: UTF8.self))
        guard let nir = NumeroDeSecuriteSociale(forme: valeur[...]) else { return .invalid(.longueur, shown: shown) }
        guard nir.hasRightKey, takesUnknownMonth || nir.hasKnownMonth else { return .invalid(.format, shown: shown) }
        return .valid(nir, shown: shown)
    }
}

extension Reading where Valeur == Bool {
    /// A box of a form: `on`, or nothing.
    static func coche(_ texte: String) -> Self {
        guard Garde.admet(texte) else { return .invalid(.numeroReel, shown: "") }
        guard texte.isEmpty || texte == "on" else { return .invalid(.inconnu, shown: "") }
        return .valid(texte == "on", shown: texte)
    }
}

extension Reading where Valeur == TypeCarteVitale {
    static func typeCarteVitale(_ texte: String) -> Self {
        guard Garde.admet(texte) else { return .invalid(.numeroReel, shown: "") }
        guard let type = TypeCarteVitale(rawValue: texte) else { return .invalid(.requis, shown: "") }
        return .valid(type, shown: type.rawValue)
    }
}

extension Reading where Valeur == Canal {
    static func canal(_ texte: String) -> Self {
        guard Garde.admet(texte) else { return .invalid(.numeroReel, shown: "") }
        guard let canal = Canal(rawValue: texte) else { return .invalid(.inconnu, shown: "") }
        return .valid(canal, shown: canal.rawValue)
    }
}

extension DateCivile {
    /// `14/03/1958`, as a form takes it.
    public var saisie: String {
        func deux(_ nombre: Int) -> String { nombre < 10 ? "0\(nombre)" : "\(nombre)" }
        return "\(deux(jour))/\(deux(mois))/\(annee)"
    }

    /// Reads a day, a month and a year of four digits, whatever parts them: `14/3/1958`, `14 mars 1958`, `1er août 2018`;
    /// accents may be left out.
    init?(ecrite texte: String) {
        let mots = texte.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
        guard mots.count == 3, let jour = Int(mots[0] == "1er" ? "1" : mots[0]), mots[2].count == 4, let annee = Int(mots[2]) else { return nil }
        guard let mois = (1...12).first(where: { Self.ecritures(mois: $0).contains(mots[1]) }) ?? Int(mots[1]) else { return nil }
        self.init(annee: annee, mois: mois, jour: jour)
    }

    /// The name of a month, as it is written and without its accents.
    static func ecritures(mois: Int) -> [String] { nomsDesMois[mois - 1] }

    private static let nomsDesMois = [
        ["janvier"], ["février", "fevrier"], ["mars"], ["avril"], ["mai"], ["juin"], ["juillet"], ["août", "aout"], ["septembre"], ["octobre"], ["novembre"],
        ["décembre", "decembre"],
    ]
}

extension Reading where Valeur == DateCivile {
    /// `14/03/1958` as one types it (any separator, or none), `14 mars 1958` as the fiche writes it, or `1958-03-14`.
    static func date(_ texte: String) -> Self {
        guard Garde.admet(texte) else { return .invalid(.numeroReel, shown: "") }
        if let date = DateCivile(ecrite: texte), years.contains(date.annee) { return .valid(date, shown: date.saisie) }
        let lettres = Garde.lettersAndDigits(texte)
        guard !lettres.isEmpty else { return .invalid(.requis, shown: "") }
        // Nothing longer than a date is kept, but what the fiche says: it is none, and could be anything.
        guard lettres.count == 8, lettres.allSatisfy(\.isDigit) else {
            return .invalid(.format, shown: lettres.count < 8 || ValeursDesFiches.contain(lettres) ? texte : "")
        }
        func nombre(_ plage: Range<Int>) -> Int { lettres[plage].reduce(0) { $0 * 10 + Int($1 - 48) } }
        let date = DateCivile(iso: texte) ?? DateCivile(annee: nombre(4..<8), mois: nombre(2..<4), jour: nombre(0..<2))
        let shown = String(decoding: lettres, as: UTF8.self)
        guard let date, years.contains(date.annee) else { return .invalid(.format, shown: shown) }
        return .valid(date, shown: date.saisie)
    }

    private static var years: ClosedRange<Int> { 1850...2100 }
}

extension Reading where Valeur == String {
    /// Twelve characters `[0-9A-Za-z]`. From eight on, one that does not begin like FICTIF could be somebody's.
    static func code(_ texte: String) -> Self {
        guard Garde.admet(texte) else { return .invalid(.numeroReel, shown: "") }
        let lettres = Garde.lettersAndDigits(texte)
        guard CodeFictif.looksLikeBeginning(lettres[...]) || Garde.signes(texte) < 8 || ValeursDesFiches.contain(lettres) else {
            return .invalid(.numeroReel, shown: "")
        }
        guard let valeur = Garde.withoutSpaces(texte), valeur.count == lettres.count else { return .invalid(.caracteres, shown: texte) }
        let code = String(decoding: valeur, as: UTF8.self)
        guard !code.isEmpty else { return .invalid(.requis, shown: "") }
        guard code.utf8.count == 12 else { return .invalid(.longueur, shown: code) }
        return .valid(code, shown: code)
    }

    /// A serial number, or an ordinary mistake in its place; anything else could be a real one.
    static func numeroSerie(_ texte: String, type: TypeCarteVitale?) -> Self {
        guard Garde.admet(texte) else { return .invalid(.numeroReel, shown: "") }
        let lettres = Garde.lettersAndDigits(texte)
        guard !lettres.isEmpty else { return .invalid(texte.allSatisfy(\.isWhitespace) ? .requis : .caracteres, shown: "") }
        let chiffres = lettres.filter(\.isDigit)
        guard isHarmless(chiffres) || ValeursDesFiches.contain(lettres) else { return .invalid(.numeroReel, shown: "") }
        guard chiffres.count == lettres.count else { return .invalid(.caracteres, shown: texte) }
        let serie = String(decoding: chiffres, as: UTF8.self)
        let longueurs = type?.longueurs ?? TypeCarteVitale.sansPhoto.longueurs
        guard longueurs.contains(chiffres.count) else { return .invalid(.longueur, shown: serie) }
        return .valid(serie, shown: serie)
    }

    /// Fewer than eight digits; six zeros first (ours, and the issuer's number of our cards) and then fewer than eight digits
    /// beside zeros; both of them, as they stand on our cards; a date; or a 9-00 number.
    private static func isHarmless(_ chiffres: [UInt8]) -> Bool {
        if chiffres.count < 8 { return true }
        func isOurs(_ plage: Range<Int>) -> Bool { chiffres[plage].prefix(6).allSatisfy { $0 == 48 } }
        if isOurs(0..<chiffres.count), chiffres.drop(while: { $0 == 48 }).count < 8 { return true }
        if chiffres.count == 21, isOurs(0..<10), isOurs(10..<21) { return true }
        if NumeroDeSecuriteSociale(forme: chiffres[...]) != nil { return true }
        guard chiffres.count == 8 else { return false }
        func date(annee: Range<Int>, mois: Range<Int>, jour: Range<Int>) -> Bool {
            func nombre(_ plage: Range<Int>) -> Int { chiffres[plage].reduce(0) { $0 * 10 + Int($1 - 48) } }
            return (1900...2100).contains(nombre(annee)) && DateCivile(annee: nombre(annee), mois: nombre(mois), jour: nombre(jour)) != nil
        }
        return date(annee: 4..<8, mois: 2..<4, jour: 0..<2) || date(annee: 0..<4, mois: 4..<6, jour: 6..<8)
    }
}
