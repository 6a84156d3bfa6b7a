/// A schema of the letter that brings the code provisoire.
struct DessinCourrier {
    var nom: String
    var code: String

    var html: HTML {
        """
        <figure class="drawing">
        <svg viewBox="0 0 420 300" role="img" aria-labelledby="courrier-titre courrier-description">
        <title id="courrier-titre">Courrier d’information, schéma</title>
        <desc id="courrier-description">Une lettre adressée à \(nom). Le code provisoire est dans un cadre, après le texte : \(code).</desc>
        <path class="surface" d="M40 2h316l24 24v272H40z"/>
        <path class="line" d="M356 2v24h24"/>
        <text class="specimen" x="210" y="176" text-anchor="middle" transform="rotate(-24 210 160)">SPÉCIMEN</text>
        <path class="text-line" d="M64 34h96M64 50h64"/>
        <text class="words" x="236" y="84" font-size="15">\(nom)</text>
        <path class="text-line" d="M236 98h96"/>
        <path class="text-line" d="M64 136h288M64 154h270M64 172h210"/>
        <text class="words accented" x="64" y="212" font-size="16">Code provisoire</text>
        <rect class="accent" x="64" y="222" width="188" height="40" rx="6"/>
        <text class="digits" x="78" y="249" font-size="20" textLength="160" lengthAdjust="spacingAndGlyphs">\(code)</text>
        <path class="text-line" d="M64 282h180"/>
        </svg>
        <figcaption>Le code provisoire a 12 lettres et chiffres. Il arrive par e-mail ou par courrier. Les majuscules et les minuscules comptent.</figcaption>
        </figure>

        """
    }
}
