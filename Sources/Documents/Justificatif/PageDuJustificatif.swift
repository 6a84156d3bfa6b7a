import PDF

/// The one page of justificatifs of one form: laid out once, then filled for each.
struct PageDuJustificatif: Sendable {
    private let modele: Template
    private let places: Places

    private static let feuille = Rectangle.a4
    private static let gauche = 62.0
    static let largeur = feuille.width - 2 * gauche
    private static let haut = feuille.height - 116
    private static let bas = 76.0
    private static let coteDuCode = 82.0
    /// Letters and gaps shrink together until long names fit; below the last one letters would be hard to read.
    static let echelles = [1, 0.95, 0.9, 0.85]

    static func largeurDeLaVerification(_ echelle: Double) -> Double { largeur - coteDuCode * echelle - Verification.marge }

    /// `nil` if the page cannot hold it at this scale.
    init?(_ forme: Forme, _ champs: Champs, _ police: Police) throws(JustificatifError) {
        let composition = Composition(forme: forme, police: police.lettres)
        var document = Document(composition.metadonnees, form: forme.fichier)
        let code = forme.modules == nil ? nil : document.laterImage()
        guard let corps = try composition.corps(champs, code) else { return nil }
        let (marque, avertissement) = (try composition.marque(), try composition.avertissement())
        let (emetteur, pied) = (try composition.emetteur(), try composition.pied())
        var places = Places()
        document.page { page in
            Self.peindreLaMarque(marque, &page)
            Self.peindreEnTete(marque: marque, avertissement: avertissement, emetteur: emetteur, &page)
            for (bloc, haut) in corps { bloc.peindre(&page, gauche: Self.gauche, haut: haut, &places) }
            Self.peindrePied(pied, &page)
        }
        self.places = places
        modele = Template(
            document, signature: forme.signature.map { SignatureField(TextesDuJustificatif.signature, reservedCount: $0) })
    }

    // MARK: One document

    func document(
        _ valeurs: Valeurs, _ champs: Champs, _ code: QRCode?, _ instant: Int64, _ signer: (any Signer)?
    ) throws(JustificatifError) -> [UInt8] {
        var copie = modele.copy()
        copie.metadata.subject = valeurs.attestation
        copie.metadata.created = instant
        for place in places.textes {
            if let texte = champs[place.champ] { copie.paint(place.tag) { $0.show(texte, at: place.coin) } }
        }
        if let (tag, coin) = places.lien, let lien = champs.lien, let adresse = valeurs.verification {
            copie.paint(tag.content) { $0.show(lien, at: coin) }
            copie.link(
                tag, to: adresse, area: Rectangle(x: coin.x, y: coin.y - lien.height, width: lien.naturalWidth, height: lien.height))
        }
        if let place = places.code, let code { copie.draw(place, code.image) }
        guard let signer else {
            do { return try copie.bytes() } catch { throw .nonConforme(error) }
        }
        do {
            return try copie.bytes(signedBy: signer)
        } catch {
            switch error {
            case .nonconformance(let regles): throw .nonConforme(regles)
            case .signer(let panne): throw .signature(panne)
            }
        }
    }

    // MARK: Around the page

    private static func peindreLaMarque(_ marque: (bande: TextBlock, travers: TextBlock), _ page: inout Page) {
        page.paragraph { toile in
            toile.rotated(53, around: Point(x: feuille.width / 2, y: feuille.height / 2 - 10)) {
                $0.show(marque.travers, at: Point(x: 0, y: marque.travers.height / 2))
            }
        }
    }

    private static func peindreEnTete(
        marque: (bande: TextBlock, travers: TextBlock), avertissement: TextBlock, emetteur: TextBlock, _ page: inout Page
    ) {
        let bande = Rectangle(x: gauche, y: feuille.height - 62, width: largeur, height: 26)
        page.artifact(.background) {
            $0.fill(bande, Encre.ocre)
            $0.line(from: Point(x: bande.x, y: bande.y), to: Point(x: bande.x + bande.width, y: bande.y), Encre.surOcre, width: 1.2)
        }
        // The mark across the page has been read out: here it is the same words again, for the eye only.
        page.artifact(.pagination) { $0.show(marque.bande, at: Point(x: bande.x, y: bande.y + bande.height)) }
        page.paragraph { $0.show(avertissement, at: Point(x: gauche, y: bande.y - 6)) }
        page.artifact(.pagination) { $0.show(emetteur, at: Point(x: gauche, y: haut + 16)) }
    }

