import Formation
import Markup
import Procedure

/// The plan of a session, to change, to keep in a file, to take up elsewhere.
public struct PagePlan {
    /// The field of a file.
    public static let fichier = "fichier"

    let secret: SecretDeSalle
    let plan: Plan
    var erreurs: [Erreur] = []

    var html: HTML {
        let base = "/formation/\(secret)", rows = plan.etapes.map(Optional.some) + Array(repeating: nil, count: min(3, Plan.maximum - plan.etapes.count))
        return Layout.document(
            titre: "Le plan de la séance", ecran: .planDeSalle, erreur: !erreurs.isEmpty, tete: PageSalle.head(rafraichit: false),
            corps: """
                \(erreurs.resume)<h1>Le plan de la séance</h1>
                <p>Une étape par ligne, de haut en bas. Une ligne sans activité est retirée.</p>
                <form method="post" action="\(base)/plan">
                <ol class="edit-plan" id="etapes">
                \(rows.enumerated().map(Self.row).joined())</ol>
                <div class="actions"><button class="button">Garder ce plan</button> <a class="button second" href="\(base)">Revenir à la salle</a></div>
                </form>
                <div class="screen">
                <h2>Un plan tout prêt</h2>
                <form method="post" action="\(base)/plan" class="row">
                \(Plan.Modele.allCases.map { "<button class=\"button second small\" name=\"plan\" value=\"\($0.rawValue)\">\($0.titre), \($0.plan.minutes) minutes</button>\n" as HTML }.joined())</form>
                <h2>Un fichier</h2>
                <p><a href="\(base)/plan.json">Enregistrer ce plan dans un fichier</a></p>
                <form method="post" action="\(base)/plan" enctype="multipart/form-data">
                <div class="field">
                <label for="\(Self.fichier)">Reprendre un plan enregistré</label>
                <input type="file" id="\(Self.fichier)" name="\(Self.fichier)" accept=".json,application/json">
                </div>
                <div class="actions"><button class="button second">Reprendre ce plan</button></div>
                </form>
                </div>

                """)
    }

    private static func row(_ index: Int, _ etape: Plan.Etape?) -> HTML {
        let activites = [Plan.Activite.discussion, .jeuDeRole] + Catalogue.scenarios.map { .scenario($0.cle) }
        let options = activites.map { activite -> HTML in
            "<option value=\"\(activite.cle)\"\(activite == etape?.activite ? " selected" as HTML : .empty)>\(activite.titre)</option>\n"
        }
        return """
            <li>
            <label class="unseen" for="activite-\(index)">Activité de l’étape \(index + 1)</label>
            <select id="activite-\(index)" name="activite"><option value="">–</option>
            \(options.joined())</select>
            <label class="unseen" for="minutes-\(index)">Durée de l’étape \(index + 1), en minutes</label>
            <input id="minutes-\(index)" name="minutes" inputmode="numeric" autocomplete="off" size="3" value="\(etape.map { String($0.minutes) } ?? "")"> min
            </li>

            """
    }
}
