import CivilCalendar

/// A point in time: milliseconds since 1970-01-01T00:00:00Z, leap seconds ignored as POSIX does.
///
/// Nothing in this room reads a clock: every `Instant` comes in as a value.
public struct Instant: Hashable, Comparable, Sendable {
    public let milliseconds: Int64

    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    public static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }
    /// Saturates: a clock that jumps by ages stops nothing.
    public static func - (left: Instant, right: Instant) -> Int64 {
        let (difference, overflows) = left.milliseconds.subtractingReportingOverflow(right.milliseconds)
        return overflows ? (left < right ? .min : .max) : difference
    }
    /// Saturates.
    public static func + (left: Instant, milliseconds: Int64) -> Instant {
        let (sum, overflows) = left.milliseconds.addingReportingOverflow(milliseconds)
        return Instant(milliseconds: overflows ? (milliseconds < 0 ? .min : .max) : sum)
    }
}

extension Instant {
    /// Those that the clock of an exercice can show: the years of ``Borne/annee``, in Paris.
    public static var annees: ClosedRange<Instant> { Instant(milliseconds: 946_681_200_000)...Instant(milliseconds: 4_102_441_199_999) }

    /// Those that a clock on a wall can show, be it wrong: from 1970 (a machine without a battery) to the end of 2199.
    public static var mur: ClosedRange<Instant> { Instant(milliseconds: 0)...Instant(milliseconds: 7_258_118_399_999) }

    /// This instant, or the end of the range that it is beyond.
    public func clamped(to plage: ClosedRange<Instant>) -> Instant { min(max(self, plage.lowerBound), plage.upperBound) }

    /// Without its milliseconds, which a timeline does not tell of the exercice's clock.
    public var aLaSeconde: Instant { self + -(milliseconds % 1000 + 1000) % 1000 }
}

/// A date of the Gregorian calendar, without a time or a zone. Always one that exists.
public struct DateCivile: Hashable, Comparable, Sendable {
    public let annee: Int, mois: Int, jour: Int

    /// `nil` for a date that does not exist (31 June, 29 February of an ordinary year) or outside the years 0…9999.
    public init?(annee: Int, mois: Int, jour: Int) {
        guard (0...9999).contains(annee), (1...12).contains(mois), jour >= 1, jour <= Self.longueur(mois, annee) else { return nil }
        (self.annee, self.mois, self.jour) = (annee, mois, jour)
    }

    /// The date that many days after 1970-01-01; the first or the last of the years 0…9999 beyond them.
    public init(rang: Int) {
        let rang = min(max(rang, Self.rangs.lowerBound), Self.rangs.upperBound)
        (annee, mois, jour) = CivilCalendar.date(daysSince1970: rang)
    }

    /// Days since 1970-01-01.
    public var rang: Int { CivilCalendar.daysSince1970(year: annee, month: mois, day: jour) }

    /// Those of 0000-01-01 and 9999-12-31.
    private static var rangs: ClosedRange<Int> { -719_528...2_932_896 }

    /// 1 (Monday) to 7 (Sunday), as ISO 8601 counts.
    public var jourDeLaSemaine: Int { (rang + 3) % 7 < 0 ? (rang + 3) % 7 + 8 : (rang + 3) % 7 + 1 }

    /// The first or the last of the years 0…9999 beyond them, here and below.
    public func plus(jours: Int) -> DateCivile {
        let (somme, overflows) = rang.addingReportingOverflow(jours)
        return DateCivile(rang: overflows ? jours : somme)
    }

    /// The same day of the month so many months later; the last of that month, where it has no such day.
    public func plus(mois: Int) -> DateCivile {
        let (total, overflows) = (annee * 12 + self.mois - 1).addingReportingOverflow(mois)
        let borne = min(max(overflows ? mois : total, 0), 9999 * 12 + 11)
        return DateCivile(annee: borne / 12, mois: borne % 12 + 1, borne: jour)
    }

    private init(annee: Int, mois: Int, borne jour: Int) {
        (self.annee, self.mois, self.jour) = (annee, mois, min(jour, Self.longueur(mois, annee)))
    }

    /// `1984-11-03` (ISO 8601).
    public var iso: String {
        var texte = FixedText()
        texte.append(self)
        return texte.description
    }

    public static func < (left: DateCivile, right: DateCivile) -> Bool {
        (left.annee, left.mois, left.jour) < (right.annee, right.mois, right.jour)
    }