    private static func peindrePied(_ pied: TextBlock, _ page: inout Page) {
        page.artifact(.layout) {
            $0.line(from: Point(x: gauche, y: bas - 8), to: Point(x: gauche + largeur, y: bas - 8), Encre.texte, width: 0.6)
        }
        page.paragraph { $0.show(pied, at: Point(x: gauche, y: bas - 13)) }
    }

    // MARK: The blocks

    /// What is painted, measured.
    private struct Composition {
        let forme: Forme
        let police: FontSubset

        var metadonnees: Metadata {
            Metadata(
                title: "\(TextesDuJustificatif.marque) – \(TextesDuJustificatif.titre(forme.decision))",
                author: TextesDuJustificatif.emetteur, subject: "", language: "fr-FR", created: 0)
        }

        func marque() throws(JustificatifError) -> (bande: TextBlock, travers: TextBlock) {
            let bande = TextStyle(police, size: 11.5, color: Encre.surOcre, tracking: 80, stroke: 40)
            let travers = TextStyle(police, size: 47, color: Encre.filigrane, tracking: 22, stroke: 45)
            return (
                try texte(TextesDuJustificatif.marque, bande, interligne: 26, alignement: .center),
                try texte(TextesDuJustificatif.marque, travers, largeur: .infinity, alignement: .center)
            )
        }

        func avertissement() throws(JustificatifError) -> TextBlock {
            try texte(TextesDuJustificatif.avertissement, TextStyle(police, size: 8.5, color: Encre.douce), interligne: 12)
        }

        func emetteur() throws(JustificatifError) -> TextBlock {
            try texte(TextesDuJustificatif.emetteur, gras(9.5, Encre.texte))
        }

        func pied() throws(JustificatifError) -> TextBlock {
            try texte(TextesDuJustificatif.pied, TextStyle(police, size: 8.5, color: Encre.douce), interligne: 12)
        }

        /// Each block and its upper side.
        func corps(_ champs: Champs, _ code: ImageSlot?) throws(JustificatifError) -> [(bloc: any Bloc, haut: Double)]? {
            let blocs = try blocs(champs, code)
            let ecarts = blocs.reduce(0) { $0 + $1.ecart } * forme.echelle
            let reste = PageDuJustificatif.haut - bas - ecarts - blocs.reduce(0) { $0 + $1.bloc.hauteur }
            guard reste >= 0 else { return nil }
            // A short document breathes: half as much again between its blocks, at most.
            let souffle = forme.echelle * min(1.5, 1 + reste / ecarts)
            var haut = PageDuJustificatif.haut
            var places: [(bloc: any Bloc, haut: Double)] = []
            for (ecart, bloc) in blocs {
                haut -= ecart * souffle
                places.append((bloc, haut))
                haut -= bloc.hauteur
            }
            return places
        }

        /// The gap above each block, and the block.
        private func blocs(_ champs: Champs, _ code: ImageSlot?) throws(JustificatifError) -> [(ecart: Double, bloc: any Bloc)] {
            let echelle = forme.echelle
            let courant = TextStyle(police, size: 10.5 * echelle, color: Encre.texte)
            let interligne = 15.5 * echelle
            let note = TextStyle(police, size: 8.5, color: Encre.douce)
            let grandTitre = gras(25 * echelle, Encre.texte)
            let sousTitre = gras(12.5 * echelle, Encre.violet)
            let puce = try texte(TextesDuJustificatif.puce, gras(courant.size, Encre.violet), interligne: interligne)
            func liste(_ articles: [String]) throws(JustificatifError) -> Liste {
                let largeur = largeur - Liste.retrait
                var textes: [(TextBlock, TextBlock)] = []
                for article in articles { textes.append((puce, try texte(article, courant, largeur: largeur, interligne: interligne))) }
                return Liste(articles: textes, ecart: 3 * echelle)
            }
            let (sens, limites) = TextesDuJustificatif.explications(forme.decision)
            var blocs: [(ecart: Double, bloc: any Bloc)] = [
                (2, Titre(niveau: 1, texte: try texte(TextesDuJustificatif.titre(forme.decision), grandTitre))),
                (10, try etiquette(champs)),
                (6, Paragraphe(texte: try texte(TextesDuJustificatif.horloge, note, interligne: 12))),
                (16, Titre(niveau: 2, texte: try texte(TextesDuJustificatif.titreDuSens, sousTitre))),
                (3, try liste(sens)),
            ]
            if forme.decision == .opposition {
                let largeur = largeur - Paragraphe.retrait
                let citation = try texte(TextesDuJustificatif.citation, courant, largeur: largeur, interligne: interligne)
                blocs.append((9, Paragraphe(texte: citation, barre: true)))
            }
            blocs.append((14, Titre(niveau: 2, texte: try texte(TextesDuJustificatif.titreDesLimites, sousTitre))))
            blocs.append((3, try liste(limites)))
            if let verification = try verification(champs, code) {
                blocs.append((14, Titre(niveau: 2, texte: try texte(TextesDuJustificatif.titreDeLaVerification, sousTitre))))
                blocs.append((6, verification))
            }
            return blocs
        }

