import PDF

/// A part of a sheet: measured, and only waiting to be painted.
protocol Bloc {
    /// In points.
    var hauteur: Double { get }
    /// - Parameters:
    ///   - gauche: its left side.
    ///   - haut: its upper side, from the bottom of the sheet.
    ///   - places: gains the room that it leaves.
    func peindre(_ page: inout Page, gauche: Double, haut: Double, _ places: inout Places)
}
