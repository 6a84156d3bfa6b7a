public import Procedure

extension Journal {
    /// Where a timeline is kept.
    public struct Track: Hashable, Sendable {
        let rang: Int64
    }

    /// A timeline that is to begin: its track, and what its first row will hold.
    public struct Beginning: Sendable {
        public let track: Track
        let first: StoredEvent
        let id: ExerciceID
    }

    /// A timeline, or a part of it.
    public struct Timeline<Event: Recordable>: Sendable {
        public let track: Track
        /// In order, but for those that cannot be read.
        public internal(set) var entries: [Record<Event>] = []
        /// The number of its last event, read or not.
        public internal(set) var version: Int
    }

    /// One event of the timeline of an exercice.
    public typealias Entry = Record<Evenement>

    /// One event of a timeline.
    public struct Record<Event: Recordable>: Hashable, Sendable {
        /// 1 for the first; the version of the timeline is the number of its last event.
        public let numero: Int
        /// By the clock on the wall.
        public let reel: Instant
        public let evenement: Event

        public init(numero: Int, reel: Instant, evenement: Event) { (self.numero, self.reel, self.evenement) = (numero, reel, evenement) }
    }
}

/// An event as the journal holds it.
public struct StoredEvent: Sendable {
    let nom: String, corps: String
    let reel: Instant
    /// By which the justificatif that it gives is found.
    let cle: Int64?
    /// Whether what reads the table will find the same event in it.
    let isReadable: Bool

    /// - Parameter reel: by the clock on the wall.
    public init<Event: Recordable>(_ evenement: Event, at reel: Instant) {
        let attributs = evenement.attributs
        (nom, corps, self.reel) = (evenement.nom, Payload.written(attributs), reel)
        isReadable = Event(nom: nom, attributs: attributs) == evenement
        cle = attributs.lazy.compactMap { if $0.nom == "reference", case .texte(let reference) = $0.valeur { Schema.key(reference.utf8) } else { nil } }.first
    }
}
