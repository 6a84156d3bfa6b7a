import Markup

/// A schema of the letter that brings the code provisoire.
struct DessinCourrier {
    var nom: String
    var code: String

    var html: HTML {
        """
        <figure class="drawing">
        <svg viewBox="0 0 420 266" role="img" aria-labelledby="courrier-titre" aria-describedby="courrier-description">
        <title id="courrier-titre">Courrier d’information, schéma</title>
        <desc id="courrier-description">Une lettre adressée à \(nom). Le code provisoire est dans un cadre, après le texte : \(code).</desc>
        <g fill="none" stroke="currentColor">
        <path class="surface" d="M2 2h390l26 26v236H2z"/>
        <path class="line" d="M392 2v26h26"/>
        <path class="text-line" d="M28 34h110M28 50h72M252 84h110M252 100h84M28 128h364M28 146h350M28 164h240"/>
        <rect class="accent" x="28" y="212" width="196" height="38" rx="6"/>
        </g>
        <text class="specimen" fill-opacity="0.3" x="210" y="150" text-anchor="middle" transform="rotate(-24 210 133)">SPÉCIMEN</text>
        <text class="words" x="252" y="70" font-size="15">\(nom)</text>
        <text class="words accented" x="28" y="202" font-size="17">Code provisoire</text>
        <text class="digits" x="42" y="238" font-size="20" textLength="168" lengthAdjust="spacingAndGlyphs">\(code)</text>
        </svg>
        <figcaption>Le code provisoire a 12 lettres et chiffres. Il arrive par courrier, par e-mail ou par SMS. Les majuscules et les minuscules comptent.</figcaption>
        </figure>

        """
    }
}
