import PDF

/// The first page, to pin to the wall: where to go, with what code, and the rules.
struct Affiche {
    let kit: Kit
    let plume: Plume

    private static let area = Rectangle.a4.inset(40)
    private static let qrSide = 178.0

    func paint(_ document: inout Document) throws(ImprimeError) {
        let area = Self.area
        let marque = try Marque(plume, width: area.width, height: area.height)
        try document.page { page throws(ImprimeError) in
            marque.paint(&page, in: area)
            var top = area.top - marque.height - 14
            top = try paragraph(TextesDuKit.avertissement, 9.5, Encre.douce, &page, at: top) - 22
            let title = try plume.text(TextesDuKit.salle, 44, bold: true, leading: 52)
            page.heading(1) { $0.show(title, at: Point(x: area.x, y: top)) }
            top = try paragraph(TextesDuKit.accroche, 16, Encre.texte, &page, at: top - title.height - 4) - 30
            top = try step(1, TextesDuKit.etapes.reseau, &page, at: top)
            line(&page, at: top - 30)
            top = try step(2, TextesDuKit.etapes.adresse, &page, at: top - 62)
            top = try address(&page, at: top - 6) - 24
            top = try step(3, kit.places.contains { $0.reprise != nil } ? TextesDuKit.etapes.codes : TextesDuKit.etapes.code, &page, at: top)
            top = try code(&page, at: top - 4) - 26
            try rules(&page, at: top)
        }
    }

    private func paragraph(_ text: String, _ size: Double, _ ink: Color, _ page: inout Page, at top: Double) throws(ImprimeError) -> Double {
        let block = try plume.text(text, size, ink, width: Self.area.width)
        page.paragraph { $0.show(block, at: Point(x: Self.area.x, y: top)) }
        return top - block.height
    }

    private func step(_ number: Int, _ text: String, _ page: inout Page, at top: Double) throws(ImprimeError) -> Double {
        let block = try plume.text("\(number).\u{A0}\(text)", 18, Encre.violet, bold: true, width: Self.area.width)
        page.heading(2) { $0.show(block, at: Point(x: Self.area.x, y: top)) }
        return top - block.height
    }

    /// A line to write on.
    private func line(_ page: inout Page, at y: Double) {
        page.artifact(.layout) { $0.line(from: Point(x: Self.area.x + 24, y: y), to: Point(x: Self.area.x + 420, y: y), Encre.douce, width: 0.8, dash: 2) }
    }

    /// The address, and the square that leads to it.
    private func address(_ page: inout Page, at top: Double) throws(ImprimeError) -> Double {
        guard let address = kit.adresse else {
            line(&page, at: top - 30)
            return top - 36
        }
        let left = Self.area.x + 24, width = Self.area.width - 24 - Self.qrSide - 40
        let text = try plume.text(address, address.utf8.count > 30 ? 17 : 21, bold: true, width: width)
        page.link(address, description: TextesDuKit.descriptionDuQR, area: Rectangle(x: left, y: top - text.height, width: text.naturalWidth, height: text.height)) {
            $0.show(text, at: Point(x: left, y: top))
        }
        if let empreinte = kit.empreinte {
            let explication = try plume.text(TextesDuKit.empreinte, 9.5, width: width)
            let value = try plume.text(empreinte, 9.5, bold: true, width: width)
            let high = top - text.height - 8
            page.paragraph { $0.show(explication, at: Point(x: left, y: high)) }
            page.paragraph { $0.show(value, at: Point(x: left, y: high - explication.height - 2)) }
        }
        let code: QRCode
        do { code = try QRCode(address) } catch { throw .adresse }
        let square = Rectangle(x: Self.area.x + Self.area.width - Self.qrSide, y: top - 32 - Self.qrSide, width: Self.qrSide, height: Self.qrSide)
        let quiet = 4 * Self.qrSide / Double(code.size)
        page.artifact(.background) { $0.fill(square.inset(-quiet), Encre.papier) }
        page.figure(TextesDuKit.descriptionDuQR, box: square) { $0.draw(code.image, in: square, Encre.texte) }
        return square.y
    }

    private func code(_ page: inout Page, at top: Double) throws(ImprimeError) -> Double {
        guard let code = kit.code else {
            line(&page, at: top - 30)
            return top - 36
        }
        let text = try plume.text(code, 54, bold: true, tracking: 90, leading: 62)
        guard text.naturalWidth <= Self.area.width - 24 else { throw .tropLong }
        page.paragraph { $0.show(text, at: Point(x: Self.area.x + 24, y: top)) }
        return top - text.height
    }

    private func rules(_ page: inout Page, at top: Double) throws(ImprimeError) {
        let marque = try plume.text("–", 13, Encre.violet, bold: true, leading: 19)
        var articles: [(marque: TextBlock, texte: TextBlock)] = []
        for regle in TextesDuKit.regles { articles.append((marque, try plume.text(regle, 13, width: Self.area.width - 20, leading: 19))) }
        let liste = Liste(articles: articles, ecart: 4, retrait: 20)
        guard top - liste.hauteur >= Self.area.y else { throw .tropLong }
        var places = Places()
        liste.peindre(&page, gauche: Self.area.x, haut: top, &places)
    }
}
