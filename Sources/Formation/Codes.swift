public import Procedure

/// A code made to be read aloud and typed: consonants in groups, so that it is no word, no number, and has no letter
/// that another looks like.
public protocol CodeEnLettres: Hashable, Sendable, CustomStringConvertible {
    /// How many letters each group has.
    static var groupes: [Int] { get }
    /// Its letters as digits, the first of them the highest, so that hundreds of codes take little memory.
    var nombre: Int { get }
    /// - Parameter nombre: of as many letters as it has groups for.
    init(nombre: Int)
}

private let lettres = Array("BCDFGHJKLMNPQRSTVWXZ".utf8)

extension CodeEnLettres {
    public init(hasard generateur: inout some RandomNumberGenerator) {
        self.init((0..<Self.longueur).map { _ in lettres[Int(generateur.next(upperBound: UInt(lettres.count)))] })
    }

    /// Reads a code as one may type it: case and separators do not count. `nil` for anything else.
    public init?(_ texte: String) {
        guard let tapees = Garde.code(texte, Self.longueur), tapees.allSatisfy(lettres.contains) else { return nil }
        self.init(tapees)
    }

    private init(_ octets: [UInt8]) {
        self.init(nombre: octets.reduce(0) { $0 * lettres.count + (lettres.firstIndex(of: $1) ?? 0) })
    }

    /// As it is shown: « BCDF-GHJK ».
    public var description: String {
        var reste = nombre, groupes: [String] = []
        for longueur in Self.groupes.reversed() {
            var groupe: [UInt8] = []
            for _ in 0..<longueur {
                groupe.append(lettres[reste % lettres.count])
                reste /= lettres.count
            }
            groupes.append(String(decoding: groupe.reversed(), as: UTF8.self))
        }
        return groupes.reversed().joined(separator: "-")
    }

    private static var longueur: Int { groupes.reduce(0, +) }
}

/// What trainees type to join a salle. Of 64 million, and it opens an exercice of one's own only.
public struct CodeDeSalle: CodeEnLettres {
    public static let groupes = [3, 3]
    public let nombre: Int
    public init(nombre: Int) { self.nombre = nombre }
}

/// What finds a place again from another device: it is printed on the fiche of that place. Of 25 billion.
public struct CodeDeReprise: CodeEnLettres {
    public static let groupes = [4, 4]
    public let nombre: Int
    public init(nombre: Int) { self.nombre = nombre }
}

/// The trainer's secret: 128 random bits in an address, written as the id of an exercice is.
public struct SecretDeSalle: Hashable, Sendable, CustomStringConvertible {
    public let bits: ExerciceID

    public init(_ bits: ExerciceID) { self.bits = bits }
    public init(hasard generateur: inout some RandomNumberGenerator) { bits = ExerciceID(hasard: &generateur) }
    public var description: String { bits.description }
}
