import Markup

/// A text field: label, help, message, then the field, in that order. Any spacing is accepted, pasting too, and
/// nothing is cut: there is no `maxlength`.
struct ChampTexte {
    enum Clavier: String { case text, numeric }

    var nom: String
    var libelle: String
    var aide: HTML
    /// What one may want to look at before answering: after the field, so that the keyboard reaches the field first.
    var suite: HTML?
    /// What was typed. Empty when it was refused.
    var valeur: String
    var message: String?
    var clavier = Clavier.text

    var html: HTML {
        """
        <div class="\(message == nil ? "field" : "field wrong")">
        <label for="\(nom)">\(libelle)</label>
        <p class="help" id="\(nom)-aide">\(aide)</p>
        \(message.map { Self.message($0, nom) })<input id="\(nom)" name="\(nom)" value="\(valeur)" inputmode="\(clavier.rawValue)" autocomplete="off" autocapitalize="none" spellcheck="false" size="24" aria-describedby="\(nom)-aide\(message == nil ? "" : " \(nom)-erreur")"\(message == nil ? Self.valid : Self.invalid)>
        \(suite)</div>

        """
    }

    /// The message of a field; its `id` is what the field points to.
    static func message(_ text: String, _ nom: String) -> HTML {
        "<p class=\"message\" id=\"\(nom)-erreur\"><span class=\"unseen\">Erreur : </span>\(text)</p>\n"
    }

    private static let valid: HTML = ""
    static let invalid: HTML = " aria-invalid=\"true\""
}
