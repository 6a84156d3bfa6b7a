import Markup
import Procedure

/// A new code: four items, then where to send it. The second page carries the screened items of the first back to the
/// server, which keeps none of them.
struct PageCodeProvisoire {
    /// What was typed, to be shown again. A refused value is empty.
    struct Saisie: Sendable, Equatable {
        var nir = ""
        var dateNaissance = ""
        var typeCarteVitale: TypeCarteVitale?
        var numeroSerie = ""
        var beneficiaire: String?
    }

    enum Vue: Sendable {
        case demande
        /// Several persons of the card are born on that day: their keys and names.
        case personnes([(cle: String, nom: String)])
        /// Where a code can be sent, masked.
        case canaux([(canal: Canal, masque: String)])
        case sansCoordonnees
    }

    var contexte: Contexte
    var fiche: VueFiche
    var vue = Vue.demande
    var saisie = Saisie()
    /// What was sent last: « par e-mail, à 10 h 02, pour Lila Aubanel ».
    var envoi: String?
    var erreurs: [Erreur] = []

    private var faits: Faits { contexte.faits }

    var html: HTML {
        Layout.document(
            titre: titre, ecran: .codeProvisoire, erreur: !erreurs.isEmpty, contexte: contexte,
            corps: """
                \(erreurs.resume)\(sent)<h1>\(titre)</h1>
                \(content)
                """)
    }

    private var titre: String {
        switch vue {
        case .demande: faits.nouveauCode.valeur
        case .personnes: "Pour qui est ce code ?"
        case .canaux: "Où envoyer le code ?"
        case .sansCoordonnees: Refus.Code.coordonneesInconnues.message
        }
    }

    private var content: HTML {
        switch vue {
        case .demande:
            """
            <p>Le nouveau code remplace l’ancien. Il arrive par SMS ou par e-mail, là où l’Assurance maladie peut vous joindre.</p>
            \(isFolded ? "<details class=\"folded\">\n<summary>Demander encore un code</summary>\n" as HTML : .empty)\(EtiquetteFiche(fiche: fiche, naissances: true).html)\(form("\(items)\(Self.next)"))\(isFolded ? "</details>\n" as HTML : .empty)
            """
        case .personnes(let personnes):
            form("""
                \(hidden)\(Options(
                    nom: "beneficiaire", legende: "Choisir le profil", options: personnes.map { .init(valeur: $0.cle, libelle: $0.nom) },
                    choisie: nil, message: erreurs.message("beneficiaire")
                ).html)\(Self.next)
                """)
        case .canaux(let canaux):
            form("""
                \(hidden)\(person)\(Options(
                    nom: "canal", legende: "Vous recevrez le code dans quelques instants.",
                    options: canaux.map { .init(valeur: $0.canal.rawValue, libelle: faits.libelle($0.canal), precision: HTML(address: $0.masque)) },
                    choisie: canaux.count == 1 ? canaux.first?.canal.rawValue : nil, message: erreurs.message("canal")
                ).html)<div class="actions"><button class="button">\(faits.envoyerLeCode.valeur)</button></div>
                """)
        case .sansCoordonnees: unreachable
        }
    }

    private func form(_ content: HTML) -> HTML { "<form method=\"post\" action=\"/code-provisoire\" novalidate>\n\(content)\n</form>\n" }

    /// What one came for is done.
    private var isFolded: Bool { envoi != nil && erreurs.isEmpty }

    private static let next: HTML = "<div class=\"actions\"><button class=\"button\">Continuer</button></div>"

    private var items: HTML {
        """
        \(ChampTexte(
            nom: "nir", libelle: "Numéro de sécurité sociale",
            aide: "15 chiffres, avec ou sans espaces. Pour un enfant : celui du parent auquel il est rattaché. Tapez celui de la fiche, jamais un vrai.",
            valeur: saisie.nir, message: erreurs.message("nir"), clavier: .numeric
        ).html)\(ChampTexte(
            nom: "dateNaissance", libelle: "Date de naissance",
            aide: "Celle de la personne à qui le code est destiné : par exemple 27/03/1958.",
            valeur: saisie.dateNaissance, message: erreurs.message("dateNaissance")
        ).html)\(Options(
            nom: "typeCarteVitale", legende: "Modèle de la carte Vitale",
            options: TypeCarteVitale.allCases.map { .init(valeur: $0.rawValue, libelle: "Carte Vitale \($0.enClair)") },
            choisie: saisie.typeCarteVitale?.rawValue, message: erreurs.message("typeCarteVitale")
        ).html)\(ChampTexte(
            nom: "numeroSerie", libelle: "Numéro de série",
            aide: "Il est sur la carte Vitale : ici, sur la fiche.", suite: OuLeTrouver(fiche: fiche).html,
            valeur: saisie.numeroSerie, message: erreurs.message("numeroSerie"), clavier: .numeric
        ).html)
        """
    }

    /// What was typed on the page before: numbers of the fiche, which passed the screening.
    private var hidden: HTML {
        [("nir", saisie.nir), ("dateNaissance", saisie.dateNaissance), ("typeCarteVitale", saisie.typeCarteVitale?.rawValue ?? ""), ("numeroSerie", saisie.numeroSerie)]
            .map { "<input type=\"hidden\" name=\"\($0)\" value=\"\($1)\">\n" as HTML }.joined()
    }

    private var person: HTML? { saisie.beneficiaire.map { "<input type=\"hidden\" name=\"beneficiaire\" value=\"\($0)\">\n" } }

    private var sent: HTML? {
        envoi.map {
            """
            <div class="done-box" role="status">
            <h2>Un code a été envoyé</h2>
            <p>\($0). L’ancien code ne sert plus.</p>
            <div class="actions"><a class="button" href="/messagerie">Ouvrir la messagerie</a> <a class="button second" href="/identification">S’identifier</a></div>
            </div>

            """
        }
    }

    private var unreachable: HTML {
        """
        <p>L’Assurance maladie ne connaît ni l’adresse e-mail, ni le téléphone mobile \(fiche.nom.apresDe). Elle ne peut pas envoyer de code.</p>
        <h2>Ce qui reste possible</h2>
        <ul>
        <li>se servir du code du courrier, s’il est arrivé : <a href="/identification">s’identifier</a> ;</li>
        <li>appeler le <a href="/3422">\(faits.telephone.valeur)</a>, \(faits.horairesDuTelephone.enClair).</li>
        </ul>

        """
    }
}
