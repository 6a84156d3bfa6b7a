import Procedure

/// How many places stand at each step: bars for the eye, the same in words beside each.
struct ProgressionDeSalle {
    let tuiles: [Tuile]

    var html: HTML {
        let steps = Etape.allCases.map { etape in (etape, tuiles.count { $0.etape == etape }) }
        let most = max(1, tuiles.count), said = steps.map { "\($0.0.enClair) : \($0.1)" }.joined(separator: " ; ")
        let bars = steps.enumerated().map { rang, step -> HTML in
            let (etape, count) = step, y = rang * 34, width = count * 420 / most
            return """
                <text class="words" x="0" y="\(y + 22)" font-size="16">\(etape.enClair)</text>
                <rect class="track" x="150" y="\(y + 6)" width="420" height="22" rx="3"/>
                <rect class="bar\(etape == .priseEnCompte ? " last" : "")" x="150" y="\(y + 6)" width="\(width)" height="22" rx="3"/>
                <text class="digits" x="580" y="\(y + 23)" font-size="17">\(count)</text>

                """
        }
        return """
            <figure class="progress">
            <svg viewBox="0 0 620 136" role="img" aria-label="Où en est la salle. \(said).">
            \(bars.joined())</svg>
            </figure>

            """
    }
}
