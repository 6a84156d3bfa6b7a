import Formation
import Markup
import Procedure

/// The debrief of a salle, on screen: what happened, never who was there nor what was typed.
struct PageBilanDeSalle {
    let secret: SecretDeSalle
    let bilan: BilanDeSalle

    private var base: String { "/formation/\(secret)" }

    var html: HTML {
        let (faits, chemins) = bilan.termines, (demandees, clotures) = bilan.suppressions
        let facts: [(String, String)?] = [
            chemins == 0 ? nil : ("Chemin attendu, en entier", "\(faits) sur \(chemins)"),
            ("Preuve gardée en ligne", "\(bilan.preuves(.enLigne))"), ("Preuve demandée au téléphone", "\(bilan.preuves(.telephone))"),
            bilan.preuves(.nonDemandee) == 0 ? nil : ("Au téléphone, preuve pas demandée", "\(bilan.preuves(.nonDemandee))"),
            ("Aucune décision", "\(bilan.preuves(.aucune))"),
            clotures == 0 ? nil : ("Clôtures avec la suppression demandée", "\(demandees) sur \(clotures)"),
        ]
        return Layout.document(
            titre: "Bilan de la salle \(bilan.code)", ecran: .bilanDeSalle, tete: PageSalle.head(rafraichit: false),
            corps: """
                <div id="registre">
                <h1>Bilan de la salle <span class="number">\(bilan.code.description)</span></h1>
                <p class="lead">Ouverte le \(bilan.ouverte.paris.enLettres). \(bilan.combien)</p>
                <dl class="facts">
                \(facts.compactMap { $0 }.map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>\n" as HTML }.joined())</dl>
                \(hesitations)\(refusals)\(table)<div class="actions screen">
                <a class="button" href="\(base)/bilan.pdf">Bilan en PDF</a>
                <a class="button second" href="\(base)/bilan.csv">En CSV, pour un tableur</a>
                <a class="button second" href="\(base)">Retour à la salle</a>
                </div>
                <p class="small">Ce bilan ne contient ni nom de participant, ni rien de ce qui a été tapé.</p>
                </div>

                """)
    }

    private var hesitations: HTML? {
        let lignes = Etape.allCases.compactMap { etape in bilan.secondes(etape).map { (nom: etape.enClair, valeur: $0, texte: BilanDeSalle.duree($0)) } }
        guard !lignes.isEmpty else { return nil }
        return "<h2>Où l’on a hésité</h2>\n<p>Le temps passé à chaque étape, sans les pauses ni les maintenances. La moitié des exercices a demandé moins, l’autre moitié plus.</p>\n\(Barres(titre: "Temps passé à chaque étape", lignes: lignes, plein: lignes.map(\.valeur).max() ?? 1).html)"
    }

    private var refusals: HTML? {
        if bilan.refus.isEmpty { return nil }
        let lines = bilan.refus.map { "<li>\($0.code.message) <small>· \($0.fois) fois</small></li>\n" as HTML }
        return "<h2>Les refus rencontrés</h2>\n<ul>\n\(lines.joined())</ul>\n"
    }

    private var table: HTML {
        let groups = bilan.postes.map { poste -> HTML in
            let rows = poste.exercices.enumerated().map { rang, exercice -> HTML in
                let cells = exercice.cellules.map { "<td>\($0)</td>" as HTML }.joined()
                let head: HTML = rang > 0 ? .empty : "<th scope=\"rowgroup\" rowspan=\"\(poste.exercices.count)\">Poste \(poste.numero)</th>"
                return "<tr>\(head)\(cells)</tr>\n"
            }
            return "<tbody>\n\(rows.joined())</tbody>\n"
        }
        return """
            <h2>Poste par poste</h2>
            <div class="wide" tabindex="0" role="region" aria-label="Poste par poste">
            <table class="places">
            <thead><tr><th scope="col">Poste</th><th scope="col">Personne jouée</th><th scope="col">Situation</th><th scope="col">Chemin</th><th scope="col">Refus</th><th scope="col">Indices</th><th scope="col">Preuve</th></tr></thead>
            \(groups.joined())</table>
            </div>

            """
    }
}
