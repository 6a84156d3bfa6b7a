public import Procedure
import Synchronization

/// What lets a second device into the calls of one exercice as the adviser, and into nothing else: eight consonants, short
/// enough to be typed.
///
/// It is kept in memory alone: after a restart the caller's page shows another. Of 25 billion codes at most a
/// thousand open something, so that they cannot be tried out.
public struct CodeConseiller: Hashable, Sendable, CustomStringConvertible {
    public let description: String

    public init(hasard generateur: inout some RandomNumberGenerator) {
        let lettres = (0..<8).map { _ in Self.lettres.randomElement(using: &generateur) ?? 0 }
        self.init(lettres: lettres)
    }

    /// Reads a code as one may type it: case and separators do not count. `nil` for anything else.
    public init?(_ texte: String) {
        guard let lettres = Garde.code(texte, 8), lettres.allSatisfy(Self.lettres.contains) else { return nil }
        self.init(lettres: lettres)
    }

    private init(lettres: [UInt8]) {
        description = String(decoding: lettres[..<4], as: UTF8.self) + "-" + String(decoding: lettres[4...], as: UTF8.self)
    }

    private static let lettres = Array("BCDFGHJKLMNPQRSTVWXZ".utf8)
}

/// The codes given out, the oldest forgotten first.
public final class Conseillers: Sendable {
    private struct State {
        var exercices: [CodeConseiller: ExerciceID] = [:]
        var codes: [ExerciceID: CodeConseiller] = [:]
        var order: [CodeConseiller?] = Array(repeating: nil, count: Conseillers.capacity)
        var next = 0
    }

    public static let capacity = 1_024
    private let state = Mutex(State())

    /// The code of an exercice, the same each time.
    public func code(for id: ExerciceID) -> CodeConseiller {
        state.withLock { state in
            if let code = state.codes[id] { return code }
            var hasard = SystemRandomNumberGenerator(), code = CodeConseiller(hasard: &hasard)
            while state.exercices[code] != nil { code = CodeConseiller(hasard: &hasard) }
            if let oldest = state.order[state.next], let forgotten = state.exercices.removeValue(forKey: oldest) { state.codes[forgotten] = nil }
            state.order[state.next] = code
            state.next = (state.next + 1) % Self.capacity
            (state.exercices[code], state.codes[id]) = (id, code)
            return code
        }
    }

    /// The exercice that a code opens.
    public func exercice(_ code: CodeConseiller) -> ExerciceID? { state.withLock { $0.exercices[code] } }
}
