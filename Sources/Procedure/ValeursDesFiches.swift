/// What stands on the fiches of the catalogue: nobody's, wherever it is typed, and so an ordinary mistake in another field
/// than its own (`domain.md` §10).
enum ValeursDesFiches {
    /// Whether it is one of them, or a code of ours, after the labels that were copied along.
    /// - Parameter lettres: letters and digits, as ``Garde/lettersAndDigits(_:)`` gives them.
    static func contain(_ lettres: [UInt8]) -> Bool {
        var reste = lettres[...]
        while let libelle = libelles.first(where: { reste.starts(with: $0) && reste.count > $0.count }) { reste = reste.dropFirst(libelle.count) }
        return textes.contains(Array(reste)) || areDigits(reste) || NumeroDeSecuriteSociale(forme: reste) != nil
            || reste.count <= CodeFictif.longueur + 1 && CodeFictif.looksLikeBeginning(reste)
    }

    /// Whether those digits are numbers of fiches, one after the other, or one of these as far as it goes, with one digit too many or
    /// a lost zero.
    static func areDigits(_ chiffres: ArraySlice<UInt8>) -> Bool {
        if numeros.contains(where: { isSlip(chiffres, of: $0) || chiffres.count >= 8 && $0.starts(with: chiffres) }) { return true }
        var reste = chiffres
        while let numero = numeros.first(where: { reste.starts(with: $0) }) { reste = reste.dropFirst(numero.count) }
        return reste.isEmpty && !chiffres.isEmpty
    }

    private static func isSlip(_ chiffres: ArraySlice<UInt8>, of numero: [UInt8]) -> Bool {
        guard chiffres.count == numero.count + 1 || chiffres.count == numero.count - 1 else { return false }
        let debut = zip(chiffres, numero).prefix { $0 == $1 }.count, fin = zip(chiffres.reversed(), numero.reversed()).prefix { $0 == $1 }.count
        guard debut + fin >= min(chiffres.count, numero.count) else { return false }
        return chiffres.count > numero.count || numero[debut] == 48
    }

    /// Numbers that are digits alone: those of persons, and those of their cards, alone or as they stand in a row. The longest
    /// first.
    private static let numeros: [[UInt8]] = Catalogue.fiches.flatMap { fiche in
        [fiche.numeroEmetteur + fiche.numeroSerie, fiche.nir.chiffres, fiche.numeroSerie, fiche.numeroEmetteur]
    }.map { Array($0.utf8) }.sorted { $0.count > $1.count }

    /// What else one may copy from there.
    private static let textes = Set(Catalogue.fiches.flatMap { fiche in
        [fiche.nom, fiche.contacts.email ?? "", fiche.contacts.telephone ?? "", fiche.contacts.adresse] + ecritures(fiche.dateNaissance)
            + fiche.beneficiaires.flatMap { [$0.nom] + ecritures($0.dateNaissance) }
    }.map(Garde.lettersAndDigits)).subtracting([[]])

    /// A date, as the fiche writes it, with or without its accents, and as one types it.
    private static func ecritures(_ date: DateCivile) -> [String] {
        let jours = date.jour == 1 ? ["1", "1er"] : ["\(date.jour)"]
        return [date.saisie, date.iso] + DateCivile.ecritures(mois: date.mois).flatMap { mois in jours.map { "\($0)\(mois)\(date.annee)" } }
    }

    /// What stands before the values, on a fiche, a letter, a card. The longest first.
    private static let libelles: [[UInt8]] = [
        "Votre code provisoire", "Code provisoire", "Code", "Numéro de sécurité sociale", "Numero de securite sociale", "N° de sécurité sociale", "Numéro", "Numero", "NIR",
        "Numéro de série de la carte", "Numéro de série", "Numero de serie", "N° de série", "Série", "Numéro de l’émetteur", "Date de naissance", "Né le", "Née le", "Né(e) le",
        "E-mail connu de l’Assurance maladie", "E-mail", "Téléphone connu de l’Assurance maladie", "Téléphone", "Adresse", "Carte Vitale",
    ].map(Garde.lettersAndDigits).sorted { $0.count > $1.count }
}
