import Procedure

extension BilanDExercice.Preuve {
    public var enClair: String {
        switch self {
        case .enLigne: "gardée, en ligne"
        case .telephone: "demandée au téléphone"
        case .nonDemandee: "pas demandée"
        case .aucune: "aucune décision"
        }
    }
}

extension BilanDeSalle {
    /// « 12 postes, 30 exercices. »
    public var combien: String {
        if postes.isEmpty { return "Personne n’a rejoint la salle." }
        func nombre(_ count: Int, _ nom: String) -> String { "\(count)\u{A0}\(nom)\(count > 1 ? "s" : "")" }
        return "\(nombre(postes.count, "poste")), \(nombre(exercices.count, "exercice"))."
    }

    /// For a spreadsheet (RFC 4180): one line an exercice. Every value is one of ours or a number: none can be a formula.
    public var csv: String {
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

    /// `4 min 13 s`.
    public static func duree(_ secondes: Int) -> String {
        secondes < 60 ? "\(secondes)\u{A0}s" : "\(secondes / 60)\u{A0}min" + (secondes % 60 == 0 ? "" : "\u{A0}\(secondes % 60)\u{A0}s")
    }
}

extension BilanDExercice {
    /// What a table says of it: person, situation, path, refusals, hints, proof.
    public var cellules: [String] {
        let (faits, attendus) = pas
        return [
            Catalogue.fiche(fiche)?.nom ?? fiche, scenario ?? "–", attendus == 0 ? "–" : "\(faits) étape\(faits > 1 ? "s" : "") sur \(attendus)", "\(refus.values.reduce(0, +))", "\(indices)",
            preuve.enClair,
        ]
    }
}
