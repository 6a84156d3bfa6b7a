import PDF

/// A neutral schema of the carte Vitale at its size (ISO/IEC 7810, ID-1) that shows where the serial is: no official
/// colour, logo or layout.
struct DessinDeCarte {
    let carte: Kit.Carte
    let plume: Plume

    static let size = (width: 242.6, height: 153.0)

    func paint(_ page: inout Page, in box: Rectangle) throws(ImprimeError) {
        let specimen = try plume.text(TextesDuKit.specimen, 44, Encre.filigrane, bold: true, alignment: .center)
        let word = try plume.text(TextesDuKit.serie, 8.5, Encre.violet, bold: true, leading: 11)
        let digits = carte.modele == .avecPhoto ? 10.0 : 12
        let serial = try carte.serie.map { serie throws(ImprimeError) in try plume.text(serie, digits, bold: true, tracking: 20, leading: 13) }
        // Where the serial is to be found, nothing tells the other number from it.
        let issuer = carte.isAnnotated
            ? try plume.text(carte.emetteur, carte.modele == .avecPhoto ? 9.5 : 9, Encre.douce, tracking: 25, leading: 12)
            : try plume.text(carte.emetteur, digits, bold: true, tracking: 20, leading: 13)
        page.figure(TextesDuKit.descriptionDeLaCarte(carte), box: box) { canvas in
            canvas.fill(box, Encre.papier)
            canvas.rotated(28, around: Point(x: box.x + box.width / 2, y: box.y + box.height / 2)) {
                $0.show(specimen, at: Point(x: 0, y: specimen.height / 2))
            }
            canvas.stroke(box, Encre.texte, width: 1.3)
            func at(_ x: Double, _ y: Double) -> Point { Point(x: box.x + x, y: box.top - y) }
            func rule(_ x: Double, _ y: Double, _ width: Double) { canvas.fill(Rectangle(x: box.x + x, y: box.top - y - 3, width: width, height: 3), Encre.reglure) }
            /// The number, or what is left of it.
            func serie(in frame: Rectangle) {
                if let serial {
                    canvas.show(serial, at: Point(x: frame.x + (frame.width - serial.naturalWidth) / 2, y: frame.top - (frame.height - serial.height) / 2))
                } else {
                    canvas.fill(Rectangle(x: frame.x + 6, y: frame.y + frame.height / 2 - 2.5, width: frame.width - 12, height: 5), Encre.douce)
                }
                if carte.isAnnotated { canvas.stroke(frame, Encre.violet, width: 1.2) }
            }
            switch carte.modele {
            case .avecPhoto:
                rule(16, 20, 86)
                rule(16, 29, 54)
                let photo = Rectangle(x: box.x + 16, y: box.top - 116, width: 56, height: 70)
                canvas.stroke(photo, Encre.texte, width: 1)
                canvas.draw(Self.silhouette, in: photo.inset(1), Encre.reglure)
                rule(84, 52, 70)
                rule(84, 62, 48)
                let frame = Rectangle(x: at(151, 0).x, y: box.top - 97, width: 82, height: 20)
                canvas.show(issuer, at: Point(x: box.x + 84, y: frame.top - (frame.height - issuer.height) / 2))
                serie(in: frame)
                guard carte.isAnnotated else { return }
                canvas.line(from: at(192, 97), to: at(192, 116), Encre.violet, width: 1.2)
                canvas.show(word, at: Point(x: box.x + 233 - word.naturalWidth, y: box.top - 117))
            case .sansPhoto:
                let frame = Rectangle(x: box.x + 12, y: box.top - 36, width: 92, height: 21)
                serie(in: frame)
                if carte.isAnnotated {
                    canvas.line(from: Point(x: frame.x + frame.width, y: frame.y + frame.height / 2), to: Point(x: frame.x + frame.width + 20, y: frame.y + frame.height / 2), Encre.violet, width: 1.2)
                    canvas.show(word, at: Point(x: frame.x + frame.width + 24, y: frame.top - 5))
                }
                for (y, width) in [(62.0, 190.0), (73, 172), (84, 198), (95, 104)] { rule(16, y, width) }
                canvas.show(issuer, at: Point(x: box.x + 226 - issuer.naturalWidth, y: box.top - 128))
            }
        }
    }

    /// A head and shoulders: nobody.
    private static let silhouette = ImageMask(width: 108, height: 136) { column, row in
        let (x, y) = (Double(column) - 54, Double(row))
        let head = x * x + (y - 46) * (y - 46) < 22 * 22
        let shoulders = y >= 82 && x * x / (42 * 42) + (y - 136) * (y - 136) / (54 * 54) < 1
        return head || shoulders
    }
}
