import PDF

/// The sheets of whoever leads: how to prepare, the plan, who plays whom, the answers and the paths expected. They flow
/// over as many pages as they need.
struct FeuillesDeFormation {
    let kit: Kit
    let plume: Plume

    private static let area = Rectangle.a4.inset(40)

    func paint(_ document: inout Document) throws(KitError) {
        let blocs = try preparation() + plan() + places() + answers() + paths()
        let marque = try Marque(plume, width: Self.area.width, height: Self.area.height)
        let high = Self.area.top - marque.height - 8, low = Self.area.y + 20
        for (index, blocs) in Self.pages(blocs, height: high - low).enumerated() {
            let foot = try plume.text("\(TextesDuKit.animation) · \(index + 1)", 8.5, Encre.douce, leading: 12)
            document.page { page in
                marque.paint(&page, in: Self.area)
                var places = Places()
                for (offset, bloc) in blocs { bloc.peindre(&page, gauche: Self.area.x, haut: high - offset, &places) }
                page.artifact(.pagination) { $0.show(foot, at: Point(x: Self.area.x, y: Self.area.y + foot.height)) }
            }
        }
    }

    /// A part of the flow, and the gap above it.
    private struct Part {
        var gap = 0.0
        var bloc: any Bloc
        /// Whether it stays on one page with what follows.
        var isHeld = false
        var startsPage = false
    }

    /// Parts dealt to pages: what is held together stays so, and a table is cut between two rows.
    private static func pages(_ parts: [Part], height: Double) -> [[(offset: Double, bloc: any Bloc)]] {
        var pages: [[(Double, any Bloc)]] = [[]], offset = 0.0
        func turn() {
            pages.append([])
            offset = 0
        }
        for (index, part) in parts.enumerated() {
            var bloc = part.bloc
            if part.startsPage, offset > 0 { turn() }
            if part.isHeld, index == 0 || !parts[index - 1].isHeld, offset + heldHeight(parts[index...]) > height, offset > 0 { turn() }
            if offset > 0 { offset += part.gap }
            while offset + bloc.hauteur > height {
                guard let (first, rest) = (bloc as? any BlocSecable)?.cut(at: height - offset) else {
                    if offset > 0 { turn() }
                    break
                }
                pages[pages.count - 1].append((offset, first))
                turn()
                bloc = rest
            }
            pages[pages.count - 1].append((offset, bloc))
            offset += bloc.hauteur
        }
        return pages
    }

    /// Of the parts that stay together at the beginning of these; of a table, its first rows.
    private static func heldHeight(_ parts: ArraySlice<Part>) -> Double {
        var height = 0.0
        for part in parts {
            height += part.gap + (part.bloc is any BlocSecable ? min(part.bloc.hauteur, 60) : part.bloc.hauteur)
            if !part.isHeld { break }
        }
        return height
    }

    // MARK: The parts

    private func title(_ level: Int, _ text: String, gap: Double = 20, startsPage: Bool = false) throws(KitError) -> Part {
        let block = try level == 1
            ? plume.text(text, 25, bold: true, width: Self.area.width, leading: 34)
            : plume.text(text, level == 2 ? 15 : 11, level == 2 ? Encre.violet : Encre.texte, bold: true, width: Self.area.width)
        return Part(gap: gap, bloc: Titre(niveau: level, texte: block), isHeld: true, startsPage: startsPage)
    }

    private func paragraph(_ text: String, gap: Double = 3) throws(KitError) -> Part {
        Part(gap: gap, bloc: Paragraphe(texte: try plume.text(text, 10, width: Self.area.width, leading: 14.5)))
    }

    private func list(_ lines: [String], numbered: Bool, isHeld: Bool = false) throws(KitError) -> Part {
        let indent = numbered ? 20.0 : Liste.retrait
        var articles: [(marque: TextBlock, texte: TextBlock)] = []
        for (index, line) in lines.enumerated() {
            let marque = try plume.text(numbered ? "\(index + 1)." : "–", 10, Encre.violet, bold: true, leading: 14.5)
            articles.append((marque, try plume.text(line, 10, width: Self.area.width - indent, leading: 14.5)))
        }
        return Part(gap: 4, bloc: Liste(articles: articles, ecart: 2, retrait: indent), isHeld: isHeld)
    }

