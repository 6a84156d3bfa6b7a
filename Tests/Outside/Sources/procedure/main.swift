import Procedure

/// Nothing in the library reads a clock or draws chance: both are given.
struct Journey {
    let fiche: Fiche
    var exercice: Exercice
    var now = Instant(milliseconds: 1_795_300_920_000)

    /// The exercice's own clock begins at the date of the fiche.
    init?(_ cle: String) {
        guard let fiche = Catalogue.fiche(cle),
            let exercice = Exercice(.exerciceCommence(fiche: cle, scenario: nil, horloge: fiche.debut(nil)), at: now)
        else { return nil }
        (self.fiche, self.exercice) = (fiche, exercice)
    }

    /// Decides, makes it so, and tells what came of it.
    mutating func play(_ what: String, _ commande: Commande) {
        now = now + 60_000
        let verdict = exercice.decide(commande, at: now)
        for evenement in verdict.evenements { exercice.apply(evenement, at: now) }
        let outcome = verdict.refus.map { "refused, \($0.code.rawValue)" } ?? verdict.evenements.map(\.nom).joined(separator: ", ")
        print("\(what): \(outcome) → \(exercice.demarche.etape)")
    }

    func identification(_ code: String?) -> Commande {
        .identifier(SaisieIdentification(
            codeProvisoire: code, nir: fiche.nir.chiffres, typeCarteVitale: fiche.typeCarteVitale.rawValue, numeroSerie: fiche.numeroSerie))
    }
}

guard var journey = Journey("odile-vautrin") else { fatalError("The catalogue has that fiche") }
var chance = SystemRandomNumberGenerator()
journey.play("A choice too early", .choisir(.success(Decision(.opposition))))
journey.play("A wrong code", journey.identification("FICTIFzzzzzz"))
journey.play("The code of the letter", journey.identification(journey.fiche.code?.valeur))
journey.play("To oppose", .choisir(.success(Decision(.opposition))))
journey.play("To confirm", .confirmer(Reference(hasard: &chance)))
print("\(journey.fiche.nom): \(journey.exercice.profil(0, at: journey.now)), \(journey.exercice.justificatifs.count) justificatif")
