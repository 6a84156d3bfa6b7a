public import Documents
public import Formation
public import Procedure

extension BilanDeSalle {
    /// The debrief, to print and to keep: what happened, never who was there nor what was typed.
    public var rapport: Rapport {
        let seance = "Salle \(code), ouverte le \(ouverte.paris.enLettres). Bilan fait le \(instant.paris.enLettres)."
        let parties: [Rapport.Partie] = postes.isEmpty ? [] : [.titre("En bref"), .liste(resume)] + hesitations + refusParGenre + [.titre("Poste par poste"), detail]
        return Rapport(titre: "Bilan de la séance", nom: "bilan-\(code.description.lowercased())", parties: [.paragraphe("\(seance) \(combien)")] + parties)
    }

    private var resume: [String] {
        func preuve(_ texte: String, _ preuve: BilanDExercice.Preuve) -> String? { preuves(preuve) == 0 ? nil : "\(texte)\u{A0}: \(preuves(preuve))." }
        let (faits, chemins) = termines, (demandees, clotures) = suppressions
        return [
            chemins == 0 ? nil : "Chemin attendu suivi jusqu’au bout\u{A0}: \(faits) sur \(chemins).",
            preuve("Preuve gardée, en ligne", .enLigne), preuve("Preuve demandée au téléphone", .telephone),
            preuve("Décision au téléphone, preuve pas demandée", .nonDemandee), preuve("Aucune décision", .aucune),
            clotures == 0 ? nil : "Clôtures avec la suppression des données\u{A0}: \(demandees) sur \(clotures).",
        ].compactMap(\.self)
    }

    private var hesitations: [Rapport.Partie] {
        let lignes = Etape.allCases.compactMap { etape in secondes(etape).map { (nom: etape.enClair, valeur: $0, texte: BilanDeSalle.duree($0)) } }
        guard !lignes.isEmpty else { return [] }
        return [
            .titre("Où l’on a pris du temps"),
            .barres(resume: "Le temps passé à chaque étape, sans les pauses ni les maintenances. La moitié des exercices a demandé moins, l’autre moitié plus.", entetes: ("Étape", "Temps médian"), lignes: lignes),
        ]
    }

    private var refusParGenre: [Rapport.Partie] {
        let lignes = refus.map { (nom: $0.code.message, valeur: $0.fois, texte: "\($0.fois)") }
        guard !lignes.isEmpty else { return [] }
        return [.titre("Refus rencontrés"), .barres(resume: "Combien de fois chaque refus a été rencontré.", entetes: ("Refus", "Fois"), lignes: lignes)]
    }

    private var detail: Rapport.Partie {
        .tableau(
            resume: "Pour chaque exercice de chaque poste\u{A0}: la personne jouée, la situation, le chemin, les refus, les indices et la preuve.",
            entetes: ["Poste", "Personne", "Situation", "Chemin", "Refus", "Indices", "Preuve"],
            rangees: postes.flatMap { poste in poste.exercices.map { ["\(poste.numero)"] + $0.cellules } },
            parts: [0.09, 0.24, 0.12, 0.17, 0.09, 0.1, 0.19])
    }
}

extension Salles {
    /// What each place did, in every exercice that it played.
    public func bilan(_ salle: Salle, at reel: Instant) async throws(Exercices.Failure) -> BilanDeSalle {
        var timelines: [ExerciceID: [(evenement: Evenement, reel: Instant)]] = [:]
        for id in salle.exercices {
            do { timelines[id] = try await exercices.timeline(id).entries.map { ($0.evenement, $0.reel) } } catch {
                // Somebody erased that one: nothing is left to tell.
                guard case .notFound = error else { throw error }
            }
        }
        let postes = salle.postes.sorted { $0.numero < $1.numero }.compactMap { BilanDePoste($0, timelines, jusqua: reel) }
        return BilanDeSalle(code: salle.code, ouverte: salle.ouverte, instant: reel, postes: postes)
    }
}
