import Markup
public import Procedure

/// What must be mended before one can go on: the field, by its name in the form, and the message shown beside it.
/// An empty `champ` is an answer of the service about the whole form.
public struct Erreur: Sendable, Equatable {
    public var champ: String
    public var message: String

    public init(champ: String, message: String) { (self.champ, self.message) = (champ, message) }
}

extension [Erreur] {
    /// The message of one field, if any.
    func message(_ champ: String) -> String? { first { $0.champ == champ }?.message }

    /// The summary that stands first on the page and takes the focus: each line leads to its field.
    var resume: HTML {
        if isEmpty { return .empty }
        let lines = map { erreur -> HTML in
            erreur.champ.isEmpty
                ? "<li>\(erreur.message)</li>\n"
                : "<li><a href=\"#\(erreur.champ)\">\(erreur.message)</a></li>\n"
        }
        return """
            <div class="alert" role="alert" tabindex="-1" autofocus aria-labelledby="resume-erreurs">
            <h2 id="resume-erreurs">Il y a \(count == 1 ? "un problème" : "\(count) problèmes")</h2>
            <ul>
            \(lines.joined())</ul>
            </div>

            """
    }
}

extension [Erreur] {
    /// The errors of a refused command, each at its field.
    public init(_ refus: Refus, carte: TypeCarteVitale? = nil) {
        switch refus {
        case .saisie(let saisie):
            self = saisie.erreurs.map { Erreur(champ: $0.champ.rawValue, message: $0.message(carte: carte)) }
        case .representationRequise:
            self = [Erreur(champ: Champ.certification.rawValue, message: refus.code.message)]
        case .codeExpire, .codeUtilise:
            self = [Erreur(champ: Champ.codeProvisoire.rawValue, message: refus.code.message)]
        default:
            self = [Erreur(champ: "", message: refus.code.message)]
        }
    }
}

extension [Erreur] {
    /// What the adviser did not find stands at the question under way.
    public init(_ refus: Refus, question: EtapeAppel?) {
        self.init(refus)
        guard count == 1, self[0].champ.isEmpty || refus == .representationRequise, let champ = question?.champ else { return }
        self[0].champ = champ.rawValue
    }
}
