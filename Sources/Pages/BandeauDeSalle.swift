public import Formation
import Markup
public import Procedure

/// What a trainee in a salle is told, on each page.
public struct BandeauDeSalle: Sendable {
    let poste: Int
    let reprise: CodeDeReprise
    let indices: [Indice]
    /// The place of the adviser of one's calls, and of the caller whose adviser one plays.
    let conseiller: Int?, usager: Int?
    /// Where the room's doings are followed.
    let suivi: String

    /// - Parameters:
    ///   - indices: those that the exercice was given.
    ///   - suivi: where the room's doings are followed.
    public init(_ poste: Salle.Poste, in salle: Salle, indices: [Indice], suivi: String) {
        (self.poste, reprise, self.indices, self.suivi) = (poste.numero, poste.reprise, indices, suivi)
        (conseiller, usager) = (salle.conseillers[poste.numero], salle.usager(de: poste.numero))
    }

    func html(_ faits: Faits) -> HTML {
        """
        <aside id="salle" class="room" aria-label="La salle" data-suivi="\(suivi)">
        <p class="small"><strong>Poste \(poste)</strong></p>
        <div role="status">
        \(indices.map { "<p class=\"pen\"><strong>Indice :</strong> \($0.enClair(faits))</p>\n" as HTML }.joined())\(role(faits))</div>
        <script type="module" src="/salle.js"></script>
        </aside>

        """
    }

    private func role(_ faits: Faits) -> HTML? {
        if let usager { return "<p>Jeu de rôle : vous êtes le conseiller du poste \(usager). <a href=\"/3422/conseiller\">Répondre au téléphone</a></p>\n" }
        return conseiller.map { "<p>Jeu de rôle : appelez le \(faits.telephone.valeur), le poste \($0) est le conseiller. <a href=\"/3422\">Appeler à deux</a></p>\n" }
    }
}
