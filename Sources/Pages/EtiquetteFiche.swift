import Markup
import Procedure

/// The label of the exercise book: the numbers to copy, beside the form. A phone can fold it once read.
struct EtiquetteFiche {
    var fiche: VueFiche
    /// Whether a date of birth is asked for.
    var naissances = false

    var html: HTML {
        """
        <details class="label" open>
        <summary>Votre fiche <small>· \(fiche.nom), personne fictive</small></summary>
        <dl class="facts">
        <div><dt>Code provisoire</dt><dd>\(Self.code(fiche.codeProvisoire))</dd></div>
        <div><dt>Numéro de sécurité sociale</dt><dd><span class="number">\(fiche.nir)</span></dd></div>
        \(naissances ? Self.naissance("Date de naissance", fiche.dateNaissance) : nil)<div><dt>Carte Vitale</dt><dd>\(fiche.typeCarteVitale.enClair)</dd></div>
        <div><dt>Numéro de série</dt><dd>\(Self.serie(fiche))</dd></div>
        </dl>
        \(fiche.personnes.isEmpty ? .empty : "<dl class=\"facts\">\n\(fiche.personnes.map(line).joined())</dl>\n" as HTML)</details>
        \(Copier.html)
        """
    }

    static func serie(_ fiche: VueFiche) -> HTML {
        if fiche.serieALire, fiche.numeroSerie != nil { return "à trouver sur la carte" }
        return fiche.numeroSerie.map { "<span class=\"number\">\($0)</span>" } ?? "illisible"
    }

    static func code(_ code: String?) -> HTML {
        code.map { "<span class=\"number\">\($0)</span>" } ?? "aucun"
    }

    private static func naissance(_ libelle: String, _ date: String) -> HTML { "<div><dt>\(libelle)</dt><dd>\(date)</dd></div>\n" }

    private func line(_ personne: VueFiche.Personne) -> HTML {
        """
        <div><dt>Code provisoire \(personne.nom.apresDe)</dt><dd>\(Self.code(personne.codeProvisoire))</dd></div>
        \(naissances ? Self.naissance("Date de naissance \(personne.nom.apresDe)", personne.dateNaissance) : nil)
        """
    }
}
