import PDF

/// Texts, lists and tables that flow over as many marked sheets as they need.
struct Flux {
    let plume: Plume

    static let area = Rectangle.a4.inset(40)

    /// - Parameter foot: at the bottom of each sheet, before its number.
    func paint(_ parts: [Part], foot: String, _ document: inout Document) throws(ImprimeError) {
        let marque = try Marque(plume, width: Self.area.width, height: Self.area.height)
        let high = Self.area.top - marque.height - 8, low = Self.area.y + 20
        for (index, blocs) in Self.deal(parts, height: high - low).enumerated() {
            let foot = try plume.text("\(foot) · \(index + 1)", 8.5, Encre.douce, leading: 12)
            document.page { page in
                marque.paint(&page, in: Self.area)
                var places = Places()
                for (offset, bloc) in blocs { bloc.peindre(&page, gauche: Self.area.x, haut: high - offset, &places) }
                page.artifact(.pagination) { $0.show(foot, at: Point(x: Self.area.x, y: Self.area.y + foot.height)) }
            }
        }
    }

    /// A part of the flow, and the gap above it.
    struct Part {
        var gap = 0.0
        var bloc: any Bloc
        /// Whether it stays on one page with what follows.
        var isHeld = false
        var startsPage = false
    }

    /// Parts dealt to pages: what is held together stays so, and a table is cut between two rows.
    private static func deal(_ parts: [Part], height: Double) -> [[(offset: Double, bloc: any Bloc)]] {
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

    func title(_ level: Int, _ text: String, gap: Double = 20, startsPage: Bool = false) throws(ImprimeError) -> Part {
        let block = try level == 1
            ? plume.text(text, 25, bold: true, width: Self.area.width, leading: 34)
            : plume.text(text, level == 2 ? 15 : 11, level == 2 ? Encre.violet : Encre.texte, bold: true, width: Self.area.width)
        return Part(gap: gap, bloc: Titre(niveau: level, texte: block), isHeld: true, startsPage: startsPage)
    }

    func paragraph(_ text: String, gap: Double = 3) throws(ImprimeError) -> Part {
        Part(gap: gap, bloc: Paragraphe(texte: try plume.text(text, 10, width: Self.area.width, leading: 14.5)))
    }

    func list(_ lines: [String], numbered: Bool, isHeld: Bool = false) throws(ImprimeError) -> Part {
        let indent = numbered ? 20.0 : Liste.retrait
        var articles: [(marque: TextBlock, texte: TextBlock)] = []
        for (index, line) in lines.enumerated() {
            let marque = try plume.text(numbered ? "\(index + 1)." : "–", 10, Encre.violet, bold: true, leading: 14.5)
            articles.append((marque, try plume.text(line, 10, width: Self.area.width - indent, leading: 14.5)))
        }
        return Part(gap: 4, bloc: Liste(articles: articles, ecart: 2, retrait: indent), isHeld: isHeld)
    }

    func table(_ summary: String, _ names: [String], _ rows: [[String]], _ shares: [Double]) throws(ImprimeError) -> Part {
        let widths = shares.map { $0 * Self.area.width }
        func row(_ texts: [String], _ ink: Color, bold: Bool) throws(ImprimeError) -> [TextBlock] {
            var cells: [TextBlock] = []
            for (text, width) in zip(texts, widths) { cells.append(try plume.text(text, bold ? 8.5 : 9.5, ink, bold: bold, width: width - 8, leading: 13)) }
            return cells
        }
        var lines: [[TextBlock]] = []
        for texts in rows { lines.append(try row(texts, Encre.texte, bold: false)) }
        return Part(gap: 6, bloc: Tableau(resume: summary, largeurs: widths, entetes: try row(names, Encre.douce, bold: true), rangees: lines))
    }

    func note(_ text: String) throws(ImprimeError) -> Part {
        Part(gap: 2, bloc: Paragraphe(texte: try plume.text(text, 8.5, Encre.douce, width: Self.area.width, leading: 12)))
    }

    /// A number for each name, and a bar as long as it is large.
    func bars(_ summary: String, _ names: (what: String, value: String), _ rows: [(name: String, value: Int, text: String)]) throws(ImprimeError) -> Part {
        let widths = [0.4, 0.15].map { $0 * Self.area.width }
        var lines: [Barres.Ligne] = []
        for row in rows {
            lines.append(Barres.Ligne(
                nom: try plume.text(row.name, 9.5, width: widths[0] - 8, leading: 13), valeur: try plume.text(row.text, 9.5, bold: true, width: widths[1] - 8, leading: 13),
                part: Double(row.value) / Double(max(1, rows.map(\.value).max() ?? 1))))
        }
        func header(_ text: String, _ width: Double) throws(ImprimeError) -> TextBlock { try plume.text(text, 8.5, Encre.douce, bold: true, width: width - 8, leading: 13) }
        return Part(gap: 6, bloc: Barres(
            resume: summary, largeurs: widths, reste: Self.area.width - widths[0] - widths[1],
            entetes: [try header(names.what, widths[0]), try header(names.value, widths[1])], lignes: lines))
    }
}
