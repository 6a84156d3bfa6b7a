/// Between which bounds a number is taken that comes from outside: from a field, a query, a header, an imported file, an
/// event that was stored.
///
/// The table below has all of them, and nothing reads one otherwise: what is beyond is refused where it is read, so that
/// nothing that is computed from it can overflow. Instants have theirs in ``Instant/annees`` and ``Instant/mur``, typed
/// texts in ``Garde/longueur``, lengths of HTTP in `MessageLimits`.
public struct Borne: Hashable, Sendable {
    public let plage: ClosedRange<Int>
    /// Why these bounds.
    public let raison: String

    private init(_ plage: ClosedRange<Int>, _ raison: String) { (self.plage, self.raison) = (plage, raison) }

    /// The number that a text is, in digits; `nil` for anything else, and for one that is beyond.
    public func lue(_ texte: some StringProtocol) -> Int? { Int(texte).flatMap { plage.contains($0) ? $0 : nil } }

    public var maximum: Int { plage.upperBound }
}

extension Borne {
    // MARK: The clock

    public static let annee = Borne(2000...2099, "The rule of summer time is sure in them, and no exercice needs more.")
    public static let jour = Borne(-10_000...10_000, "Days from the sending: twenty-seven years, and data are kept for ten.")
    public static let avance = Borne(-10_000...10_000, "Days at once: the same.")
    public static let duree = Borne(1...8_640_000, "Seconds that an incident lasts: a hundred days are more than any session.")

    // MARK: A salle

    public static let poste = Borne(1...250, "Places beyond which one trainer cannot be enough.")
    public static let etape = Borne(1...40, "Steps of a plan: beyond, it is no session any more.")
    public static let minutes = Borne(1...480, "Of a step of a plan: a working day.")
    public static let intervention = Borne(1...1_000_000, "Of one salle: each is a click of a trainer.")
    /// The last intervention that a page showed; 0 before the first.
    public static let vu = Borne(0...1_000_000, "The number of an intervention, or none yet.")
    /// The rank of an exercice among those that were before a place.
    public static let pose = Borne(0...1_000_000, "Each was laid by an intervention.")

    // MARK: What is followed

    public static let evenement = Borne(1...1_000_000, "In the timeline of one exercice, which ends long before.")
    /// The last event that a reader had; 0 before the first.
    public static let dernierEvenement = Borne(0...1_000_000, "The number of an event, or none yet.")
    public static let revision = Borne(0...Int(Instant.mur.upperBound.milliseconds), "It begins at the time on the wall, and grows by one with each change.")

    // MARK: Addresses

    public static let port = Borne(0...65_535, "RFC 9293 §3.1: sixteen bits.")
}
