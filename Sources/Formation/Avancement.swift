public import Procedure

/// Where one exercice stands, for whoever watches: a reading of its timeline, event by event.
public struct Avancement: Hashable, Sendable {
    /// Since when the step lasts, by the clock on the wall.
    public private(set) var depuis: Instant
    /// The last thing that the person did, or when they could go on.
    public private(set) var dernierGeste: Instant
    /// The last refusal, since something last succeeded.
    public private(set) var refus: Refus.Code?
    /// How many, since something last succeeded.
    public private(set) var refusDeSuite = 0

    /// Why somebody should go and look.
    public enum Aide: String, CaseIterable, Sendable {
        case refusRepetes, immobile
    }

    /// So many refusals in a row, or so long without doing anything, and one asks for a look (ours: no source).
    public static let refusToleres = 2, patience: Int64 = 180_000

    public init(debut reel: Instant) { (depuis, dernierGeste) = (reel, reel) }

    /// - Parameter exercice: as the event left it; `avant`: before it.
    public mutating func apply(_ evenement: Evenement, _ exercice: Exercice, avant: Exercice, at reel: Instant) {
        if evenement.isRoom {
            // Nobody could do anything until then.
            switch evenement {
            case .pauseTerminee, .incidentTermine: dernierGeste = reel
            default: break
            }
            return
        }
        dernierGeste = reel
        if let code = evenement.refus {
            refus = code
            refusDeSuite += 1
        } else {
            (refus, refusDeSuite) = (nil, 0)
        }
        if exercice.demarche.etape != avant.demarche.etape || exercice.appel?.etape != avant.appel?.etape { depuis = reel }
    }

    /// Whether help is needed, and why. Who is done, or who listens to the trainer, needs none.
    public func aide(_ exercice: Exercice, at reel: Instant) -> Aide? {
        if exercice.enPause || exercice.demarche.etape == .priseEnCompte || exercice.appel?.etape == .enregistre { return nil }
        if refusDeSuite >= Self.refusToleres { return .refusRepetes }
        return reel - dernierGeste >= Self.patience && exercice.incidents(at: reel).isEmpty ? .immobile : nil
    }
}

extension Evenement {
    /// Whether the room did it, not the person.
    public var isRoom: Bool {
        switch self {
        case .horlogeReglee, .incidentDeclare, .incidentTermine, .pauseCommencee, .pauseTerminee, .indiceDonne, .indiceRetire: true
        default: false
        }
    }

    /// Why something was refused, if it was.
    public var refus: Refus.Code? {
        switch self {
        case .identificationRefusee(let code, _), .choixRefuse(let code), .confirmationRefusee(let code), .codeProvisoireRefuse(let code, _),
            .appel(.refuse(let code)), .appel(.reponseRefusee(_, let code)):
            code
        case .incidentRencontre: .serviceIndisponible
        case .sessionExpiree: .sessionExpiree
        default: nil
        }
    }
}
