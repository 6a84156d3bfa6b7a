/// The simulated home page. Where the way in is hidden, it is hidden here too: that is the exercise.
struct PageAccueil {
    /// The entrance, as it was in a given year.
    enum Entree: Sendable { case annee2022, annee2025 }

    var contexte: Contexte
    var consigne: String
    var entree: Entree

    var html: HTML {
        Layout.document(
            titre: "Accueil du service imité", contexte: contexte,
            corps: """
                \(Self.title)<div class="note">
                <h2>Consigne</h2>
                <p>\(consigne)</p>
                <p><a href="/fiche">Voir la fiche de \(contexte.nom)</a></p>
                </div>
                \(entree == .annee2022 ? Self.body2022 : Self.body2025)
                """)
    }

    private static let title: HTML = "<h1>Accueil du service imité</h1>\n"

    private static let body2022: HTML = """
        <div class="blank tall"><p>Ici, le vrai site présente le service. Ces textes ne sont pas reproduits.</p></div>
        <div class="blank tall"><p>Encore de la présentation, non reproduite.</p></div>
        <div class="blank"><p>Encore de la présentation, non reproduite.</p></div>
        <div class="actions">
        <a class="button" href="/identification">\(Libelle.activer)</a>
        <a class="button" href="/identification">\(Libelle.opposer)</a>
        </div>
        \(Ecran.accueil2022.origine)
        """

    private static let body2025: HTML = """
        <div class="blank tall"><p>Ici, le vrai site présente le service et propose de se connecter. Ces textes ne sont pas reproduits.</p></div>
        <div class="blank tall"><p>Encore de la présentation, non reproduite.</p></div>
        <p class="small">Vous ne voulez pas de ce service ? Vous pouvez <a href="/identification">\(Libelle.cloturerOuOpposer)</a>.</p>
        \(Ecran.accueil2025.origine)
        """
}
