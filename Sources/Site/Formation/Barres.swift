/// Bars for the eye, and the same in words beside each.
struct Barres {
    let titre: String
    let lignes: [(nom: String, valeur: Int, texte: String)]
    /// What a full bar stands for.
    let plein: Int
    /// The name of each bar that is said to be done.
    var derniere: String?

    var html: HTML {
        let bars = lignes.enumerated().map { rang, ligne -> HTML in
            let y = rang * 34, width = min(420, ligne.valeur * 420 / max(1, plein))
            return """
                <text class="words" x="0" y="\(y + 22)" font-size="16">\(ligne.nom)</text>
                <rect class="track" x="150" y="\(y + 6)" width="420" height="22" rx="3"/>
                <rect class="bar\(ligne.nom == derniere ? " last" : "")" x="150" y="\(y + 6)" width="\(width)" height="22" rx="3"/>
                <text class="digits" x="580" y="\(y + 23)" font-size="17">\(ligne.texte)</text>

                """
        }
        let said = lignes.map { "\($0.nom) : \($0.texte)" }.joined(separator: " ; ")
        return """
            <figure class="progress">
            <svg viewBox="0 0 660 \(lignes.count * 34)" role="img" aria-label="\(titre). \(said).">
            \(bars.joined())</svg>
            </figure>

            """
    }
}
