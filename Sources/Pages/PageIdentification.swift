import Markup
import Procedure

/// Step 1: the four items of CGU 3.3.a, and for another person the certification.
struct PageIdentification {
    /// What was typed, to be shown again. A refused value is empty.
    struct Saisie: Sendable, Equatable {
        var codeProvisoire = ""
        var nir = ""
        var typeCarteVitale: TypeCarteVitale?
        var numeroSerie = ""
        var certification = false
    }

    var contexte: Contexte
    var fiche: VueFiche
    /// The person for whom the holder of the fiche acts; `nil` for oneself.
    var pour: VueFiche.Personne?
    var saisie = Saisie()
    var erreurs: [Erreur] = []

    private var faits: Faits { contexte.faits }

    var html: HTML {
        Layout.document(
            titre: "S’identifier", ecran: .identification, erreur: !erreurs.isEmpty, etape: .identification, contexte: contexte,
            corps: """
                \(erreurs.resume)<h1>S’identifier</h1>
                \(FacileALire.identification.html)\(EtiquetteFiche(fiche: fiche).html)\(others)<form method="post" action="/identification" novalidate>
                \(represented)\(code)\(nir)\(card)\(serial)<div class="actions"><button class="button">\(faits.continuer.valeur)</button></div>
                </form>

                """)
    }

    /// The démarche is for one person at a time; another one is another démarche.
    private var others: HTML? {
        if fiche.personnes.isEmpty { return nil }
        return AutresPersonnes(titre: nil, fiche: fiche, sauf: pour?.cle, pourSoi: pour != nil).html
    }

    private var represented: HTML? {
        guard let pour else { return nil }
        return """
            <input type="hidden" name="beneficiaire" value="\(pour.cle)">
            <p>Démarche pour <strong>\(pour.nom)</strong> (\(pour.lien.enClair)). Utilisez le code de cette personne, avec le numéro et la carte \(fiche.nom.apresDe).</p>
            \(CaseACocher(nom: "certification", libelle: "\(faits.certification.valeur) \(pour.nom)", cochee: saisie.certification, message: erreurs.message("certification")).html)
            """
    }

    private var code: HTML {
        ChampTexte(
            nom: "codeProvisoire", libelle: "Code provisoire",
            aide: "12 lettres et chiffres, reçus par courrier, par e-mail ou par SMS. Les majuscules et les minuscules comptent.",
            suite: "<p class=\"small\"><a href=\"/code-provisoire\">Code perdu ou expiré ?</a></p>\n",
            valeur: saisie.codeProvisoire, message: erreurs.message("codeProvisoire")
        ).html
    }

    private var nir: HTML {
        ChampTexte(
            nom: "nir", libelle: "Numéro de sécurité sociale",
            aide: "15 chiffres, avec ou sans espaces. Tapez celui de la fiche, qui commence par 9, jamais un vrai.",
            valeur: saisie.nir, message: erreurs.message("nir"), clavier: .numeric
        ).html
    }

    private var card: HTML {
        Options(
            nom: "typeCarteVitale", legende: "Modèle de la carte Vitale",
            options: TypeCarteVitale.allCases.map { .init(valeur: $0.rawValue, libelle: "Carte Vitale \($0.enClair)") },
            choisie: saisie.typeCarteVitale?.rawValue, message: erreurs.message("typeCarteVitale")
        ).html
    }

    private var serial: HTML {
        ChampTexte(
            nom: "numeroSerie", libelle: "Numéro de série",
            aide: "Avec photo : les 11 derniers chiffres du long numéro, à droite de la photo. Sans photo : 8 à 13 chiffres, au dos, en haut à gauche.",
            suite: OuLeTrouver(fiche: fiche).html,
            valeur: saisie.numeroSerie, message: erreurs.message("numeroSerie"), clavier: .numeric
        ).html
    }
}
