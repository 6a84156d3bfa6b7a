/// A date and a time as a clock on the wall tells them, in Paris: no zone, no instant.
public struct DateHeure: Sendable, Hashable {
    public let annee: Int
    public let mois: Int
    public let jour: Int
    public let heure: Int
    public let minute: Int

    public init(annee: Int, mois: Int, jour: Int, heure: Int, minute: Int) {
        self.annee = annee
        self.mois = mois
        self.jour = jour
        self.heure = heure
        self.minute = minute
    }

    /// « samedi 12 février 2022, à 10 h 42 »; `nil` when there is no such day or time.
    var enToutesLettres: String? {
        guard (1...9999).contains(annee), (1...12).contains(mois), (0...23).contains(heure), (0...59).contains(minute),
            (1...Self.longueur(mois: mois, annee: annee)).contains(jour)
        else { return nil }
        let quantieme = jour == 1 ? "1er" : String(jour)
        let minutes = minute < 10 ? "0\(minute)" : String(minute)
        let jour = "\(Self.jours[jourDeLaSemaine])\u{A0}\(quantieme) \(Self.mois[mois - 1])\u{A0}\(annee)"
        return "\(jour), à\u{A0}\(heure)\u{A0}h\u{A0}\(minutes)"
    }

    /// 0 is Sunday. Years are counted from March, so that the leap day ends them.
    private var jourDeLaSemaine: Int {
        let an = mois < 3 ? annee - 1 : annee
        let decalages = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4]
        return (an + an / 4 - an / 100 + an / 400 + decalages[mois - 1] + jour) % 7
    }

    private static func longueur(mois: Int, annee: Int) -> Int {
        let bissextile = annee % 4 == 0 && (annee % 100 != 0 || annee % 400 == 0)
        return mois == 2 && bissextile ? 29 : [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][mois - 1]
    }

    /// What dates are written with.
    static let mots = jours + mois + ["1er, à\u{A0}h 0123456789"]

    private static let jours = ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"]
    private static let mois = [
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre",
    ]
}
