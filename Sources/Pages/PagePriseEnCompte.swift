import Markup
import Procedure

/// Step 4: it is done; the proof, what happens next, and the other persons.
struct PagePriseEnCompte {
    var contexte: Contexte
    var personne: String
    var decision: Decision
    var reference: String
    /// When it was confirmed, by the exercice's clock, in words.
    var instant: String
    /// The fiche, to go on with another person.
    var fiche: VueFiche
    /// The `cle` of the person of this démarche; `nil` for the holder.
    var beneficiaire: String?

    var html: HTML {
        Layout.document(
            titre: decision.faite, ecran: .priseEnCompte, etape: .priseEnCompte, contexte: contexte,
            corps: """
                <div class="done-box">
                <h1>\(decision.faite)</h1>
                <dl class="facts">
                <div><dt>Pour</dt><dd>\(personne)</dd></div>
                <div><dt>Le</dt><dd>\(instant)</dd></div>
                \(data)<div><dt>Référence de l’exercice</dt><dd><span class="number">\(reference)</span></dd></div>
                </dl>
                </div>
                \(FacileALire.priseEnCompte.html)<h2>Garder la preuve</h2>
                <p>Téléchargez le \(decision.justificatif(contexte.faits)), puis gardez ce fichier : on peut l’imprimer. Il arrive dans les téléchargements de l’appareil. Avec une vraie démarche, il appartient à la personne.</p>
                <div class="actions"><a class="button" href="/justificatif.pdf?reference=\(reference)">Télécharger le justificatif (PDF, spécimen)</a></div>
                <p>Il est signé\u{A0}: on peut <a href="/verification">vérifier</a> qu’il n’a pas été modifié.</p>
                <h2>Et après ?</h2>
                <ul>
                \(decision.suites(contexte.faits).map { "<li>\($0)</li>\n" as HTML }.joined())</ul>
                \(again)\(others)\(Self.tail)
                """)
    }

    private var data: HTML? { decision.donnees(contexte.faits).map { "<div><dt>Données</dt><dd>\($0)</dd></div>\n" } }

    /// Another decision for the same person, which is not another exercice: folded, so that nobody takes it for one.
    private var again: HTML {
        let field: HTML? = beneficiaire.map { "<input type=\"hidden\" name=\"beneficiaire\" value=\"\($0)\">" }
        return """
            <details>
            <summary>La personne change d’avis</summary>
            <p>Une nouvelle démarche commence pour \(personne). Ce justificatif reste au bilan.</p>
            <form method="post" action="/demarche">\(field)<div class="actions"><button class="button second">Faire une autre démarche</button></div></form>
            </details>

            """
    }

    private var others: HTML? {
        if fiche.personnes.isEmpty { return nil }
        return AutresPersonnes(titre: "Pour une autre personne", fiche: fiche, sauf: beneficiaire, pourSoi: beneficiaire != nil).html
    }

    private static let tail: HTML = """
        \(Copier.html)<h2>Revoir l’exercice</h2>
        <p>Le bilan montre ce que vous avez fait, pas à pas, avec des conseils.</p>
        <div class="actions"><a class="button second" href="/bilan">Lire le bilan</a></div>

        """
}
