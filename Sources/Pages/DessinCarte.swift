import Markup
import Procedure

/// A neutral schema of the carte Vitale that shows where the serial is: no official colour, logo or layout. As in every
/// drawing here, lines come first and say of themselves that they are lines, so that words stay readable without a style sheet.
struct DessinCarte {
    var type: TypeCarteVitale
    /// `nil` when it cannot be read.
    var numeroSerie: String?
    var numeroEmetteur: String
    /// Whether it says which number is the serial.
    var isAnnotated = true

    var html: HTML {
        switch type {
        case .avecPhoto: figure(id: "carte-avec-photo", titre: "Schéma du devant de la carte, avec photo", avecPhoto)
        case .sansPhoto: figure(id: "carte-sans-photo", titre: "Schéma du dos de la carte, sans photo", sansPhoto)
        }
    }

    /// The words below it: where to look, or that it is to be found.
    var legende: String { isAnnotated ? type.ouEstLaSerie : "Le numéro de série est sur cette carte." }

    private func figure(id: String, titre: String, _ drawn: (lines: HTML, words: HTML)) -> HTML {
        let read = isAnnotated ? numeroSerie.map { "Ici : \($0)." } ?? "Ici, il est effacé."
            : "On y lit : \((type == .avecPhoto ? [numeroEmetteur, numeroSerie ?? ""] : [numeroSerie ?? "", numeroEmetteur]).joined(separator: " "))."
        return """
        <figure class="drawing">
        <svg viewBox="0 0 420 266" role="img" aria-labelledby="\(id)-titre" aria-describedby="\(id)-description">
        <title id="\(id)-titre">\(titre)</title>
        <desc id="\(id)-description">\(legende) \(read)</desc>
        <g fill="none" stroke="currentColor">
        <rect class="surface" x="2" y="2" width="416" height="262" rx="18"/>
        \(drawn.lines)</g>
        <text class="specimen" fill-opacity="0.3" x="210" y="150" text-anchor="middle" transform="rotate(-24 210 133)">SPÉCIMEN</text>
        \(drawn.words)</svg>
        <figcaption>\(legende)</figcaption>
        </figure>

        """
    }

    /// The number, or what is left of it.
    private func serie(x: Int, y: Int, taille: Int, largeur: Int) -> HTML {
        guard let numeroSerie else {
            return "<path class=\"smudge\" fill=\"none\" stroke=\"currentColor\" d=\"M\(x) \(y - 6)q\(largeur / 8) -9 \(largeur / 4) 0t\(largeur / 4) 0 \(largeur / 4) 0 \(largeur / 4) 0\"/>"
        }
        return "<text class=\"digits\" x=\"\(x)\" y=\"\(y)\" font-size=\"\(taille)\" textLength=\"\(largeur)\" lengthAdjust=\"spacingAndGlyphs\">\(numeroSerie)</text>"
    }

    private func annotation(_ marks: HTML) -> HTML? { isAnnotated ? marks : nil }

    private var avecPhoto: (lines: HTML, words: HTML) {
        (
            """
            <path class="text-line" d="M28 38h150M28 54h92"/>
            <rect class="line" x="28" y="80" width="96" height="120" rx="6"/>
            <circle class="shape" cx="76" cy="122" r="20"/>
            <path class="shape" d="M42 198c0-34 14-50 34-50s34 16 34 50z"/>
            <path class="text-line" d="M146 92h120M146 110h84"/>
            \(annotation("<rect class=\"accent\" x=\"262\" y=\"136\" width=\"140\" height=\"32\" rx=\"6\"/>\n<path class=\"accent\" d=\"M332 168v36\"/>"))

            """,
            """
            <text class="digits\(isAnnotated ? " dim" : "")" x="146" y="158" font-size="18" textLength="110" lengthAdjust="spacingAndGlyphs">\(numeroEmetteur)</text>
            \(serie(x: 270, y: 158, taille: 18, largeur: 124))
            \(annotation("<text class=\"words accented\" x=\"402\" y=\"224\" font-size=\"17\" text-anchor=\"end\">Numéro de série</text>\n<text class=\"words\" x=\"402\" y=\"245\" font-size=\"15\" text-anchor=\"end\">les 11 derniers chiffres</text>"))

            """
        )
    }

    private var sansPhoto: (lines: HTML, words: HTML) {
        (
            """
            \(annotation("<rect class=\"accent\" x=\"24\" y=\"28\" width=\"146\" height=\"36\" rx=\"6\"/>\n<path class=\"accent\" d=\"M170 46h40\"/>"))
            <path class="text-line" d="M28 112h330M28 132h300M28 152h344M28 172h180"/>

            """,
            """
            \(serie(x: 34, y: 52, taille: 20, largeur: 126))
            \(annotation("<text class=\"words accented\" x=\"218\" y=\"44\" font-size=\"17\">Numéro de série</text>\n<text class=\"words\" x=\"218\" y=\"65\" font-size=\"15\">8 à 13 chiffres, au dos</text>"))
            <text class="digits\(isAnnotated ? " dim" : "")" x="392" y="240" font-size="16" text-anchor="end">\(numeroEmetteur)</text>

            """
        )
    }
}

extension VueFiche {
    /// The card, with the place of its serial unless that is what is to be found.
    var carte: DessinCarte { DessinCarte(type: typeCarteVitale, numeroSerie: numeroSerie, numeroEmetteur: numeroEmetteur, isAnnotated: !serieALire) }
}
