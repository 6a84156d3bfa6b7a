public import Procedure

/// What one button of the trainer does: to one place, to some, or to all.
public enum Intervention: Hashable, Sendable {
    /// Everything begins anew, in that situation.
    case scenario(String)
    /// The next person of the deck.
    case ficheSuivante
    /// The same person and the same situation, from the beginning.
    case remise
    case incident(Incident.Genre, minutes: Int?)
    case finDesIncidents
    case horloge(Procedure.Commande.Repere)
    case pause, finDePause
    case indice(Indice)

    /// Whether the exercice of a place gives way to another.
    public var isReplacement: Bool {
        switch self {
        case .scenario, .ficheSuivante, .remise: true
        case .incident, .finDesIncidents, .horloge, .pause, .finDePause, .indice: false
        }
    }

    /// The command that does it in an exercice; none where the exercice is replaced.
    public func commande(at reel: Instant) -> Procedure.Commande? {
        switch self {
        case .scenario, .ficheSuivante, .remise: nil
        case .incident(let genre, let minutes): .declarer(Incident(genre, fin: minutes.map { reel + Int64($0) * 60_000 }))
        case .finDesIncidents: .terminer(nil)
        case .horloge(let repere): .reglerHorloge(.repere(repere))
        case .pause: .commencerPause
        case .finDePause: .finirPause
        case .indice(let indice): .donnerIndice(indice)
        }
    }

    /// The commands that undo it: what it touched becomes what it was before.
    /// - Parameter avant: the exercice just before it.
    public func retour(vers avant: Exercice, depuis exercice: Exercice, at reel: Instant) -> [Procedure.Commande] {
        switch self {
        case .scenario, .ficheSuivante, .remise: []
        case .incident(let genre, _): [avant.incidents(at: reel).first { $0.genre == genre }.map { .declarer($0) } ?? .terminer(genre)]
        case .finDesIncidents: avant.incidents(at: reel).filter { !exercice.isOn($0.genre, at: reel) }.map { .declarer($0) }
        case .horloge: [.reglerHorloge(.instant(avant.now(reel)))]
        case .pause: [.finirPause]
        case .finDePause: [.commencerPause]
        case .indice(let indice): [.retirerIndice(indice)]
        }
    }
}

extension Intervention {
    /// Every button. What is not here cannot be pressed.
    public static let toutes: [Intervention] = Catalogue.scenarios.map { .scenario($0.cle) } + [
        .incident(.maintenance, minutes: 5), .incident(.panne, minutes: nil), .incident(.coordonneesInconnues, minutes: nil),
        .incident(.telephoneEnPanne, minutes: nil), .incident(.sessionExpiree, minutes: nil), .incident(.lenteur, minutes: nil), .finDesIncidents,
        .horloge(.codeExpire), .horloge(.dernierJour), .horloge(.lendemainDuTerme),
        .pause, .finDePause, .ficheSuivante, .remise,
    ] + Indice.allCases.map { .indice($0) }

    private static let parCle = Dictionary(uniqueKeysWithValues: toutes.map { ($0.cle, $0) })

    public init?(_ cle: String) {
        guard let intervention = Self.parCle[cle] else { return nil }
        self = intervention
    }

    /// Stable: what a button, an event and a program name it by.
    public var cle: String {
        switch self {
        case .scenario(let cle): "scenario-" + cle
        case .ficheSuivante: "ficheSuivante"
        case .remise: "remise"
        case .incident(let genre, let minutes): "incident-\(genre.rawValue)" + (minutes.map { "-\($0)" } ?? "")
        case .finDesIncidents: "finDesIncidents"
        case .horloge(let repere): "horloge-" + repere.rawValue
        case .pause: "pause"
        case .finDePause: "finDePause"
        case .indice(let indice): "indice-" + indice.rawValue
        }
    }
}
