import Markup
import Procedure

/// Begins a démarche for another person of the fiche: one button each.
struct AutresPersonnes {
    var titre: String?
    var fiche: VueFiche
    /// The person of the present démarche.
    var sauf: String?
    /// Whether the holder of the fiche is offered too.
    var pourSoi: Bool

    var html: HTML {
        let persons = fiche.personnes.filter { $0.cle != sauf }.map { button($0.cle, "Pour \($0.nom)") }
        let holder: HTML? = pourSoi ? button(nil, "Pour \(fiche.nom)") : nil
        let buttons: HTML = "<div class=\"actions\">\n\(persons.joined())\(holder)</div>\n"
        if let titre { return "<section class=\"screen\">\n<h2>\(titre)</h2>\n\(buttons)</section>\n" }
        return "<details class=\"note\"><summary>Faire la démarche pour une autre personne</summary>\n\(buttons)</details>\n"
    }

    private func button(_ cle: String?, _ label: String) -> HTML {
        let field: HTML? = cle.map { "<input type=\"hidden\" name=\"beneficiaire\" value=\"\($0)\">" }
        return "<form class=\"inline\" method=\"post\" action=\"/demarche\">\(field)<button class=\"button second\">\(label)</button></form>\n"
    }
}
