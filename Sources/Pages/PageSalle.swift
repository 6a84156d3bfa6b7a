import Formation
import Markup
import PDF
import Procedure

/// The trainer's page: the class register, and one button for each situation.
struct PageSalle {
    let secret: SecretDeSalle
    let registre: Registre
    /// Where trainees go, as others can write it; `nil` while only this machine is let in.
    let adresse: String?
    /// One place, looked at closely.
    var detail: DetailDePoste?
    var erreurs: [Erreur] = []

    private var salle: Salle { registre.salle }
    private var base: String { "/formation/\(secret)" }

    var html: HTML {
        Layout.document(
            titre: "Salle \(salle.code)", ecran: .salle, erreur: !erreurs.isEmpty, tete: Self.head(rafraichit: detail == nil),
            corps: """
                <div id="registre" data-suivi="\(base)/suivi?apres=\(registre.revision.description)">
                \(erreurs.resume)<div class="cover-line">
                <h1>Salle <span class="number">\(salle.code.description)</span></h1>
                \(join)</div>
                \(Registres.tete(salle, registre.tuiles))\(detail.map { $0.html(base) })<form method="post" action="\(base)/interventions" class="register">
                \(Registres.vu(salle, .interventions))\(buttons)\(tiles)</form>
                \(side)</div>

                """)
    }

    /// Its own sheet and module; without JavaScript it shows itself anew.
    static func head(rafraichit: Bool) -> HTML {
        """
        <link rel="stylesheet" href="/formation.css">
        \(rafraichit ? "<noscript><meta http-equiv=\"refresh\" content=\"15\"></noscript>\n" as HTML : .empty)<script type="module" src="/formation.js"></script>

        """
    }

    private var join: HTML {
        let place: HTML = adresse.map { "<strong class=\"number\">\($0)<wbr>/rejoindre</strong>" } ?? "sur la première page de cet outil"
        let code: HTML? = adresse.flatMap { adresse in try? QRCode("\(adresse)/rejoindre?code=\(salle.code)").svg("Code QR pour rejoindre la salle") }
            .map { "<details\(registre.tuiles.isEmpty ? " open" as HTML : .empty)><summary>Code QR à montrer</summary>\n\($0)</details>\n" }
        return """
            <p>Pour rejoindre : \(place), code <strong class="number whole">\(salle.code.description)</strong></p>
            \(code)<p class="small">L’adresse de cette page, en haut du navigateur, commande la salle : notez-la, et gardez-la pour vous.</p>

            """
    }

    // MARK: The buttons

    private var buttons: HTML {
        let situations = Situations.toutes.map { groupe in
            "<h3>\(groupe.titre)</h3>\n<div class=\"row\">\n\(groupe.scenarios.map { Registres.bouton(.scenario($0.cle)) }.joined())</div>\n" as HTML
        }
        let troubles = Intervention.toutes.filter { if case .incident = $0 { true } else { $0 == .finDesIncidents } }
        let moments = Intervention.toutes.filter { if case .horloge = $0 { true } else { false } }
        let hints = Indice.allCases.map { Registres.bouton(.indice($0), titre: $0.titre) }
        return """
            <fieldset class="commands">
            <legend><h2>Agir</h2> <small id="cible">sur les postes que vous cochez ; sur tous, si aucun n’est coché</small></legend>
            \(Registres.boutons(registre.tuiles))            <details><summary>Lancer une situation</summary>
            \(situations.joined())</details>
            <details><summary>Incidents et dates</summary>
            <div class="row">
            \((troubles + moments).map { Registres.bouton($0) }.joined())</div>
            </details>
            <details><summary>Donner un indice</summary>
            <div class="row">
            \(hints.joined())</div>
            </details>
            </fieldset>

            """
    }

    private var tiles: HTML {
        """
        <h2>Les postes</h2>
        <ul id="postes" class="tiles">
        \(registre.tuiles.map { $0.html(base) }.joined())</ul>

        """
    }

    private var side: HTML {
        """
        <div class="aside">
        <section aria-labelledby="titre-plan">
        <h2 id="titre-plan">Le plan de la séance <small>· \(salle.plan.minutes) minutes</small></h2>
        <p class="small">Qui arrive reçoit la situation en cours, ou S1 s’il n’y en a pas. En commencer une la donne à tous les postes, depuis son début.</p>
        <form method="post" action="\(base)/etape">
        \(Registres.vu(salle, .etape))\(Registres.plan(salle))</form>
        <p><a href="\(base)/plan">Changer le plan</a></p>
        </section>
        <section aria-labelledby="titre-faites">
        <h2 id="titre-faites">Ce qui a été fait</h2>
        <form method="post" action="\(base)/annulation">
        \(Registres.journal(salle))</form>
        </section>
        <section aria-labelledby="titre-role">
        <h2 id="titre-role">Jeu de rôle à deux</h2>
        \(pairing)</section>
        <section aria-labelledby="titre-papier">
        <h2 id="titre-papier">Sur papier</h2>
        <p class="small">Une affiche, vos feuilles, et une feuille par poste. Vous pouvez l’imprimer avant que quelqu’un arrive : chaque feuille porte déjà son code. Les fichiers arrivent dans vos téléchargements.</p>
        <form method="get" action="\(base)/kit.pdf" class="pair">
        <label for="postes-du-kit">Nombre de postes</label> <input id="postes-du-kit" name="postes" inputmode="numeric" autocomplete="off" size="3" value="\(salle.postesAImprimer)">
        <button class="button second small">Le kit à imprimer (PDF)</button>
        </form>
        <p><a class="button second small" href="\(base)/bilan.pdf">Le bilan à imprimer (PDF)</a></p>
        </section>
        <section aria-labelledby="titre-fin">
        <h2 id="titre-fin">À la fin</h2>
        <div class="row">
        <a class="button second small" href="\(base)/bilan">Bilan de la salle</a>
        <a class="button second small" href="\(base)/effacer">Terminer et effacer</a>
        </div>
        </section>
        </div>

        """
    }

    private var pairing: HTML {
        let pairs = salle.conseillers.sorted { $0.key < $1.key }.map { usager, conseiller -> HTML in
            "<li><div class=\"step\"><span>Le poste \(usager) appelle, le poste \(conseiller) est le conseiller.</span> <button class=\"button second small\" name=\"defaire\" value=\"\(usager)\">Défaire<span class=\"unseen\"> : poste \(usager)</span></button></div></li>\n"
        }
        let list: HTML = pairs.isEmpty ? .empty : "<form method=\"post\" action=\"\(base)/jeu-de-role\">\n<ul class=\"pairs\">\n\(pairs.joined())</ul>\n</form>\n"
        return """
            <p class="small">La personne qui appelle choisit « Appeler à deux », sur la page du téléphone. L’autre poste joue le conseiller.</p>
            \(list)<form method="post" action="\(base)/jeu-de-role" class="pair">
            <label for="usager">Appelle : poste</label> <input id="usager" name="usager" inputmode="numeric" autocomplete="off" size="3">
            <label for="conseiller">Conseiller : poste</label> <input id="conseiller" name="conseiller" inputmode="numeric" autocomplete="off" size="3">
            <button class="button second small">Former la paire</button>
            </form>

            """
    }
}
