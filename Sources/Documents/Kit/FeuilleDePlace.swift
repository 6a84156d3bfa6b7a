import PDF

/// The sheet of one place, to cut in three: the letter above, the role card and the card below; then, two on a sheet,
/// the letters of the persons whom one acts for.
struct FeuilleDePlace {
    let place: Kit.Place
    let plume: Plume

    private static let sheet = Rectangle.a4
    private static let half = sheet.height / 2
    /// What most printers can reach.
    private static let margin = 26.0

    private static let upper = Rectangle(x: 0, y: half, width: sheet.width, height: half).inset(margin)
    private static let lower = Rectangle(x: 0, y: 0, width: sheet.width, height: half).inset(margin)
    private static let lowerLeft = Rectangle(x: 0, y: 0, width: sheet.width / 2, height: half).inset(margin)
    private static let lowerRight = Rectangle(x: sheet.width / 2, y: 0, width: sheet.width / 2, height: half).inset(margin)

    private var fiche: Kit.Fiche { place.fiche }

    func paint(_ document: inout Document) throws(ImprimeError) {
        try document.page { page throws(ImprimeError) in
            try cutMarks(&page, vertical: true)
            try role(&page)
            if let courrier = fiche.courriers.first { try letter(courrier, &page, in: Self.upper) } else { try nothing(&page) }
            try card(&page)
        }
        for start in stride(from: 1, to: fiche.courriers.count, by: 2) {
            try document.page { page throws(ImprimeError) in
                try cutMarks(&page, vertical: false)
                let title = try plume.text(TextesDuKit.suite(place.numero, fiche.nom), 7.5, Encre.douce)
                page.artifact(.pagination) { $0.show(title, at: Point(x: Self.margin, y: Self.sheet.height - 12)) }
                try letter(fiche.courriers[start], &page, in: Self.upper)
                if start + 1 < fiche.courriers.count { try letter(fiche.courriers[start + 1], &page, in: Self.lower) }
            }
        }
    }

    private func cutMarks(_ page: inout Page, vertical: Bool) throws(ImprimeError) {
        let word = try plume.text(TextesDuKit.couper, 6.5, Encre.douce, leading: 9)
        let (sheet, half) = (Self.sheet, Self.half)
        page.artifact(.layout) {
            $0.line(from: Point(x: 0, y: half), to: Point(x: sheet.width, y: half), Encre.douce, width: 0.5, dash: 4)
            if vertical { $0.line(from: Point(x: sheet.width / 2, y: 0), to: Point(x: sheet.width / 2, y: half), Encre.douce, width: 0.5, dash: 4) }
            // Whole at the edges, where one lays a ruler.
            for x in [0.0, sheet.width - 14] { $0.line(from: Point(x: x, y: half), to: Point(x: x + 14, y: half), Encre.texte, width: 0.8) }
            if vertical { $0.line(from: Point(x: sheet.width / 2, y: 0), to: Point(x: sheet.width / 2, y: 14), Encre.texte, width: 0.8) }
        }
        page.artifact(.pagination) { $0.show(word, at: Point(x: 20, y: half + 10)) }
    }

    /// The mark of a piece, and the room below it.
    private func mark(_ page: inout Page, _ area: Rectangle) throws(ImprimeError) -> Double {
        let marque = try Marque(plume, width: area.width, height: area.height)
        marque.paint(&page, in: area)
        return area.top - marque.height - 7
    }

    // MARK: The role card

