public import Procedure

/// One place, as the register shows it: equal tiles look the same.
public struct Tuile: Hashable, Sendable {
    public let numero: Int
    public let nom: String
    public let scenario: String?
    public let etape: Etape
    /// Where the call stands, while one is under way.
    public let appel: EtapeAppel?
    public let depuis: Instant
    /// For how long, in whole minutes; from an hour on, in whole hours.
    public let minutes: Int
    public let refus: Refus.Code?
    public let refusDeSuite: Int
    public let incidents: [Incident]
    public let profil: EtatProfil
    public let preuves: Int
    public let enPause: Bool
    public let indices: Int
    public let isThere: Bool
    public let aide: Avancement.Aide?
    /// The day of the exercice, counted from the sending.
    public let jour: Int
    /// The place with which it plays the phone: as the caller, or as the adviser.
    public let conseiller: Int?, usager: Int?

    /// Who needs help first, then who has been longest on their step, then those who are done.
    public var rank: (Int, Int64, Int) { (aide != nil ? 0 : preuves > 0 && etape == .priseEnCompte ? 2 : 1, depuis.milliseconds, numero) }
}

extension Tuile {
    /// - Parameter isThere: whether its page is followed, or was asked for a moment ago.
    public init(_ poste: Salle.Poste, _ exercice: Exercice, _ avancement: Avancement, in salle: Salle, isThere: Bool, at reel: Instant) {
        let appel = exercice.appel, minutes = max(0, Int((reel - avancement.depuis) / 60_000))
        self.init(
            numero: poste.numero, nom: exercice.fiche.nom, scenario: exercice.scenario?.cle, etape: exercice.demarche.etape,
            appel: appel.flatMap { $0.etape == .raccroche ? nil : $0.etape(at: reel) }, depuis: avancement.depuis,
            minutes: minutes < 60 ? minutes : minutes / 60 * 60,
            refus: avancement.refus, refusDeSuite: avancement.refusDeSuite, incidents: exercice.incidents(at: reel),
            profil: exercice.profil(exercice.demarche.rang, at: reel), preuves: exercice.justificatifs.count, enPause: exercice.enPause,
            indices: exercice.indices.count, isThere: isThere, aide: avancement.aide(exercice, at: reel), jour: exercice.jour(reel),
            conseiller: salle.conseillers[poste.numero], usager: salle.usager(de: poste.numero))
    }
}

/// The whole register of a salle at one moment.
public struct Registre: Sendable {
    public let salle: Salle
    /// Those who need help first.
    public let tuiles: [Tuile]
    /// Grows with each change, and over a restart: what a page saw.
    public let revision: Int64

    public init(salle: Salle, tuiles: [Tuile], revision: Int64) { (self.salle, self.tuiles, self.revision) = (salle, tuiles, revision) }

    /// What changed in it since a page was last told.
    public struct Changes: Sendable {
        public let registre: Registre
        public let tuiles: [Tuile]
        public let isOther: Bool

        public init(registre: Registre, tuiles: [Tuile], isOther: Bool) { (self.registre, self.tuiles, self.isOther) = (registre, tuiles, isOther) }
    }
}
