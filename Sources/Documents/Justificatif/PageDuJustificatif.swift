import PDF

/// The one page of a justificatif.
struct PageDuJustificatif {
    private let textes: TextesDuJustificatif
    private let polices: Polices

    private static let feuille = Rectangle.a4
    private static let gauche = 62.0
    private static let largeur = feuille.width - 2 * gauche
    private static let haut = feuille.height - 116
    private static let bas = 76.0
    private static let coteDuCode = 82.0
    /// Letters and gaps shrink together until long names fit; below the last one letters would be hard to read.
    private static let echelles = [1, 0.95, 0.9, 0.85]

    init(_ textes: TextesDuJustificatif, _ polices: Polices) {
        self.textes = textes
        self.polices = polices
    }

    func document(_ form: FileForm, _ signer: (any Signer)?) throws(JustificatifError) -> [UInt8] {
        var document = Document(metadonnees, form: form)
        let corps = try corps()
        let (marque, avertissement, emetteur, pied) = (try marque(), try avertissement(), try emetteur(), try pied())
        document.page { page in
            peindreLaMarque(marque, &page)
            peindreEnTete(marque: marque, avertissement: avertissement, emetteur: emetteur, &page)
            for (bloc, haut) in corps { bloc.peindre(&page, gauche: Self.gauche, haut: haut) }
            peindrePied(pied, &page)
        }
        guard let signer else {
            do { return try document.bytes() } catch { throw .nonConforme(error) }
        }
        do {
            return try document.bytes(signedBy: signer, TextesDuJustificatif.signature)
        } catch {
            switch error {
            case .nonconformance(let regles): throw .nonConforme(regles)
            case .signer(let panne): throw .signature(panne)
            }
        }
    }

    private var metadonnees: Metadata {
        Metadata(
            title: "\(TextesDuJustificatif.marque) – \(textes.titre)",
            author: TextesDuJustificatif.emetteur,
            subject: textes.attestation,
            creator: TextesDuJustificatif.emetteur,
            language: "fr-FR",
            created: textes.instantReel)
    }

    // MARK: Around the page

    private func peindreLaMarque(_ marque: (bande: TextBlock, travers: TextBlock), _ page: inout Page) {
        page.paragraph { toile in
            toile.rotated(53, around: Point(x: Self.feuille.width / 2, y: Self.feuille.height / 2 - 10)) {
                $0.show(marque.travers, at: Point(x: 0, y: marque.travers.height / 2))
            }
        }
    }

    private func peindreEnTete(
        marque: (bande: TextBlock, travers: TextBlock), avertissement: TextBlock, emetteur: TextBlock, _ page: inout Page
    ) {
        let bande = Rectangle(x: Self.gauche, y: Self.feuille.height - 62, width: Self.largeur, height: 26)
        page.artifact(.background) {
            $0.fill(bande, Encre.ocre)
            $0.line(from: Point(x: bande.x, y: bande.y), to: Point(x: bande.x + bande.width, y: bande.y), Encre.surOcre, width: 1.2)
        }
        // The mark across the page has been read out: here it is the same words again, for the eye only.
        page.artifact(.pagination) { $0.show(marque.bande, at: Point(x: bande.x, y: bande.y + bande.height)) }
        page.paragraph { $0.show(avertissement, at: Point(x: Self.gauche, y: bande.y - 6)) }
        page.artifact(.pagination) { $0.show(emetteur, at: Point(x: Self.gauche, y: Self.haut + 16)) }
    }

    private func peindrePied(_ pied: TextBlock, _ page: inout Page) {
        page.artifact(.layout) {
            $0.line(
                from: Point(x: Self.gauche, y: Self.bas - 8), to: Point(x: Self.gauche + Self.largeur, y: Self.bas - 8),
                Encre.texte, width: 0.6)
        }
        page.paragraph { $0.show(pied, at: Point(x: Self.gauche, y: Self.bas - 13)) }
    }

    private func marque() throws(JustificatifError) -> (bande: TextBlock, travers: TextBlock) {
        let bande = TextStyle(polices.gras, size: 11.5, color: Encre.surOcre, tracking: 60)
        let travers = TextStyle(polices.gras, size: 47, color: Encre.filigrane)
        return (
            try texte(TextesDuJustificatif.marque, bande, interligne: 26, alignement: .center),
            try texte(TextesDuJustificatif.marque, travers, largeur: .infinity, alignement: .center)
        )
    }

    private func avertissement() throws(JustificatifError) -> TextBlock {
        try texte(TextesDuJustificatif.avertissement, TextStyle(polices.regulier, size: 8.5, color: Encre.douce), interligne: 12)
    }

    private func emetteur() throws(JustificatifError) -> TextBlock {
        try texte(TextesDuJustificatif.emetteur, TextStyle(polices.gras, size: 9.5, color: Encre.texte))
    }

    private func pied() throws(JustificatifError) -> TextBlock {
        try texte(TextesDuJustificatif.pied, TextStyle(polices.regulier, size: 8.5, color: Encre.douce), interligne: 12)
    }

    // MARK: The body