    private func table(_ summary: String, _ names: [String], _ rows: [[String]], _ shares: [Double]) throws(KitError) -> Part {
        let widths = shares.map { $0 * Self.area.width }
        func row(_ texts: [String], _ ink: Color, bold: Bool) throws(KitError) -> [TextBlock] {
            var cells: [TextBlock] = []
            for (text, width) in zip(texts, widths) { cells.append(try plume.text(text, bold ? 8.5 : 9.5, ink, bold: bold, width: width - 8, leading: 13)) }
            return cells
        }
        var lines: [[TextBlock]] = []
        for texts in rows { lines.append(try row(texts, Encre.texte, bold: false)) }
        return Part(gap: 6, bloc: Tableau(resume: summary, largeurs: widths, entetes: try row(names, Encre.douce, bold: true), rangees: lines))
    }

    private func preparation() throws(KitError) -> [Part] {
        [
            try title(1, TextesDuKit.animation), try paragraph(TextesDuKit.pourSoi), try title(2, TextesDuKit.preparation),
            try list(TextesDuKit.preparatifs, numbered: true),
        ]
    }

    private func plan() throws(KitError) -> [Part] {
        guard !kit.plan.etapes.isEmpty else { return [] }
        var begun = 0
        let rows = kit.plan.etapes.map { etape in
            defer { begun += etape.minutes }
            return ["\(begun)\u{A0}min", "\(etape.minutes)\u{A0}min", etape.titre]
        }
        let names = TextesDuKit.colonnesDuPlan
        return [
            try title(2, TextesDuKit.titreDuPlan), try paragraph(kit.plan.titre),
            try table(TextesDuKit.resumeDuPlan, [names.debut, names.duree, names.etape], rows, [0.14, 0.14, 0.72]),
        ]
    }

    private func places() throws(KitError) -> [Part] {
        let titles = Dictionary(kit.situations.map { ($0.cle, $0.titre) }) { first, _ in first }
        let names = TextesDuKit.colonnesDesPlaces
        let rows = kit.places.map { place in
            let situation = place.situation.map { cle in titles[cle].map { "\(cle). \($0)" } ?? cle }
            return ["\(place.numero)", place.fiche.nom, situation ?? "–", place.reprise ?? "…………"]
        }
        return [
            try title(2, TextesDuKit.titreDesPlaces, startsPage: true),
            try table(TextesDuKit.resumeDesPlaces, [names.place, names.personne, names.situation, names.reprise], rows, [0.1, 0.25, 0.46, 0.19]),
        ]
    }

    private func answers() throws(KitError) -> [Part] {
        var rows: [[String]] = []
        for fiche in kit.fiches {
            let nir = NumeroFictif(fiche.nir)?.groupe ?? ""
            let carte = "\(fiche.carte.modele == .avecPhoto ? "avec photo" : "sans photo"), \(fiche.carte.serie ?? TextesDuKit.illisible)"
            let code = fiche.courriers.first { courrier in !fiche.personnes.contains { $0.code == courrier.code } }?.code
            rows.append([fiche.nom, nir, carte, code ?? TextesDuKit.aucunCode])
            for personne in fiche.personnes {
                rows.append(["\(personne.nom) (\(personne.lien))", "celui de \(fiche.nom)", "la même", personne.code ?? TextesDuKit.aucunCode])
            }
        }
        let names = TextesDuKit.colonnesDesReponses
        return [
            try title(2, TextesDuKit.titreDesReponses),
            try table(TextesDuKit.resumeDesReponses, [names.personne, names.nir, names.carte, names.code], rows, [0.25, 0.29, 0.27, 0.19]),
        ]
    }

    private func paths() throws(KitError) -> [Part] {
        guard !kit.situations.isEmpty else { return [] }
        var parts = [try title(2, TextesDuKit.titreDuChemin)]
        for situation in kit.situations {
            parts.append(try title(3, "\(situation.cle). \(situation.titre)", gap: 12))
            parts.append(try list(situation.chemin, numbered: true, isHeld: true))
            parts.append(Part(gap: 2, bloc: Paragraphe(texte: try plume.text(TextesDuKit.source(situation.source), 8.5, Encre.douce, width: Self.area.width, leading: 12))))
        }
        return parts
    }
}
