extension DateCivile {
    /// « mardi 8 février 2022 »; « 1er » for the first of a month.
    public var enLettres: String {
        "\(Self.nomsDesJours[jourDeLaSemaine - 1]) \(sansJourDeLaSemaine)"
    }

    /// « 14 mars 1958 ».
    public var sansJourDeLaSemaine: String {
        "\(jour == 1 ? "1er" : String(jour)) \(Self.nomsDesMois[mois - 1]) \(annee)"
    }

    private static let nomsDesJours = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
    private static let nomsDesMois = [
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre",
    ]
}

extension HeureDeParis {
    /// « mardi 8 février 2022, 10 h 00 ».
    public var enLettres: String { "\(date.enLettres), \(heureEnLettres)" }

    /// « 10 h 00 ».
    public var heureEnLettres: String { "\(heure) h \(minute < 10 ? "0" : "")\(minute)" }
}
