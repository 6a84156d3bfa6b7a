public import Formation
import Markup
public import Procedure

/// One place on demand: what happened there, step by step.
public struct DetailDePoste {
    let poste: Salle.Poste
    let lignes: [PageBilan.Ligne]
    let chemin: CheminAttendu?

    /// - Parameter evenements: of the exercice that is before it.
    /// - Returns: `nil` when they do not begin one.
    public init?(_ poste: Salle.Poste, _ evenements: [(evenement: Evenement, reel: Instant)], _ contexte: Contexte) {
        guard let bilan = PageBilan(evenements, contexte: contexte) else { return nil }
        (self.poste, lignes, chemin) = (poste, bilan.lignes, bilan.chemin)
    }

    func html(_ base: String) -> HTML {
        """
        <section id="detail" class="detail" aria-labelledby="titre-detail">
        <h2 id="titre-detail">Poste \(poste.numero)</h2>
        <p>Code de reprise : <span class="number whole">\(poste.reprise.description)</span> · <a href="\(base)">Fermer</a></p>
        \(chemin.map { "<h3>Le chemin attendu</h3>\n\($0.html)" as HTML })<h3>Ce qui s’est passé</h3>
        <ol class="timeline">
        \(lignes.map(PageBilan.line).joined())</ol>
        </section>

        """
    }
}