    private func role(_ page: inout Page) throws(ImprimeError) {
        let area = Self.lowerLeft
        var top = try mark(&page, area)
        func paragraph(_ block: TextBlock, after gap: Double = 0) {
            page.paragraph { $0.show(block, at: Point(x: area.x, y: top - gap)) }
            top -= gap + block.height
        }
        let title = try plume.text(TextesDuKit.place(place.numero), 21, bold: true, leading: 26)
        page.heading(1) { $0.show(title, at: Point(x: area.x, y: top)) }
        top -= title.height
        paragraph(try plume.text(TextesDuKit.role(fiche.nom), 10.5, Encre.violet, bold: true, width: area.width, leading: 14), after: 1)
        paragraph(try plume.text(fiche.role, 10, width: area.width, leading: 13.5), after: 3)
        let (colonne, bord) = (74.0, 9.0), place = area.width - colonne - 2 * bord
        var lignes: [Etiquette.Ligne] = []
        func ligne(_ name: String, _ value: String) throws(ImprimeError) {
            lignes.append(Etiquette.Ligne(
                intitule: try plume.text(name, 7.5, Encre.douce, width: colonne - 5, leading: 10),
                valeur: try plume.text(value, 9, width: place, leading: 12.5)))
        }
        let names = TextesDuKit.intitules
        try ligne(names.nir, NumeroFictif(fiche.nir)?.groupe ?? "")
        try ligne(names.naissance, fiche.dateNaissance)
        try ligne(names.adresse, fiche.adresse)
        try ligne(names.email, fiche.email ?? TextesDuKit.aucun)
        try ligne(names.telephone, fiche.telephone ?? TextesDuKit.aucun)
        for personne in fiche.personnes { try ligne(personne.nom, "\(personne.lien), \(personne.dateNaissance)") }
        let etiquette = Etiquette(resume: TextesDuKit.resumeDeLaFiche, largeur: area.width, lignes: lignes, marge: 2, colonne: colonne, bord: bord)
        var places = Places()
        top -= 6
        etiquette.peindre(&page, gauche: area.x, haut: top, &places)
        top -= etiquette.hauteur + 6
        let name = try plume.text(TextesDuKit.reprise, 8.5, bold: true, leading: 11)
        let use = try plume.text(self.place.reprise == nil ? TextesDuKit.repriseANoter : TextesDuKit.usageDeLaReprise, 7.5, Encre.douce, width: area.width, leading: 10)
        let code = try self.place.reprise.map { code throws(ImprimeError) in try plume.text(code, 17, bold: true, tracking: 60, leading: 22) }
        let height = code?.height ?? 20
        guard top - name.height - height - use.height >= area.y else { throw .tropLong }
        page.heading(2) { $0.show(name, at: Point(x: area.x, y: top)) }
        let high = top - name.height
        if let code {
            guard code.naturalWidth <= area.width else { throw .tropLong }
            page.paragraph { $0.show(code, at: Point(x: area.x, y: high)) }
        } else {
            page.artifact(.layout) { $0.line(from: Point(x: area.x, y: high - 17), to: Point(x: area.x + area.width, y: high - 17), Encre.douce, width: 0.7, dash: 2) }
        }
        page.paragraph { $0.show(use, at: Point(x: area.x, y: high - height)) }
    }

    // MARK: A letter

