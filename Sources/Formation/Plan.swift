import Procedure

/// What a session goes through, and for how long. No free text: a plan that comes from elsewhere can carry nobody's number.
public struct Plan: Hashable, Sendable {
    public enum Activite: Hashable, Sendable {
        /// Everyone plays that situation.
        case scenario(String)
        /// One speaks; nothing is played.
        case discussion
        /// By two, on the phone: a person and an adviser.
        case jeuDeRole
    }

    public struct Etape: Hashable, Sendable {
        public let activite: Activite
        /// Of real time.
        public let minutes: Int

        /// `nil` when the scenario is not in the catalogue, or for a duration beyond ``Borne/minutes``.
        public init?(_ activite: Activite, minutes: Int) {
            if case .scenario(let cle) = activite, Catalogue.scenario(cle) == nil { return nil }
            guard Borne.minutes.plage.contains(minutes) else { return nil }
            (self.activite, self.minutes) = (activite, minutes)
        }
    }

    public let etapes: [Etape]

    /// Steps beyond which it is no session any more.
    public static let maximum = Borne.etape.maximum

    /// `nil` for no step at all, or more than ``maximum``.
    public init?(_ etapes: [Etape]) {
        guard (1...Self.maximum).contains(etapes.count) else { return nil }
        self.etapes = etapes
    }

    public var minutes: Int { etapes.reduce(0) { $0 + $1.minutes } }
}

extension Plan.Activite {
    /// `S4`, `discussion`, `jeuDeRole`: as an event and a file name it.
    public var cle: String {
        switch self {
        case .scenario(let cle): cle
        case .discussion: "discussion"
        case .jeuDeRole: "jeuDeRole"
        }
    }

    /// The inverse; `nil` for what the catalogue does not have.
    public init?(_ cle: String) {
        switch cle {
        case "discussion": self = .discussion
        case "jeuDeRole": self = .jeuDeRole
        default:
            guard Catalogue.scenario(cle) != nil else { return nil }
            self = .scenario(cle)
        }
    }
}

extension Plan {
    /// The sessions that are ready: a data file.
    public enum Modele: String, CaseIterable, Sendable {
        case decouverte, demiJournee, telephone

        public var plan: Plan {
            let etapes: [(String, Int)] = switch self {
            case .decouverte: [("discussion", 5), ("S1", 15), ("S13", 10), ("S9", 10), ("discussion", 5)]
            case .demiJournee:
                [("discussion", 10), ("S1", 20), ("S14", 15), ("S2", 15), ("S4", 15), ("discussion", 15), ("S9", 20), ("S10", 20), ("S6", 15), ("S20", 15), ("discussion", 20)]
            case .telephone: [("discussion", 5), ("S6", 15), ("jeuDeRole", 20), ("discussion", 5)]
            }
            guard let plan = Plan(etapes.compactMap { cle, minutes in Activite(cle).flatMap { Etape($0, minutes: minutes) } }), plan.etapes.count == etapes.count else {
                preconditionFailure("A ready-made plan names what the catalogue does not have.")
            }
            return plan
        }
    }

    /// As an event holds it: `S1:15`.
    var lignes: [String] { etapes.map { "\($0.activite.cle):\($0.minutes)" } }

    init?(lignes: [String]) {
        let etapes = lignes.compactMap { ligne -> Etape? in
            let parties = ligne.split(separator: ":")
            guard parties.count == 2, let activite = Activite(String(parties[0])), let minutes = Borne.minutes.lue(parties[1]) else { return nil }
            return Etape(activite, minutes: minutes)
        }
        guard etapes.count == lignes.count else { return nil }
        self.init(etapes)
    }
}
