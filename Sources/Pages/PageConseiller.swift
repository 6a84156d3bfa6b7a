import Markup
import Procedure

private var faits: Faits { .enVigueur }

/// The adviser's side, on a second device: what to say, what the fiche says, what to tick. Nothing typed passes here: the
/// answers are heard.
struct PageConseiller {
    var vue: VueAppel
    /// What the fiche says of the item asked for.
    var attendu: String?
    var erreurs: [Erreur] = []
    var suivi: String

    var html: HTML {
        Layout.document(
            titre: "Jouer le conseiller", ecran: .conseiller, erreur: !erreurs.isEmpty,
            corps: """
                \(erreurs.resume)<h1>Jouer le conseiller</h1>
                \(PageAppel.steps(vue.etape))\(content)\(PageAppel.following(suivi, "/3422/conseiller"))
                """)
    }

    private var content: HTML {
        vue.etape == .raccroche || !vue.aDeux ? Self.idle : "\(Replique(qui: "Vous dites", texte: vue.replique).html)\(action)"
    }

    private var action: HTML {
        switch vue.etape {
        case .raccroche: .empty
        case .attente: Self.form("<button class=\"button\" name=\"geste\" value=\"patienter\">Décrocher</button>\n")
        case .demande: "\(Demande(vue: vue, erreurs: erreurs).html("/3422/conseiller", "Noter la demande"))\(Self.hangUp)"
        case .certification, .codeProvisoire, .nir, .numeroSerie, .dateNaissance: "\(question)\(Self.hangUp)"
        case .relecture: "\(reading)\(Self.hangUp)"
        case .enregistre: recorded
        case .refus: "<p>Dites pourquoi, avec vos mots, et ce que la personne peut faire.</p>\n\(Self.hangUp)\(another)"
        }
    }

    private var question: HTML {
        let said: HTML = attendu.map { "<span class=\"number\">\($0)</span>" } ?? "aucun"
        return """
        <dl class="summary">
        <div><dt>La fiche dit</dt><dd>\(said)</dd></div>
        <div><dt>Vérifiez</dt><dd>\(aVerifier)</dd></div>
        </dl>
        <form method="post" action="/3422/conseiller">
        <div class="actions">
        <input type="hidden" name="geste" value="entendre">
        <button class="button" name="juste" value="on">C’est bien cela</button>
        <button class="button second">Ce n’est pas cela</button>
        </div>
        </form>
        \(Self.form("<button class=\"button second\" name=\"geste\" value=\"manquer\">La personne ne l’a pas</button>\n"))
        """
    }

    private var aVerifier: String {
        switch vue.etape {
        case .codeProvisoire: "chaque lettre : majuscule ou minuscule ? O ou 0 ? l ou 1 ?"
        case .nir: "les 15 chiffres, groupe par groupe"
        case .numeroSerie: "que ce n’est pas un autre numéro de la carte"
        case .certification: "que la personne dit bien représenter \(vue.personne)"
        default: "le jour, le mois, l’année"
        }
    }

    private var reading: HTML {
        let deletion: HTML? = vue.choix == .cloture
            ? CaseACocher(nom: Champ.suppression.rawValue, libelle: "La personne demande la suppression de ses données (sans qu’on la lui propose)", cochee: false).html : nil
        return Self.form("\(deletion)<button class=\"button\" name=\"geste\" value=\"confirmer\">Elle dit oui : enregistrer</button>\n")
    }

    private var recorded: HTML {
        let proof: HTML = vue.justificatif == nil
            ? Self.form("<button class=\"button second\" name=\"geste\" value=\"demanderJustificatif\">Elle demande un justificatif</button>\n")
            : "<p>Le justificatif est sur l’écran de la personne.</p>\n"
        return "<p>Ne proposez pas de justificatif : il n’est donné que si la personne le demande.</p>\n\(proof)\(Self.hangUp)\(another)"
    }

    private var another: HTML {
        "<details class=\"note\"><summary>Elle a une autre demande</summary>\n\(Demande(vue: vue, erreurs: erreurs).html("/3422/conseiller", "Noter la demande"))</details>\n"
    }

    private static func form(_ button: HTML) -> HTML {
        "<form method=\"post\" action=\"/3422/conseiller\">\n<div class=\"actions\">\n\(button)</div>\n</form>\n"
    }

    private static let hangUp = form("<button class=\"button second\" name=\"geste\" value=\"raccrocher\">Raccrocher</button>\n")

    private static var idle: HTML {
        """
        <p>Personne n’est en ligne. La personne qui appelle choisit « Jouer à deux », puis « Appeler à deux », à la page du \(faits.telephone.valeur).</p>

        """
    }
}

/// Where the second device gives the code that the caller's page shows.
struct PageCodeConseiller {
    var erreurs: [Erreur] = []

    var html: HTML {
        Layout.document(
            titre: "Jouer le conseiller", ecran: .conseiller, erreur: !erreurs.isEmpty,
            corps: """
                \(erreurs.resume)<h1>Jouer le conseiller</h1>
                <p>À deux, une personne appelle le \(faits.telephone.valeur) imité, l’autre joue le conseiller. Le code est sur l’écran de la personne qui appelle.</p>
                <form method="get" action="/3422/conseiller" novalidate>
                \(ChampTexte(
                    nom: Champ.code.rawValue, libelle: "Code du conseiller", aide: "Huit lettres. Les majuscules ne comptent pas.", valeur: "",
                    message: erreurs.message(Champ.code.rawValue)
                ).html)<div class="actions"><button class="button">Entrer</button></div>
                </form>

                """)
    }
}
