import PDF

/// The mark of a sheet or of a piece cut from one: in a band at its top, and across it.
struct Marque {
    private let bande: TextBlock, travers: TextBlock
    private let angle: Double

    /// - Parameter area: what it crosses from corner to corner.
    init(_ plume: Plume, width: Double, height: Double) throws(ImprimeError) {
        bande = try plume.text(TextesDuJustificatif.marque, width > 400 ? 10 : 7.5, Encre.surOcre, bold: true, tracking: 60, width: width, leading: width > 400 ? 22 : 16, alignment: .center)
        // The text is as wide as twenty-one times its size.
        let isUpright = height > width
        angle = width > 400 && isUpright ? 53 : isUpright ? 54 : 33
        travers = try plume.text(TextesDuJustificatif.marque, (width * width + height * height).squareRoot() * 0.047, Encre.filigrane, bold: true, alignment: .center)
    }

    var height: Double { bande.height }

    /// Read out where it crosses; in the band it is the same words again, for the eye only.
    func paint(_ page: inout Page, in area: Rectangle) {
        page.paragraph { canvas in
            canvas.rotated(angle, around: Point(x: area.x + area.width / 2, y: area.y + area.height / 2)) {
                $0.show(travers, at: Point(x: 0, y: travers.height / 2))
            }
        }
        let top = area.y + area.height
        page.artifact(.background) {
            $0.fill(Rectangle(x: area.x, y: top - height, width: area.width, height: height), Encre.ocre)
            $0.line(from: Point(x: area.x, y: top - height), to: Point(x: area.x + area.width, y: top - height), Encre.surOcre, width: 0.9)
        }
        page.artifact(.pagination) { $0.show(bande, at: Point(x: area.x, y: top)) }
    }
}

extension Rectangle {
    func inset(_ margin: Double) -> Rectangle {
        Rectangle(x: x + margin, y: y + margin, width: width - 2 * margin, height: height - 2 * margin)
    }

    var top: Double { y + height }
}
