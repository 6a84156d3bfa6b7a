import Markup
public import Procedure

/// Where the trainee is, told at the top of each page of an exercice.
public struct Contexte: Sendable {
    /// The exercice's own date, in words: « mardi 8 février 2022, 10 h 00 ».
    var date: String
    /// The fictional person of the fiche.
    var nom: String
    /// What the exercice is played under.
    var partages = Faits.partages
    /// In a salle: the place, and what the room says to it.
    public var salle: BandeauDeSalle?

    var faits: Faits { partages.faits }
}

extension Contexte {
    public init(_ exercice: Exercice, at reel: Instant) {
        self.init(date: exercice.now(reel).paris.enLettres, nom: exercice.fiche.nom, partages: exercice.partages)
    }
}