        private func verification(_ champs: Champs, _ code: ImageSlot?) throws(JustificatifError) -> (any Bloc)? {
            let style = TextStyle(police, size: 9.5 * forme.echelle, color: Encre.texte)
            let interligne = 14 * forme.echelle
            let phrases = [forme.signature == nil ? nil : TextesDuJustificatif.explicationDeLaSignature, code.map { _ in TextesDuJustificatif.explicationDuCode }]
            let explication = phrases.compactMap(\.self).joined(separator: " ")
            guard let code, let modules = forme.modules, let lien = champs.lien else {
                return explication.isEmpty ? nil : Paragraphe(texte: try texte(explication, style, interligne: interligne))
            }
            return Verification(
                modules: modules, cote: coteDuCode * forme.echelle, code: code, largeur: largeur,
                description: TextesDuJustificatif.verification,
                explication: try texte(explication, style, largeur: largeurDeLaVerification(forme.echelle), interligne: interligne),
                lien: lien)
        }

        private func etiquette(_ champs: Champs) throws(JustificatifError) -> Etiquette {
            let echelle = forme.echelle
            let intitule = TextStyle(police, size: 9 * echelle, color: Encre.douce)
            let valeur = TextStyle(police, size: 11 * echelle, color: Encre.texte)
            let intitules = TextesDuJustificatif.intitules
            let place = largeur - Etiquette.colonne - 2 * Etiquette.bord
            var lignes: [Etiquette.Ligne] = []
            func ligne(_ nom: String, _ bloc: TextBlock, _ champ: Champ? = nil) throws(JustificatifError) {
                let nom = try texte(nom, intitule, largeur: Etiquette.colonne - 8, interligne: 14 * echelle)
                lignes.append(Etiquette.Ligne(intitule: nom, valeur: bloc, champ: champ))
            }
            func constante(_ texte: String, _ style: TextStyle) throws(JustificatifError) -> TextBlock {
                try self.texte(texte, style, largeur: place, interligne: 15 * echelle)
            }
            try ligne(intitules.decision, constante(TextesDuJustificatif.decision(forme.decision), gras(11 * echelle, Encre.texte)))
            try ligne(intitules.personne, champs.nom, .nom)
            if let representant = champs.representant { try ligne(intitules.representant, representant, .representant) }
            try ligne(intitules.nir, champs.nir, .nir)
            try ligne(intitules.date, champs.date, .date)
            try ligne(intitules.canal, constante(TextesDuJustificatif.canal(forme.canal), valeur))
            try ligne(intitules.reference, champs.reference, .reference)
            return Etiquette(resume: TextesDuJustificatif.resume, largeur: largeur, lignes: lignes, marge: 5 * echelle)
        }

        private func gras(_ taille: Double, _ encre: Color) -> TextStyle {
            TextStyle(police, size: taille, color: encre, tracking: 12, stroke: 38)
        }

        private func texte(
            _ texte: String, _ style: TextStyle, largeur: Double = largeur, interligne: Double? = nil,
            alignement: TextBlock.Alignment = .start
        ) throws(JustificatifError) -> TextBlock {
            try TextBlock.texte(texte, style, largeur: largeur, interligne: interligne, alignement: alignement)
        }
    }
}