    /// Each block and its upper side, at the largest scale at which all fit.
    private func corps() throws(JustificatifError) -> [(bloc: any Bloc, haut: Double)] {
        for echelle in Self.echelles {
            var haut = Self.haut
            var places: [(bloc: any Bloc, haut: Double)] = []
            for (ecart, bloc) in try blocs(echelle) {
                haut -= ecart * echelle
                places.append((bloc, haut))
                haut -= bloc.hauteur
            }
            if haut >= Self.bas { return places }
        }
        throw .tropLong
    }

    /// The gap above each block, and the block.
    private func blocs(_ echelle: Double) throws(JustificatifError) -> [(ecart: Double, bloc: any Bloc)] {
        let courant = TextStyle(polices.regulier, size: 10.5 * echelle, color: Encre.texte)
        let interligne = 15.5 * echelle
        let note = TextStyle(polices.regulier, size: 8.5, color: Encre.douce)
        let grandTitre = TextStyle(polices.gras, size: 25 * echelle, color: Encre.texte)
        let sousTitre = TextStyle(polices.gras, size: 12.5 * echelle, color: Encre.violet)
        let marqueur = TextStyle(polices.gras, size: courant.size, color: Encre.violet)
        let puce = try texte(TextesDuJustificatif.puce, marqueur, interligne: interligne)
        func liste(_ articles: [String]) throws(JustificatifError) -> Liste {
            let largeur = Self.largeur - Liste.retrait
            var textes: [TextBlock] = []
            for article in articles { textes.append(try texte(article, courant, largeur: largeur, interligne: interligne)) }
            return Liste(puce: puce, articles: textes, ecart: 3 * echelle)
        }
        var blocs: [(ecart: Double, bloc: any Bloc)] = [
            (2, Titre(niveau: 1, texte: try texte(textes.titre, grandTitre))),
            (10, try etiquette(echelle)),
            (6, Paragraphe(texte: try texte(TextesDuJustificatif.horloge, note, interligne: 12))),
            (16, Titre(niveau: 2, texte: try texte(TextesDuJustificatif.titreDuSens, sousTitre))),
            (3, try liste(textes.sens)),
        ]
        if let citation = textes.citation {
            let largeur = Self.largeur - Paragraphe.retrait
            blocs.append((9, Paragraphe(texte: try texte(citation, courant, largeur: largeur, interligne: interligne), barre: true)))
        }
        blocs.append((14, Titre(niveau: 2, texte: try texte(TextesDuJustificatif.titreDesLimites, sousTitre))))
        blocs.append((3, try liste(textes.limites)))
        if let adresse = textes.verification {
            blocs.append((14, Titre(niveau: 2, texte: try texte(TextesDuJustificatif.titreDeLaVerification, sousTitre))))
            blocs.append((6, try verification(adresse, echelle)))
        }
        return blocs
    }

    private func verification(_ adresse: String, _ echelle: Double) throws(JustificatifError) -> Verification {
        let code: QRCode
        do {
            code = try QRCode(adresse)
        } catch {
            throw .verification
        }
        let cote = Self.coteDuCode * echelle
        let largeur = Self.largeur - cote - Verification.marge
        let explication = TextStyle(polices.regulier, size: 9.5 * echelle, color: Encre.texte)
        let lien = TextStyle(polices.regulier, size: 8.5 * echelle, color: Encre.violet)
        return Verification(
            code: code, cote: cote, largeur: Self.largeur, description: TextesDuJustificatif.verification,
            explication: try texte(TextesDuJustificatif.explicationDuCode, explication, largeur: largeur, interligne: 14 * echelle),
            adresse: adresse, lien: try texte(adresse, lien, largeur: largeur, interligne: 12 * echelle))
    }

    private func etiquette(_ echelle: Double) throws(JustificatifError) -> Etiquette {
        let intitule = TextStyle(polices.regulier, size: 9 * echelle, color: Encre.douce)
        let valeur = TextStyle(polices.regulier, size: 11 * echelle, color: Encre.texte)
        let decision = TextStyle(polices.gras, size: 11 * echelle, color: Encre.texte)
        let place = Self.largeur - Etiquette.colonne - 2 * Etiquette.bord
        var lignes: [(intitule: TextBlock, valeur: TextBlock)] = []
        for (index, ligne) in textes.lignes.enumerated() {
            lignes.append((
                try texte(ligne.intitule, intitule, largeur: Etiquette.colonne - 8, interligne: 14 * echelle),
                try texte(ligne.valeur, index == 0 ? decision : valeur, largeur: place, interligne: 15 * echelle)
            ))
        }
        return Etiquette(resume: TextesDuJustificatif.resume, largeur: Self.largeur, lignes: lignes, marge: 5 * echelle)
    }

    private func texte(
        _ texte: String, _ style: TextStyle, largeur: Double = largeur, interligne: Double? = nil,
        alignement: TextBlock.Alignment = .start
    ) throws(JustificatifError) -> TextBlock {
        do {
            return try TextBlock(texte, style, width: largeur, leading: interligne, alignment: alignement)
        } catch {
            throw .texte(error)
        }
    }
}
