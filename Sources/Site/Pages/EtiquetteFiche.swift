import Procedure

/// The label of the exercise book: the numbers to copy, beside the form. A phone can fold it once read.
struct EtiquetteFiche {
    var fiche: VueFiche

    var html: HTML {
        """
        <details class="label" open>
        <summary>Votre fiche <small>· \(fiche.nom), personne fictive</small></summary>
        <dl class="facts">
        <div><dt>Code provisoire</dt><dd>\(Self.code(fiche.codeProvisoire))</dd></div>
        <div><dt>Numéro de sécurité sociale</dt><dd><span class="number">\(fiche.nir)</span></dd></div>
        <div><dt>Carte Vitale</dt><dd>\(fiche.typeCarteVitale.enClair)</dd></div>
        <div><dt>Numéro de série</dt><dd>\(Self.serie(fiche.numeroSerie))</dd></div>
        \(fiche.personnes.map(Self.line).joined())</dl>
        </details>
        \(Copier.html)
        """
    }

    static func serie(_ numero: String?) -> HTML {
        numero.map { "<span class=\"number\">\($0)</span>" } ?? "illisible"
    }

    static func code(_ code: String?) -> HTML {
        code.map { "<span class=\"number\">\($0)</span>" } ?? "aucun"
    }

    private static func line(_ personne: VueFiche.Personne) -> HTML {
        "<div><dt>Code provisoire de \(personne.nom)</dt><dd>\(code(personne.codeProvisoire))</dd></div>\n"
    }
}