    private static func longueur(_ mois: Int, _ annee: Int) -> Int {
        switch mois {
        case 4, 6, 9, 11: 30
        case 2: annee % 4 == 0 && (annee % 100 != 0 || annee % 400 == 0) ? 29 : 28
        default: 31
        }
    }
}

/// What a clock on a wall in Paris shows. The procedure counts in Paris days (`domain.md` §3).
///
/// The rule of summer time is written here rather than read from the system, so that the same events give the
/// same state on every machine: UTC+2 from the last Sunday of March, 01:00 UTC, to the last Sunday of October,
/// 01:00 UTC; else UTC+1 (directive 2000/84/CE; true for Paris since 1996).
public struct HeureDeParis: Hashable, Sendable {
    public let date: DateCivile
    public let heure: Int, minute: Int, seconde: Int
    /// Minutes ahead of UTC: 60 or 120.
    public let decalage: Int

    public init(_ instant: Instant) {
        let secondes = Self.quotient(instant.milliseconds, 1000)
        decalage = Self.decalage(secondesUTC: secondes)
        let locales = secondes + Int64(decalage) * 60
        let rang = Self.quotient(locales, 86_400)
        let reste = Int(locales - rang * 86_400)
        date = DateCivile(rang: Int(rang))
        (heure, minute, seconde) = (reste / 3600, reste / 60 % 60, reste % 60)
    }

    /// The rank of the date alone.
    fileprivate static func rang(_ instant: Instant) -> Int {
        let secondes = quotient(instant.milliseconds, 1000)
        return Int(quotient(secondes + Int64(decalage(secondesUTC: secondes)) * 60, 86_400))
    }

    /// The instant at which Paris clocks show this. The hour that comes twice in October is the first of the two;
    /// the one that does not exist in March is what the clock shows an hour later.
    public static func instant(_ date: DateCivile, heure: Int, minute: Int = 0, seconde: Int = 0) -> Instant {
        let locales = Int64(date.rang) * 86_400 + Int64(heure * 3600 + minute * 60 + seconde)
        let ete = locales - 7200, hiver = locales - 3600
        let utc = decalage(secondesUTC: ete) == 120 ? ete : hiver
        return Instant(milliseconds: utc * 1000)
    }

    /// `2022-02-08T10:00:00+01:00` (RFC 3339).
    public var iso: String {
        var texte = FixedText()
        texte.append(date)
        texte.append("T", heure)
        texte.append(":", minute)
        texte.append(":", seconde)
        texte.append("+", decalage / 60)
        texte.append(":", 0)
        return texte.description
    }

    private static func decalage(secondesUTC: Int64) -> Int {
        let annee = DateCivile(rang: Int(quotient(secondesUTC, 86_400))).annee
        return secondesUTC >= dernierDimanche(mois: 3, annee) && secondesUTC < dernierDimanche(mois: 10, annee) ? 120 : 60
    }

    /// 01:00 UTC on the last Sunday of a month of 31 days.
    private static func dernierDimanche(mois: Int, _ annee: Int) -> Int64 {
        let trenteEtUn = CivilCalendar.daysSince1970(year: annee, month: mois, day: 31)
        // 1970-01-01 was a Thursday: ranks of Sundays are 3 modulo 7.
        return Int64(trenteEtUn - ((trenteEtUn + 4) % 7 + 7) % 7) * 86_400 + 3600
    }

    /// Rounded down, as `/` is not.
    fileprivate static func quotient(_ a: Int64, _ b: Int64) -> Int64 { a / b - (a % b < 0 ? 1 : 0) }
}

extension Instant {
    public var paris: HeureDeParis { HeureDeParis(self) }

    /// To the millisecond, so that it is read back the same: `2022-02-08T09:00:00.250Z`.
    public var iso: String {
        let reste = Int((milliseconds % 86_400_000 + 86_400_000) % 86_400_000)
        func nombre(_ valeur: Int, _ chiffres: Int) -> String { String(String(1000 + valeur).suffix(chiffres)) }
        return DateCivile(rang: Int(HeureDeParis.quotient(milliseconds, 86_400_000))).iso
            + "T\(nombre(reste / 3_600_000, 2)):\(nombre(reste / 60_000 % 60, 2)):\(nombre(reste / 1000 % 60, 2)).\(nombre(reste % 1000, 3))Z"
    }

    /// The date in Paris, as days since 1970-01-01.
    public var rangParis: Int { HeureDeParis.rang(self) }

