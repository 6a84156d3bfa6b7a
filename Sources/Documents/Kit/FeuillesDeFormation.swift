import PDF

/// The sheets of whoever leads: how to prepare, the plan, who plays whom, the answers and the paths expected. They flow
/// over as many pages as they need.
struct FeuillesDeFormation {
    let kit: Kit
    let plume: Plume

    private var flux: Flux { Flux(plume: plume) }

    func paint(_ document: inout Document) throws(ImprimeError) {
        try flux.paint(preparation() + plan() + places() + answers() + paths(), foot: TextesDuKit.animation, &document)
    }

    private func preparation() throws(ImprimeError) -> [Flux.Part] {
        [
            try flux.title(1, TextesDuKit.animation), try flux.paragraph(TextesDuKit.pourSoi), try flux.title(2, TextesDuKit.preparation),
            try flux.list(TextesDuKit.preparatifs, numbered: true),
        ]
    }

    private func plan() throws(ImprimeError) -> [Flux.Part] {
        guard !kit.plan.etapes.isEmpty else { return [] }
        var begun = 0
        let rows = kit.plan.etapes.map { etape in
            defer { begun += etape.minutes }
            return ["\(begun)\u{A0}min", "\(etape.minutes)\u{A0}min", etape.titre]
        }
        let names = TextesDuKit.colonnesDuPlan
        return [
            try flux.title(2, TextesDuKit.titreDuPlan), try flux.paragraph(kit.plan.titre),
            try flux.table(TextesDuKit.resumeDuPlan, [names.debut, names.duree, names.etape], rows, [0.14, 0.14, 0.72]),
        ]
    }

    private func places() throws(ImprimeError) -> [Flux.Part] {
        let titles = Dictionary(kit.situations.map { ($0.cle, $0.titre) }) { first, _ in first }
        let names = TextesDuKit.colonnesDesPlaces
        let rows = kit.places.map { place in
            let situation = place.situation.map { cle in titles[cle].map { "\(cle). \($0)" } ?? cle }
            return ["\(place.numero)", place.fiche.nom, situation ?? "–", place.reprise ?? "…………"]
        }
        return [
            try flux.title(2, TextesDuKit.titreDesPlaces, startsPage: true),
            try flux.table(TextesDuKit.resumeDesPlaces, [names.place, names.personne, names.situation, names.reprise], rows, [0.1, 0.25, 0.46, 0.19]),
        ]
    }

    private func answers() throws(ImprimeError) -> [Flux.Part] {
        var rows: [[String]] = []
        for fiche in kit.fiches {
            let nir = NumeroFictif(fiche.nir)?.groupe ?? ""
            let carte = "\(fiche.carte.modele == .avecPhoto ? "avec photo" : "sans photo"), \(fiche.carte.serie ?? TextesDuKit.illisible)"
            let code = fiche.courriers.first { courrier in !fiche.personnes.contains { $0.code == courrier.code } }?.code
            rows.append([fiche.nom, nir, carte, code ?? TextesDuKit.aucunCode])
            for personne in fiche.personnes {
                rows.append(["\(personne.nom) (\(personne.lien))", "celui de \(fiche.nom)", "la même", personne.code ?? TextesDuKit.aucunCode])
            }
        }
        let names = TextesDuKit.colonnesDesReponses
        return [
            try flux.title(2, TextesDuKit.titreDesReponses),
            try flux.table(TextesDuKit.resumeDesReponses, [names.personne, names.nir, names.carte, names.code], rows, [0.25, 0.29, 0.27, 0.19]),
        ]
    }

    private func paths() throws(ImprimeError) -> [Flux.Part] {
        guard !kit.situations.isEmpty else { return [] }
        var parts = [try flux.title(2, TextesDuKit.titreDuChemin)]
        for situation in kit.situations {
            parts.append(try flux.title(3, "\(situation.cle). \(situation.titre)", gap: 12))
            parts.append(try flux.list(situation.chemin, numbered: true, isHeld: true))
            parts.append(try flux.note(TextesDuKit.source(situation.source)))
        }
        return parts
    }
}
