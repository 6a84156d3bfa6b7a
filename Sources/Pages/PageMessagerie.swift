import Markup
import Procedure

/// The fictional inbox: letters, e-mails and SMS as they would read, each with the mark of simulation.
struct PageMessagerie {
    struct Ligne: Sendable {
        var message: Message
        /// By the exercice's clock, in words.
        var date: String
        /// What the trainee said of it.
        var jugement: Jugement?
    }

    var contexte: Contexte
    /// Newest first.
    var lignes: [Ligne]
    /// Whether fakes may be among them: each message is then to be judged (S20).
    var aJuger: Bool
    var erreurs: [Erreur] = []

    var html: HTML {
        Layout.document(
            titre: "Messagerie", ecran: .messagerie, erreur: !erreurs.isEmpty, contexte: contexte,
            corps: """
                \(errors.resume)<h1>Messagerie</h1>
                <p>Le courrier, les e-mails et les SMS \(contexte.nom.apresDe), au \(contexte.date).\(aJuger ? " Certains sont des faux : à vous de les reconnaître." : "")</p>
                \(lignes.isEmpty ? Self.nothing : "<ol class=\"inbox\" id=\"message\">\n\(lignes.enumerated().map(line).joined())</ol>\n")\(Self.next)
                """)
    }

    /// A judgement has no field: its errors lead to the list.
    private var errors: [Erreur] { erreurs.map { Erreur(champ: lignes.isEmpty ? "" : Champ.message.rawValue, message: $0.message) } }

    private static let nothing: HTML = "<p class=\"note\">Aucun message. Rien n’est arrivé.</p>\n"

    private static let next: HTML = """
        <div class="actions"><a class="button" href="/accueil">Aller à l’accueil du service imité</a> <a class="button second" href="/identification">S’identifier</a></div>

        """

    private func line(_ index: Int, _ ligne: Ligne) -> HTML {
        let message = ligne.message, open: HTML = index == 0 || aJuger && ligne.jugement == nil ? " open" : ""
        let mark: HTML? = ligne.jugement.map { " <small>· jugé \($0.enClair)</small>" }
        return """
            <li>
            <details id="message-\(lignes.count - index)"\(open)>
            <summary><span class="kind">\(message.canal.enNom)</span> <strong>\(HTML(address: message.expediteur))</strong> <span class="about">\(message.objet)\(mark)</span> <time datetime="\(message.instant.paris.iso)">\(ligne.date)</time></summary>
            <article class="post \(message.canal.rawValue)">
            <p class="fiction">SIMULATION · message fictif, jamais envoyé</p>
            \(heading(message))\(message.texte.split(separator: "\n").map { "<p>\(Self.paragraph($0, message.codeProvisoire))</p>\n" as HTML }.joined())</article>
            \(aJuger ? judgement(ligne, lignes.count - index) : .empty)</details>
            </li>

            """
    }

    /// The code stands out, to be copied.
    private static func paragraph(_ text: Substring, _ code: String?) -> HTML {
        guard let code, let range = text.range(of: code) else { return "\(String(text))" }
        return "\(String(text[..<range.lowerBound]))<span class=\"number\">\(code)</span>\(String(text[range.upperBound...]))"
    }

    private func heading(_ message: Message) -> HTML {
        switch message.canal {
        case .lettre: "<p class=\"address\">\(contexte.nom)</p>\n<p><strong>Objet : \(message.objet)</strong></p>\n"
        case .email: "<dl class=\"head\"><div><dt>De</dt><dd>\(HTML(address: message.expediteur))</dd></div><div><dt>À</dt><dd>\(contexte.nom)</dd></div><div><dt>Objet</dt><dd>\(message.objet)</dd></div></dl>\n"
        case .sms: .empty
        }
    }

    private func judgement(_ ligne: Ligne, _ number: Int) -> HTML {
        """
        <form class="judgement" method="post" action="/messagerie">
        <input type="hidden" name="message" value="\(ligne.message.cle)">
        <p id="question-\(number)">\(ligne.jugement.map { "Vous avez répondu : \($0.enClair). Le bilan dira pourquoi. Vous pouvez changer d’avis." } ?? "Que répondez-vous ?")</p>
        <button class="button second" name="jugement" value="vrai" aria-describedby="question-\(number)">C’est un vrai message</button>
        <button class="button second" name="jugement" value="faux" aria-describedby="question-\(number)">C’est un faux</button>
        </form>

        """
    }
}
