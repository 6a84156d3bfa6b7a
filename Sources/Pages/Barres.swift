import Markup

/// Bars for the eye, and the same in words above each; as wide as a phone, so that the words stay readable there.
struct Barres {
    let titre: String
    let lignes: [(nom: String, valeur: Int, texte: String)]
    /// What a full bar stands for.
    let plein: Int
    /// The name of each bar that is said to be done.
    var derniere: String?

    var html: HTML {
        let bars = lignes.enumerated().map { rang, ligne -> HTML in
            let y = rang * 46, width = min(360, ligne.valeur * 360 / max(1, plein))
            return """
                <text class="words" x="0" y="\(y + 16)" font-size="16">\(ligne.nom)</text>
                <text class="digits" x="360" y="\(y + 16)" font-size="16" text-anchor="end">\(ligne.texte)</text>
                <rect class="track" fill="none" stroke="currentColor" x="0" y="\(y + 22)" width="360" height="14" rx="3"/>
                <rect class="bar\(ligne.nom == derniere ? " last" : "")" x="0" y="\(y + 22)" width="\(width)" height="14" rx="3"/>

                """
        }
        let said = lignes.map { "\($0.nom) : \($0.texte)" }.joined(separator: " ; ")
        return """
            <figure class="progress">
            <svg viewBox="-1 0 362 \(lignes.count * 46)" role="img" aria-label="\(titre). \(said).">
            \(bars.joined())</svg>
            </figure>

            """
    }
}
