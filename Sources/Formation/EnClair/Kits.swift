extension Salle {
    /// A sheet for everyone who joined, and for a usual room.
    public var postesAImprimer: Int { max(30, postes.count) }
}
