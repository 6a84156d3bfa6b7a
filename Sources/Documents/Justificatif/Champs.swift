import PDF

/// The texts of one document, broken and measured for one scale.
struct Champs {
    let nom: TextBlock
    let representant: TextBlock?
    let nir: TextBlock
    let date: TextBlock
    let reference: TextBlock
    let lien: TextBlock?

    init(_ valeurs: Valeurs, _ police: Police, _ echelle: Double) throws(JustificatifError) {
        let valeur = TextStyle(police.lettres, size: 11 * echelle, color: Encre.texte)
        let largeur = PageDuJustificatif.largeur - Etiquette.colonne - 2 * Etiquette.bord
        func bloc(_ texte: String) throws(JustificatifError) -> TextBlock {
            try TextBlock.texte(texte, valeur, largeur: largeur, interligne: 15 * echelle)
        }
        nom = try bloc(valeurs.nom)
        representant = try valeurs.representant.map { texte throws(JustificatifError) in try bloc(texte) }
        nir = try bloc(valeurs.nir)
        date = try bloc(valeurs.date)
        reference = try bloc(valeurs.reference)
        let adresse = TextStyle(police.lettres, size: 8.5 * echelle, color: Encre.violet)
        lien = try valeurs.verification.map { texte throws(JustificatifError) in
            try TextBlock.texte(
                texte, adresse, largeur: PageDuJustificatif.largeurDeLaVerification(echelle), interligne: 12 * echelle)
        }
    }

    /// What the place of all that follows depends on.
    var lignes: [Int] { [nom.lineCount, representant?.lineCount ?? 0, reference.lineCount, lien?.lineCount ?? 0] }

    subscript(champ: Champ) -> TextBlock? {
        switch champ {
        case .nom: nom
        case .representant: representant
        case .nir: nir
        case .date: date
        case .reference: reference
        }
    }
}

extension TextBlock {
    static func texte(
        _ texte: String, _ style: TextStyle, largeur: Double, interligne: Double? = nil, alignement: Alignment = .start
    ) throws(JustificatifError) -> TextBlock {
        do {
            return try TextBlock(texte, style, width: largeur, leading: interligne, alignment: alignement)
        } catch {
            throw .texte(error)
        }
    }
}