    private func letter(_ courrier: Kit.Courrier, _ page: inout Page, in area: Rectangle) throws(ImprimeError) {
        var top = try mark(&page, area) - 4
        let column = area.width / 2
        let sender = try plume.text(courrier.expediteur, 10, bold: true, width: column - 20, leading: 14)
        let nature = try plume.text("\(courrier.nature), \(courrier.date)", 9, Encre.douce, leading: 13)
        let subject = try plume.text(TextesDuKit.objet + courrier.objet, 11, bold: true, width: area.width, leading: 15)
        page.heading(2) { $0.show(subject, at: Point(x: area.x, y: top - 66)) }
        page.paragraph { $0.show(sender, at: Point(x: area.x, y: top)) }
        page.paragraph { $0.show(nature, at: Point(x: area.x, y: top - sender.height)) }
        var high = top
        for line in courrier.destinataire {
            let text = try plume.text(line, 10, width: column - 20, leading: 14)
            page.paragraph { $0.show(text, at: Point(x: area.x + column, y: high)) }
            high -= text.height
        }
        guard high >= top - 66 else { throw .tropLong }
        top -= 66 + subject.height + 8
        for paragraph in courrier.paragraphes {
            let text = try plume.text(paragraph, 11.5, width: area.width, leading: 17)
            page.paragraph { $0.show(text, at: Point(x: area.x, y: top)) }
            top -= text.height + 4
        }
        let name = try plume.text(TextesDuKit.codeDuCourrier, 9, Encre.douce, leading: 12)
        let code = try plume.text(courrier.code, 20, bold: true, tracking: 80, leading: 26)
        let note = try plume.text("\(TextesDuKit.place(place.numero)). \(TextesDuKit.lettreInventee)", 8, Encre.douce, width: area.width, leading: 10)
        let frame = Rectangle(x: area.x, y: top - 10 - name.height - code.height - 6, width: code.naturalWidth + 28, height: name.height + code.height + 8)
        guard frame.y - 4 - note.height >= area.y else { throw .tropLong }
        page.artifact(.layout) { $0.stroke(frame, Encre.violet, width: 1.2) }
        page.paragraph { $0.show(name, at: Point(x: frame.x + 12, y: frame.top - 3)) }
        page.paragraph { $0.show(code, at: Point(x: frame.x + 12, y: frame.top - 3 - name.height)) }
        page.paragraph { $0.show(note, at: Point(x: area.x, y: area.y + note.height)) }
    }

    /// No letter came: the upper half is the trainee's own.
    private func nothing(_ page: inout Page) throws(ImprimeError) {
        let area = Self.upper, top = try mark(&page, area) - 4
        let title = try plume.text(TextesDuKit.sansCourrier, 14, bold: true, leading: 20)
        let why = try plume.text(TextesDuKit.pourquoiSansCourrier, 10, width: area.width, leading: 14)
        page.heading(2) { $0.show(title, at: Point(x: area.x, y: top)) }
        page.paragraph { $0.show(why, at: Point(x: area.x, y: top - title.height)) }
        lines(&page, from: top - title.height - why.height - 26, to: area.y, left: area.x, width: area.width)
    }

    /// Lines to write on.
    private func lines(_ page: inout Page, from top: Double, to bottom: Double, left: Double, width: Double) {
        page.artifact(.layout) {
            for y in stride(from: top, through: bottom, by: -22) { $0.line(from: Point(x: left, y: y), to: Point(x: left + width, y: y), Encre.reglure, width: 0.6) }
        }
    }

    // MARK: The card

    private func card(_ page: inout Page) throws(ImprimeError) {
        let area = Self.lowerRight
        var top = try mark(&page, area)
        let title = try plume.text("\(TextesDuKit.place(place.numero)) · \(TextesDuKit.carte)", 11, bold: true, leading: 16)
        page.heading(2) { $0.show(title, at: Point(x: area.x, y: top)) }
        top -= title.height + 4
        let dessin = DessinDeCarte(carte: fiche.carte, plume: plume)
        let box = Rectangle(x: area.x, y: top - DessinDeCarte.size.height, width: DessinDeCarte.size.width, height: DessinDeCarte.size.height)
        try dessin.paint(&page, in: box)
        let legende = try plume.text(fiche.carte.legende, 8.5, width: area.width, leading: 11.5)
        page.paragraph { $0.show(legende, at: Point(x: area.x, y: box.y - 5)) }
        top = box.y - 5 - legende.height - 10
        let notes = try plume.text(TextesDuKit.notes, 11, bold: true, leading: 16)
        page.heading(2) { $0.show(notes, at: Point(x: area.x, y: top)) }
        top -= notes.height
        for note in TextesDuKit.notesDuBas {
            let text = try plume.text(note, 8.5, Encre.douce, leading: 12)
            page.paragraph { $0.show(text, at: Point(x: area.x, y: top)) }
            lines(&page, from: top - 26, to: top - 26, left: area.x, width: area.width)
            top -= 36
        }
    }
}
