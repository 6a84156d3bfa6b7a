public import Formation
public import Markup
import Procedure

/// The parts of the class register. Each has an id, so that a live page replaces it alone.
enum Registres {
    /// So many are named; all of them stand first in the list.
    private static let nommes = 12

    /// What one reads from the back of the room: how many are where, who needs help.
    static func tete(_ salle: Salle, _ tuiles: [Tuile]) -> HTML {
        if tuiles.isEmpty { return "<div id=\"tete\">\n<p class=\"count\">Personne n’a encore rejoint la salle.</p>\n</div>\n" }
        let aider = tuiles.filter { $0.aide != nil }, enPause = tuiles.contains(where: \.enPause)
        let links = aider.prefix(nommes).map { "<a href=\"#poste-\($0.numero)\" aria-label=\"poste \($0.numero)\">\($0.numero)</a>" as HTML }.joined(separator: ", ")
        let others = aider.count - nommes
        let help: HTML = aider.isEmpty ? "<p class=\"calm\">Personne n’attend d’aide.</p>\n" : """
            <p class="pen"><strong>À aider :</strong> \(aider.count > 1 ? "postes" : "poste") \(links)\(others > 0 ? ", et \(others) autre\(others > 1 ? "s" : "")" : "").</p>

            """
        return """
            <div id="tete">
            <p class="count"><strong>\(tuiles.count)</strong> poste\(tuiles.count > 1 ? "s" : "") · <strong>\(tuiles.count(where: \.isThere))</strong> connecté\(tuiles.count(where: \.isThere) > 1 ? "s" : "") · <strong>\(tuiles.count { $0.preuves > 0 })</strong> avec une preuve\(enPause ? " · <strong class=\"paused\">pause</strong>" as HTML : .empty)</p>
            \(help)\(tuiles.progression)</div>

            """
    }

    /// The buttons that are always in sight; the first thing to do is the one that stands out. What comes and goes is the
    /// last of them: nothing slides under a finger.
    static func boutons(_ tuiles: [Tuile]) -> HTML {
        let isPaused = tuiles.contains(where: \.enPause), isTroubled = tuiles.contains { !$0.incidents.isEmpty }
        return """
            <div class="row" id="boutons">
            \(bouton(.pause, isFirst: !isPaused && !isTroubled))\(bouton(.finDePause, isFirst: isPaused))\(bouton(.ficheSuivante))\(bouton(.remise))\(isTroubled ? bouton(.finDesIncidents, isFirst: true) : nil)</div>

            """
    }

    /// - Parameter titre: where what stands around it says the rest.
    static func bouton(_ intervention: Intervention, isFirst: Bool = false, titre: String? = nil) -> HTML {
        "<button class=\"button \(isFirst ? "small" : "second small")\" name=\"intervention\" value=\"\(intervention.cle)\">\(titre ?? intervention.titre)</button>\n"
    }

    /// What was done, the last first, each with its way back.
    static func journal(_ salle: Salle) -> HTML {
        let faites = salle.interventions.reversed().prefix(8)
        let rows = faites.map { faite -> HTML in
            let way: HTML = faite.isUndone
                ? "<span class=\"small\">annulé</span>"
                : "<button class=\"button second small\" name=\"numero\" value=\"\(faite.numero)\">Annuler<span class=\"unseen\"> : \(faite.intervention.titre)</span></button>"
            return "<li><div class=\"step\"><span><time datetime=\"\(faite.instant.paris.iso)\">\(faite.instant.paris.heureEnLettres)</time> \(faite.intervention.titre) <small>· \(nombre(faite.postes, salle))</small></span> \(way)</div></li>\n"
        }
        let list: HTML = rows.isEmpty ? "<p class=\"small\">Rien encore.</p>\n" : "<ol class=\"done-list\" reversed>\n\(rows.joined())</ol>\n"
        return "<div id=\"faites\">\n\(list)</div>\n"
    }

    /// The forms that replace exercices.
    enum Formulaire: String { case interventions, etape }

    /// The last intervention that the trainer saw: what another trainer replaces meanwhile is not replaced twice.
    static func vu(_ salle: Salle, _ formulaire: Formulaire) -> HTML {
        "<input type=\"hidden\" id=\"vu-\(formulaire.rawValue)\" name=\"vu\" value=\"\(salle.interventions.count)\">\n"
    }

    private static func nombre(_ postes: [Int], _ salle: Salle) -> String {
        if postes.count == salle.postes.count, postes.count > 1 { return "tous" }
        return postes.count == 1 ? "poste \(postes[0])" : "\(postes.count) postes"
    }

    /// Where the session is.
    static func plan(_ salle: Salle) -> HTML {
        let steps = salle.plan.etapes.enumerated().map { index, etape -> HTML in
            let rang = index + 1, isCurrent = salle.etape?.rang == rang
            let since: HTML = isCurrent ? salle.etape.map { " · <strong>en cours depuis \($0.depuis.paris.heureEnLettres)</strong>" } ?? .empty : .empty
            let button: HTML = isCurrent ? .empty
                : "<button class=\"button second small\" name=\"etape\" value=\"\(rang)\">Commencer<span class=\"unseen\"> : \(etape.activite.titre)</span></button>"
            return "<li\(isCurrent ? " aria-current=\"step\"" as HTML : .empty)><div class=\"step\"><span>\(etape.activite.titre) <small>\(etape.minutes) min</small>\(since)</span> \(button)</div></li>\n"
        }
        return "<ol id=\"plan\" class=\"plan\">\n\(steps.joined())</ol>\n"
    }
}

extension Registre.Changes {
    /// The pieces of the page that changed.
    public func html(_ secret: SecretDeSalle) -> HTML {
        let salle = registre.salle
        var html = HTML()
        for tuile in tuiles { html += tuile.html("/formation/\(secret)") }
        html += Registres.tete(salle, registre.tuiles) + Registres.boutons(registre.tuiles)
        if isOther {
            html += Registres.journal(salle) + Registres.plan(salle) + Registres.vu(salle, .interventions) + Registres.vu(salle, .etape)
        }
        return html
    }
}
