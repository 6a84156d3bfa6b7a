import Markup
import Procedure

/// The trainee's fiche: the person, the numbers, the letter and the card. It prints on one sheet.
struct PageFiche {
    var contexte: Contexte
    var fiche: VueFiche

    var html: HTML {
        Layout.document(
            titre: "Votre fiche", ecran: .fiche, contexte: contexte,
            corps: """
                <h1>Votre fiche</h1>
                \(NoteRole(nom: fiche.nom, role: fiche.role, lien: false).html)                <section class="label" aria-labelledby="personne">
                <h2 id="personne">\(fiche.nom) <small>· personne fictive</small></h2>
                <dl class="facts">
                <div><dt>Numéro de sécurité sociale</dt><dd><span class="number">\(fiche.nir)</span></dd></div>
                <div><dt>Date de naissance</dt><dd>\(fiche.dateNaissance)</dd></div>
                <div><dt>Carte Vitale</dt><dd>\(fiche.typeCarteVitale.enClair)</dd></div>
                <div><dt>Numéro de série de la carte</dt><dd>\(EtiquetteFiche.serie(fiche))</dd></div>
                <div><dt>Code provisoire</dt><dd>\(EtiquetteFiche.code(fiche.codeProvisoire))</dd></div>
                \(reception)<div><dt>E-mail connu de l’Assurance maladie</dt><dd>\(fiche.contacts.email.map(HTML.init(address:)) ?? "aucun")</dd></div>
                <div><dt>Téléphone connu de l’Assurance maladie</dt><dd>\(fiche.contacts.telephone ?? "aucun")</dd></div>
                <div><dt>Adresse</dt><dd>\(fiche.contacts.adresse)</dd></div>
                </dl>
                </section>
                \(contexte.salle.map(Self.reprise))\(persons)\(drawings)\(Imprimer(actions: "<a class=\"button\" href=\"/accueil\">Aller à l’accueil du service imité</a>").html)\(Copier.html)\(Bureau.html)
                """)
    }

    /// By which the place is found again.
    private static func reprise(_ salle: BandeauDeSalle) -> HTML {
        """
        <div class="note">
        <h2>Poste\u{A0}\(salle.poste)</h2>
        <p>Page fermée, appareil éteint\u{202F}? Ouvrez «\u{A0}<a href="/rejoindre">Rejoindre une salle</a>\u{A0}» et tapez votre code de reprise\u{A0}: <span class="number whole">\(salle.reprise.description)</span></p>
        </div>

        """
    }

    private var reception: HTML? {
        guard let voie = fiche.voie, let date = fiche.reception else {
            return fiche.sansCourrier.map { "<div><dt>Courrier d’information</dt><dd>\($0)</dd></div>\n" }
        }
        return "<div><dt>Code envoyé</dt><dd>\(voie.enClair), le \(date)</dd></div>\n"
    }

    private var persons: HTML? {
        if fiche.personnes.isEmpty { return nil }
        let labels = fiche.personnes.map { personne -> HTML in
            """
            <section class="label" aria-labelledby="personne-\(personne.cle)">
            <h3 id="personne-\(personne.cle)">\(personne.nom) <small>· \(personne.lien.enClair)</small></h3>
            <dl class="facts">
            <div><dt>Date de naissance</dt><dd>\(personne.dateNaissance)</dd></div>
            <div><dt>Code provisoire</dt><dd>\(EtiquetteFiche.code(personne.codeProvisoire))</dd></div>
            </dl>
            </section>

            """
        }
        return """
            <h2>Personnes que \(fiche.nom) représente</h2>
            <p>Chacune a son propre code. Le numéro de sécurité sociale et la carte Vitale sont ceux \(fiche.nom.apresDe).</p>
            <div class="labels">
            \(labels.joined())</div>

            """
    }

    private var drawings: HTML {
        let letter = fiche.codeProvisoire.map { DessinCourrier(nom: fiche.nom, code: $0).html }
        return """
            <h2>\(letter == nil ? "Où est ce numéro ?" : "Où sont ces numéros ?")</h2>
            <div class="drawings">
            \(letter)\(fiche.carte.html)</div>

            """
    }
}
