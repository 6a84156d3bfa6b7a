import Formation
import Procedure

/// One place, as the register shows it: equal tiles look the same.
struct Tuile: Hashable, Sendable {
    let numero: Int
    let nom: String
    let scenario: String?
    let etape: Etape
    /// Where the call stands, while one is under way.
    let appel: EtapeAppel?
    let depuis: Instant
    /// For how long, in whole minutes; from an hour on, in whole hours.
    let minutes: Int
    let refus: Refus.Code?
    let refusDeSuite: Int
    let incidents: [Incident]
    let profil: EtatProfil
    let preuves: Int
    let enPause: Bool
    let indices: Int
    let isThere: Bool
    let aide: Avancement.Aide?
    /// The day of the exercice, counted from the sending.
    let jour: Int
    /// The place with which it plays the phone: as the caller, or as the adviser.
    let conseiller: Int?, usager: Int?

    /// Who needs help first, then who has been longest on their step, then those who are done.
    var rank: (Int, Int64, Int) { (aide != nil ? 0 : preuves > 0 && etape == .priseEnCompte ? 2 : 1, depuis.milliseconds, numero) }
}

extension Tuile {
    init(_ poste: Salle.Poste, _ snapshot: Exercices.Snapshot, in salle: Salle, isThere: Bool, at reel: Instant) {
        let exercice = snapshot.exercice, appel = exercice.appel, minutes = max(0, Int((reel - snapshot.avancement.depuis) / 60_000))
        self.init(
            numero: poste.numero, nom: exercice.fiche.nom, scenario: exercice.scenario?.cle, etape: exercice.demarche.etape,
            appel: appel.flatMap { $0.etape == .raccroche ? nil : $0.etape(at: reel) }, depuis: snapshot.avancement.depuis,
            minutes: minutes < 60 ? minutes : minutes / 60 * 60,
            refus: snapshot.avancement.refus, refusDeSuite: snapshot.avancement.refusDeSuite, incidents: exercice.incidents(at: reel),
            profil: exercice.profil(exercice.demarche.rang, at: reel), preuves: exercice.justificatifs.count, enPause: exercice.enPause,
            indices: exercice.indices.count, isThere: isThere, aide: snapshot.avancement.aide(exercice, at: reel), jour: exercice.jour(reel),
            conseiller: salle.conseillers[poste.numero], usager: salle.usager(de: poste.numero))
    }
}
