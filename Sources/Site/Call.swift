import Cahier
import HTTP
import Procedure
import Server

/// One request on its way to its handler, with what the handler may need.
struct Call: Sendable {
    static let cookie = "exercice", cookieConseiller = "conseiller"

    let site: Surroundings
    let request: Request
    /// The exercice named by the address, or by the cookie on a page.
    let id: ExerciceID?
    /// Whether the caller is on this machine: the caps of a server that is open to a network do not bind it.
    let isLocal: Bool
    /// By the clock on the wall, once for the whole request.
    let reel: Instant

    /// What a slow service takes before it answers; the loop waits for nothing.
    func slowDown(_ partie: Partie?, _ exercice: Exercice) async {
        guard let secondes = partie.flatMap({ exercice.lenteur($0, at: reel) }) else { return }
        try? await Task.sleep(for: .seconds(secondes))
    }

    /// The value of a parameter of the query.
    func parameter(_ nom: String) throws(Problem) -> String? {
        guard let query = request.query else { return nil }
        let fields: [(name: String, value: String)]
        do { fields = try decodeForm(query: query) } catch { throw .requeteInvalide }
        return fields.first { $0.name.utf8.elementsEqual(nom.utf8) }?.value
    }
}

typealias Handler = @Sendable (Call) -> Answer
