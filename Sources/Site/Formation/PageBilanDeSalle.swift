import Formation
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

extension BilanDeSalle {
    /// « 12 postes, 30 exercices. »
    var combien: String {
        if postes.isEmpty { return "Personne n’a rejoint la salle." }
        func nombre(_ count: Int, _ nom: String) -> String { "\(count)\u{A0}\(nom)\(count > 1 ? "s" : "")" }
        return "\(nombre(postes.count, "poste")), \(nombre(exercices.count, "exercice"))."
    }

    /// For a spreadsheet (RFC 4180): one line an exercice. Every value is one of ours or a number: none can be a formula.
    var csv: String {
        let entetes = ["poste", "exercice", "fiche", "scenario", "pasFaits", "pasAttendus"] + Etape.allCases.map { "secondes_\($0.rawValue)" } + Etape.allCases.map { "refus_\($0.rawValue)" }
            + Refus.Code.allCases.map { "refus_\($0.rawValue)" } + ["indices", "decisions", "preuve", "suppression"]
        let lignes = postes.flatMap { poste in
            poste.exercices.enumerated().map { rang, exercice -> [String] in
                let (faits, attendus) = exercice.pas
                let debut = ["\(poste.numero)", "\(rang + 1)", exercice.fiche, exercice.scenario ?? "", "\(faits)", "\(attendus)"]
                let etapes = Etape.allCases.map { "\(exercice.secondes[$0] ?? 0)" } + Etape.allCases.map { "\(exercice.refusParEtape[$0] ?? 0)" }
                return debut + etapes + Refus.Code.allCases.map { "\(exercice.refus[$0] ?? 0)" }
                    + ["\(exercice.indices)", "\(exercice.decisions)", exercice.preuve.rawValue, exercice.suppression.map { $0 ? "demandee" : "nonDemandee" } ?? ""]
            }
        }
        return ([entetes] + lignes).map { $0.joined(separator: ";") + "\r\n" }.joined()
    }

    func write(to json: inout JSONWriter) {
        json.member("code", code.description)
        json.member("ouverte", ouverte.paris.iso)
        json.member("instant", instant.paris.iso)
        json.member("refus") { json in
            json.array(refus) { json, refus in
                json.object { json in
                    json.member("code", refus.code.rawValue)
                    json.member("fois", refus.fois)
                }
            }
        }
        json.member("postes") { json in
            json.array(postes) { json, poste in
                json.object { json in
                    json.member("poste", poste.numero)
                    json.member("exercices") { json in json.array(poste.exercices) { $1.write(to: &$0) } }
                }
            }
        }
    }
}

extension BilanDExercice {
    /// What a table says of it: person, situation, path, refusals, hints, proof.
    var cellules: [String] {
        let (faits, attendus) = pas
        return [
            Catalogue.fiche(fiche)?.nom ?? fiche, scenario ?? "–", attendus == 0 ? "–" : "\(faits) étape\(faits > 1 ? "s" : "") sur \(attendus)", "\(refus.values.reduce(0, +))", "\(indices)",
            preuve.enClair,
        ]
    }

    func write(to json: inout JSONWriter) {
        func numbers(_ json: inout JSONWriter, _ values: [(String, Int)]) {
            json.object { json in for (nom, valeur) in values { json.member(named: nom) { $0.number(valeur) } } }
        }
        json.object { json in
            json.member("fiche", fiche)
            json.member("scenario", scenario)
            json.member("chemin") { json in
                json.array(chemin?.pas ?? []) { json, pas in
                    json.object { json in
                        json.member("geste", pas.geste.action.nom)
                        json.member("etat", pas.etat.rawValue)
                    }
                }
            }
            json.member("secondes") { numbers(&$0, Etape.allCases.map { ($0.rawValue, secondes[$0] ?? 0) }) }
            json.member("refusParEtape") { numbers(&$0, Etape.allCases.map { ($0.rawValue, refusParEtape[$0] ?? 0) }) }
            json.member("refus") { numbers(&$0, Refus.Code.allCases.compactMap { code in refus[code].map { (code.rawValue, $0) } }) }
            json.member("indices", indices)
            json.member("decisions", decisions)
            json.member("preuve", preuve.rawValue)
            json.member("suppression") { json in if let suppression { json.bool(suppression) } else { json.null() } }
        }
    }
}
