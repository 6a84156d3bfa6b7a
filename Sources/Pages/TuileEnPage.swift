import Formation
import Markup
import Procedure

extension Tuile {
    /// A line of the register. The box chooses the place for the next button.
    /// - Parameter base: the address of the salle.
    func html(_ base: String) -> HTML {
        """
        <li id="poste-\(numero)" class="\(aide != nil ? "tile needs" : preuves > 0 && etape == .priseEnCompte ? "tile finished" : "tile")" data-poste="\(numero)">
        <div class="who"><input type="checkbox" name="poste" value="\(numero)" id="choisir-\(numero)"> <label for="choisir-\(numero)">Poste \(numero)</label> <a href="\(base)?poste=\(numero)#detail">Voir<span class="unseen"> le poste \(numero)</span></a></div>
        <p class="person">\(nom)\(scenario.map { " <small>· \($0)</small>" as HTML })</p>
        <p class="dots" aria-hidden="true">\(Etape.allCases.map(dot).joined())</p>
        <p class="where">\(ou) <small>depuis <time datetime="PT\(minutes)M">\(duree)</time></small></p>
        \(help)\(badges)</li>

        """
    }

    private func dot(_ une: Etape) -> HTML {
        let rang = Etape.allCases.firstIndex(of: une) ?? 0, ici = Etape.allCases.firstIndex(of: etape) ?? 0
        if rang < ici || (preuves > 0 && etape == .priseEnCompte) { return "<span class=\"dot past\"></span>" }
        return rang == ici ? "<span class=\"dot here\"></span>" : "<span class=\"dot\"></span>"
    }

    private var ou: String {
        if let appel { return "Au téléphone : \(appel.titre)" }
        return etape == .priseEnCompte ? "Preuve gardée" : etape.enClair
    }

    private var duree: String { minutes == 0 ? "peu" : BilanDeSalle.duree(minutes * 60) }

    private var help: HTML? {
        guard let refus else {
            return aide == .immobile ? "<p class=\"pen\">Rien depuis \(Int(Avancement.patience / 60_000)) minutes</p>\n" : nil
        }
        let often = refusDeSuite > 1 ? " (\(refusDeSuite) fois)" : ""
        return "<p class=\"\(aide != nil ? "pen" : "refusal")\">\(refus.message)\(often)</p>\n"
    }

    private var badges: HTML {
        var all: [String] = []
        if !isThere { all.append("pas connecté") }
        if enPause { all.append("en pause") }
        all += incidents.map { incident in incident.genre.enClair + (incident.fin.map { " jusqu’à \($0.paris.heureEnLettres)" } ?? "") }
        if (42...60).contains(jour) { all.append("jour \(jour)") }
        if indices > 0 { all.append("indice donné") }
        if let conseiller { all.append("appelle le poste \(conseiller)") }
        if let usager { all.append("conseiller du poste \(usager)") }
        if profil != .enAttente { all.append("espace \(profil.enBref.lowercased())") }
        return all.isEmpty ? .empty : "<ul class=\"badges\">\n\(all.map { "<li>\($0)</li>\n" as HTML }.joined())</ul>\n"
    }
}