    /// Reads RFC 3339 (`2022-02-08T10:00:00+01:00`, `…Z`); without an offset the time is that of Paris.
    /// Seconds and their fraction may be left out.
    public init?(iso texte: String) {
        var cursor = Cursor(texte)
        guard let date = cursor.date(), cursor.take("T") || cursor.take(" "),
            let heure = cursor.nombre(2), heure < 24, cursor.take(":"), let minute = cursor.nombre(2), minute < 60
        else { return nil }
        var seconde = 0, millis = 0
        if cursor.take(":") {
            guard let s = cursor.nombre(2), s < 60 else { return nil }
            seconde = s
            if cursor.take(".") {
                guard let fraction = cursor.fraction() else { return nil }
                millis = fraction
            }
        }
        if cursor.isAtEnd {
            self = HeureDeParis.instant(date, heure: heure, minute: minute, seconde: seconde) + Int64(millis)
            return
        }
        var minutes = 0
        if !cursor.take("Z") {
            let signe = cursor.take("+") ? 1 : cursor.take("-") ? -1 : 0
            guard signe != 0, let h = cursor.nombre(2), h < 24, cursor.take(":"), let m = cursor.nombre(2), m < 60 else { return nil }
            minutes = signe * (h * 60 + m)
        }
        guard cursor.isAtEnd else { return nil }
        let utc = Int64(date.rang) * 86_400 + Int64(heure * 3600 + minute * 60 + seconde - minutes * 60)
        self.init(milliseconds: utc * 1000 + Int64(millis))
    }
}

extension DateCivile {
    /// Reads `1984-11-03`.
    public init?(iso texte: String) {
        var cursor = Cursor(texte)
        guard let date = cursor.date(), cursor.isAtEnd else { return nil }
        self = date
    }
}

/// A cursor over ASCII text of fixed-width numbers.
private struct Cursor {
    /// What is longer than any of them is cut where it is so already.
    private static let longueur = 40
    private var octets = InlineArray<40, UInt8>(repeating: 0)
    private var next = 0
    private let fin: Int

    init(_ texte: String) {
        let texte = texte.utf8Span.span
        fin = min(texte.count, Self.longueur)
        for index in 0..<fin { octets[index] = texte[index] }
    }

    var isAtEnd: Bool { next == fin }

    /// The next octet; at the end none that can be looked for.
    private var octet: UInt8 { next < fin ? octets[next] : 0 }

    mutating func take(_ lettre: Unicode.Scalar) -> Bool {
        guard UInt32(octet) == lettre.value else { return false }
        next += 1
        return true
    }

    private mutating func chiffre() -> Int? {
        guard octet.isDigit else { return nil }
        defer { next += 1 }
        return Int(octet - 48)
    }

    mutating func nombre(_ chiffres: Int) -> Int? {
        var valeur = 0
        for _ in 0..<chiffres {
            guard let chiffre = chiffre() else { return nil }
            valeur = valeur * 10 + chiffre
        }
        return valeur
    }

    /// The digits after a decimal point, nine at most, as milliseconds.
    mutating func fraction() -> Int? {
        var millis = 0, poids = 100
        let debut = next
        while let chiffre = chiffre() { millis += chiffre * poids; poids /= 10 }
        return (1...9).contains(next - debut) ? millis : nil
    }

    mutating func date() -> DateCivile? {
        guard let annee = nombre(4), take("-"), let mois = nombre(2), take("-"), let jour = nombre(2) else { return nil }
        return DateCivile(annee: annee, mois: mois, jour: jour)
    }
}

extension UInt8 {
    var isDigit: Bool { self &- 48 < 10 }
}

/// ISO 8601 text, made of numbers of a fixed width; 25 octets at most.
private struct FixedText {
    private var octets = InlineArray<25, UInt8>(repeating: 0), count = 0

    var description: String {
        unsafe String(unsafeUninitializedCapacity: count) { text in
            for index in 0..<count { unsafe text.initializeElement(at: index, to: octets[index]) }
            return count
        }
    }

    /// A sign, and a number of two digits.
    mutating func append(_ signe: Unicode.Scalar, _ nombre: Int) {
        append(UInt8(ascii: signe))
        deuxChiffres(nombre)
    }

    mutating func append(_ date: DateCivile) {
        deuxChiffres(date.annee / 100)
        deuxChiffres(date.annee % 100)
        append("-", date.mois)
        append("-", date.jour)
    }

    private mutating func deuxChiffres(_ nombre: Int) {
        append(48 + UInt8(nombre / 10))
        append(48 + UInt8(nombre % 10))
    }

    private mutating func append(_ octet: UInt8) {
        octets[count] = octet
        count += 1
    }
}
