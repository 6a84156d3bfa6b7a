/// A trouble set on an exercice. It touches the simulated service alone, never what belongs to the room.
public struct Incident: Hashable, Sendable {
    public enum Genre: String, CaseIterable, Sendable {
        /// Every page of the service says that it is closed, for days (S4).
        case maintenance
        /// The confirmation fails; nothing is lost, the code is not spent.
        case panne
        /// The next step is refused, and one must identify again. It happens once.
        case sessionExpiree
        /// The Assurance maladie knows no contact: no code can be sent (S3).
        case coordonneesInconnues
        /// Each answer of the service takes its time.
        case lenteur
        /// The letter never came, nor its code.
        case courrierPerdu
        /// No letter was sent yet: there is no code, and the six weeks have not begun (S7).
        case departementNonConcerne
        /// The serial number cannot be read on the card.
        case serieIllisible
        /// « Notre service est exceptionnellement fermé pour cause d'incident technique »: nobody answers the phone (S5).
        case telephoneEnPanne
    }

    public let genre: Genre
    /// By the clock on the wall, from when it is over; `nil` until somebody ends it.
    public let fin: Instant?

    public init(_ genre: Genre, fin: Instant? = nil) { (self.genre, self.fin) = (genre, fin) }

    public func isOn(at reel: Instant) -> Bool { fin.map { reel < $0 } ?? true }
}

/// A part of the simulated service: what an incident can touch.
public enum Partie: String, CaseIterable, Sendable { case accueil, identification, choix, confirmation, priseEnCompte, codeProvisoire }

extension Incident.Genre {
    /// What an incident does to the parts that it touches.
    public enum Effet: Sendable {
        /// They cannot be read, and no step can be taken there.
        case ferme
        /// They can be read, but the step fails.
        case echoue
        /// The step fails, and one is back at the identification.
        case expire
        /// They are slow.
        case ralentit
        /// Nobody is known there, or no way to reach them.
        case ignore
    }

    /// Which parts each touches, and how; the others only touch what the person holds.
    public static let touches: [(genre: Incident.Genre, effet: Effet, parties: [Partie])] = [
        (.maintenance, .ferme, Partie.allCases),
        (.panne, .echoue, [.confirmation]),
        (.sessionExpiree, .expire, [.choix, .confirmation]),
        (.lenteur, .ralentit, Partie.allCases),
        (.coordonneesInconnues, .ignore, [.codeProvisoire]),
        (.departementNonConcerne, .ignore, [.identification, .codeProvisoire]),
    ]

    /// What it does there; `nil`: nothing.
    public func effet(sur partie: Partie) -> Effet? {
        Self.touches.first { $0.genre == self && $0.parties.contains(partie) }?.effet
    }
}
