import Markup
import Procedure

private var faits: Faits { .enVigueur }

/// What the room does to the exercice: its date, and the troubles of the service. A trainee alone sets them too.
struct PageReglages {
    var contexte: Contexte
    /// Days since the information was sent.
    var jour: Int
    /// Of the six weeks.
    var delai: Int
    /// This evening, when nobody answers the phone.
    var ceSoir: String
    var enCours: [Incident]
    var erreurs: [Erreur] = []

    var html: HTML {
        Layout.document(
            titre: "Réglages de l’exercice", ecran: .reglages, erreur: !erreurs.isEmpty, contexte: contexte,
            corps: """
                \(erreurs.resume)<h1>Réglages de l’exercice</h1>
                <p>Ces réglages ne sont pas dans le vrai service. Ils servent à rencontrer une situation, puis à en sortir.</p>
                \(date)\(troubles)<div class="actions screen"><a class="button second" href="/accueil">Revenir à l’accueil du service imité</a></div>

                """)
    }

    // MARK: The date

    private var date: HTML {
        let moves: [(nom: Champ, valeur: String, libelle: String)] = [
            (.repere, Commande.Repere.veilleDuTerme.rawValue, "Jour \(delai - 1)"),
            (.repere, Commande.Repere.dernierJour.rawValue, "Jour \(delai), le dernier"),
            (.repere, Commande.Repere.lendemainDuTerme.rawValue, "Jour \(delai + 1)"),
            (.repere, Commande.Repere.codeExpire.rawValue, "Code expiré"),
            (.avance, "-P1D", "Un jour avant"), (.avance, "P1D", "Un jour après"),
            (.instant, ceSoir, "Ce soir, 20 h"),
        ]
        let buttons = moves.map { "<button class=\"button second\" name=\"\($0.nom.rawValue)\" value=\"\($0.valeur)\">\($0.libelle)</button>\n" as HTML }
        return """
            <h2>La date</h2>
            <p>Il est \(contexte.date) : \(quand). Tout suit : les pages, le délai, les codes, le téléphone, le justificatif.</p>
            <form method="post" action="/reglages">
            <div class="actions">
            \(buttons.joined())</div>
            </form>

            """
    }

    private var quand: String {
        switch jour {
        case 0: "c’est le jour de l’envoi de l’information"
        case ..<0: "l’information sera envoyée dans \(-jour) jour\(jour == -1 ? "" : "s")"
        default: "c’est le jour \(jour) après l’envoi de l’information"
        }
    }

    // MARK: The troubles

    private var troubles: HTML {
        let off = Incident.Genre.allCases.filter { genre in !enCours.contains { $0.genre == genre } }
        let choice: HTML = off.isEmpty ? .empty : """
            <form method="post" action="/reglages" novalidate>
            \(Options(
                nom: Champ.incident.rawValue, legende: "Que se passe-t-il ?",
                options: off.map { .init(valeur: $0.rawValue, libelle: $0.titre, precision: "\($0.effet)") }, message: erreurs.message(Champ.incident.rawValue)
            ).html)\(Options(
                nom: Champ.fin.rawValue, legende: "Pendant combien de temps ?",
                options: [.init(valeur: "", libelle: "Jusqu’à ce que je l’arrête"), .init(valeur: "PT1M", libelle: "Une minute"), .init(valeur: "PT5M", libelle: "Cinq minutes")],
                choisie: "", message: erreurs.message(Champ.fin.rawValue)
            ).html)<div class="actions"><button class="button">Déclencher</button></div>
            </form>

            """
        return "<h2>Les incidents</h2>\n\(current)\(choice)"
    }

    private var current: HTML {
        if enCours.isEmpty { return "<p>Aucun incident en cours.</p>\n" }
        let rows = enCours.map { incident -> HTML in
            """
            <li><form class="inline" method="post" action="/reglages"><strong>\(incident.genre.titre)</strong>\(incident.fin == nil ? .empty : ", pour quelques minutes" as HTML).
            <button class="button second" name="terminer" value="\(incident.genre.rawValue)">Arrêter<span class="unseen"> : \(incident.genre.titre)</span></button></form></li>

            """
        }
        return "<ul class=\"incidents\">\n\(rows.joined())</ul>\n"
    }
}

extension Incident.Genre {
    /// As it stands first in a line.
    fileprivate var titre: String { enClair.prefix(1).uppercased() + enClair.dropFirst() }

    /// What it changes.
    fileprivate var effet: String {
        switch self {
        case .maintenance: "Toutes les pages du service sont fermées. Au téléphone, le conseiller ne peut rien enregistrer."
        case .panne: "Au dernier moment, la confirmation échoue."
        case .sessionExpiree: "Au prochain pas, il faut s’identifier de nouveau. Cela n’arrive qu’une fois."
        case .coordonneesInconnues: "Aucun code ne peut être envoyé par SMS ou par e-mail."
        case .lenteur: "Chaque réponse se fait attendre."
        case .courrierPerdu: "Ni lettre, ni code provisoire."
        case .departementNonConcerne: "Aucun courrier n’est parti : pas de code, et le délai n’a pas commencé."
        case .serieIllisible: "On ne peut plus le lire sur la carte."
        case .telephoneEnPanne: "Personne ne répond au téléphone."
        }
    }
}
