import Markup
import Procedure

/// Step 2: what the profile allows, and nothing else.
struct PageChoix {
    var contexte: Contexte
    /// The person whose espace it is.
    var personne: String
    var etat: EtatProfil
    /// The last day to oppose, in words, while the espace waits.
    var dernierJour: String?
    /// What was chosen, to be shown again.
    var choix: String?
    var suppression = false
    /// Something that happened on the way: « L’espace s’est ouvert… ».
    var annonce: String?
    var erreurs: [Erreur] = []

    private var faits: Faits { contexte.faits }

    var html: HTML {
        Layout.document(
            titre: titre, ecran: etat == .actif ? .cloture : .choix, erreur: !erreurs.isEmpty, etape: .choix, contexte: contexte,
            corps: """
                \(erreurs.resume)\(annonce.map(Self.notice))<h1>\(titre)</h1>
                \(FacileALire.choix.html)<p>Espace \(personne.apresDe) : \(etat.enClair).</p>
                \(content)
                """)
    }

    private var titre: String {
        switch etat {
        case .enAttente: "Choisir"
        case .actif: "Clôturer Mon espace santé"
        case .oppose, .cloture: "Activer Mon espace santé"
        }
    }

    private var content: HTML {
        switch etat {
        case .enAttente: waiting
        case .actif: closing
        case .oppose: activation("Une opposition est enregistrée. On peut changer d’avis à tout moment, sans pénalité.")
        case .cloture: activation("Cet espace est clôturé. Le créer à nouveau fait revenir les données archivées et annule une demande de suppression en cours.")
        }
    }

    private var waiting: HTML {
        let deadline: HTML? = dernierJour.map { "<p>On peut s’opposer jusqu’au <strong>\($0)</strong> inclus. Ensuite, l’espace s’ouvre tout seul.</p>\n" }
        return """
            \(deadline)<form method="post" action="/choix" novalidate>
            \(Options(
                nom: "choix", legende: "Que souhaitez-vous faire ?",
                options: [
                    .init(valeur: "activation", libelle: faits.activationChoisie.valeur),
                    .init(valeur: "opposition", libelle: faits.oppositionChoisie.valeur),
                ],
                choisie: choix, message: erreurs.message("choix")
            ).html)<div class="actions"><button class="button">\(faits.continuer.valeur)</button></div>
            </form>

            """
    }

    /// The box is not ticked in advance: that is what one must notice.
    private var closing: HTML {
        """
        <p>Après la clôture, les données de l’espace sont archivées pendant \(faits.archivage.enClair), puis supprimées. Si vous cochez la case, elles sont supprimées dans un délai de \(faits.effacement.enClair) au plus.</p>
        <form method="post" action="/choix" novalidate>
        <input type="hidden" name="choix" value="cloture">
        \(CaseACocher(nom: "suppression", libelle: faits.suppression.valeur, cochee: suppression, message: erreurs.message("choix")).html)<div class="actions"><button class="button">\(faits.continuer.valeur)</button></div>
        </form>
        <details><summary>Je voulais activer un espace</summary>
        <form method="post" action="/choix">
        <input type="hidden" name="choix" value="activation">
        <div class="actions"><button class="button second">\(faits.activer.valeur)</button></div>
        </form>
        </details>

        """
    }

    private func activation(_ text: String) -> HTML {
        """
        <p>\(text)</p>
        <form method="post" action="/choix">
        <input type="hidden" name="choix" value="activation">
        <div class="actions"><button class="button">\(faits.activer.valeur)</button></div>
        </form>

        """
    }

    private static func notice(_ text: String) -> HTML {
        "<div class=\"note\" role=\"status\"><p>\(text)</p></div>\n"
    }
}

extension EtatProfil {
    /// As one says it.
    var enClair: String {
        switch self {
        case .enAttente: "en attente d’activation"
        case .actif: "ouvert"
        case .oppose: "opposition enregistrée, l’espace n’existe pas"
        case .cloture: "clôturé"
        }
    }
}
