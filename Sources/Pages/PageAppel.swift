import Markup
import PDF
import Procedure

private var faits: Faits { .enVigueur }

/// The caller's side of the 3422: the adviser's line, then the simplest way to answer it.
struct PageAppel {
    var contexte: Contexte
    var vue: VueAppel
    /// The numbers to say.
    var fiche: VueFiche
    /// What was said last, to be shown again. A refused value is empty.
    var saisie = ""
    var erreurs: [Erreur] = []
    /// Whether a call came before.
    var hasCalled = false
    /// What a second device needs, when two people play.
    var invitation: Invitation?
    /// Where a page that waits learns that there is something new.
    var suivi = ""

    /// How the second device gets in.
    struct Invitation: Sendable {
        var code: String
        /// The address to open there, when it is known.
        var adresse: String?
    }

    var html: HTML {
        Layout.document(
            titre: titre, ecran: .appel, erreur: !erreurs.isEmpty, contexte: contexte,
            corps: "\(erreurs.resume)<h1>\(titre)</h1>\n\(Self.steps(vue.etape))\(content)")
    }

    private var titre: String { vue.etape == .raccroche ? "Appeler le \(faits.telephone.valeur)" : "Au téléphone avec le \(faits.telephone.valeur)" }

    private var content: HTML {
        if vue.etape == .raccroche { return "\(ended)\(Self.tips)\(Self.dial)" }
        return "\(Replique(texte: vue.replique).html)\(vue.aDeux ? aDeux : seul)"
    }

    // MARK: Alone: the adviser's lines are written

    private var seul: HTML {
        switch vue.etape {
        case .raccroche: .empty
        case .attente: Self.waiting
        case .demande: "\(Demande(vue: vue, erreurs: erreurs).html("/3422", "Demander"))\(Self.hangUp)"
        case .certification, .codeProvisoire, .nir, .numeroSerie, .dateNaissance: "\(question)\(EtiquetteFiche(fiche: fiche, naissances: vue.etape == .dateNaissance).html)\(Self.hangUp)"
        case .relecture: "\(reading)\(Self.hangUp)"
        case .enregistre: recorded
        case .refus: refused
        }
    }

    /// The question under way: its field, a way to answer, a way to say that one cannot.
    private var question: HTML {
        let (field, without): (HTML, String) = switch vue.etape {
        case .codeProvisoire:
            (text(.codeProvisoire, "Vous épelez le code", "C’est le code provisoire du courrier : 12 lettres et chiffres. Les majuscules et les minuscules comptent."), "Je n’ai pas ce code")
        case .nir: (text(.nir, "Vous dites votre numéro", "15 chiffres. Celui de la fiche, qui commence par 9, jamais un vrai.", .numeric), "Je n’ai pas ce numéro")
        case .numeroSerie: (text(.numeroSerie, "Vous lisez le numéro de série", "Il est sur la carte.", .numeric, suite: OuLeTrouver(fiche: fiche).html), "Je ne peux pas le lire")
        case .dateNaissance: (text(.dateNaissance, "Vous dites la date", "Jour, mois, année : 14/03/1958.", .numeric), "Je ne sais pas")
        default:
            (CaseACocher(
                nom: Champ.certification.rawValue, libelle: "\(faits.certification.valeur) \(vue.personne)", cochee: !saisie.isEmpty,
                message: erreurs.message(Champ.certification.rawValue)
            ).html, "Non")
        }
        return """
            <form method="post" action="/3422" novalidate>
            \(field)<div class="actions">
            <button class="button" name="geste" value="repondre">Répondre</button>
            <button class="button second" name="geste" value="manquer">\(without)</button>
            </div>
            </form>

            """
    }

    private func text(_ champ: Champ, _ libelle: String, _ aide: HTML, _ clavier: ChampTexte.Clavier = .text, suite: HTML? = nil) -> HTML {
        ChampTexte(nom: champ.rawValue, libelle: libelle, aide: aide, suite: suite, valeur: saisie, message: erreurs.message(champ.rawValue), clavier: clavier).html
    }

    /// Nobody asks about the deletion: for a closure, it is for the caller to ask.
    private var reading: HTML {
        let deletion: HTML? = vue.choix == .cloture
            ? CaseACocher(nom: Champ.suppression.rawValue, libelle: faits.suppression.valeur, cochee: false, message: erreurs.message(Champ.suppression.rawValue)).html : nil
        return """
            <form method="post" action="/3422">
            \(deletion)<div class="actions"><button class="button" name="geste" value="confirmer">Oui, enregistrez</button></div>
            </form>

            """
    }

    /// The way out is the plain button, as on the real line: the proof is given to whoever thinks of it.
    private var recorded: HTML {
        let ask: HTML = vue.justificatif == nil ? "<button class=\"button second\" name=\"geste\" value=\"demanderJustificatif\">Je voudrais un justificatif</button>\n" : .empty
        return """
            \(proof)<form method="post" action="/3422">
            <div class="actions">
            <button class="button" name="geste" value="raccrocher">Non merci, au revoir</button>
            \(ask)</div>
            </form>
            \(another)
            """
    }

    private var proof: HTML? {
        vue.justificatif.map { reference in
            """
            <div class="done-box">
            <h2>Votre justificatif</h2>
            <p>Référence de l’exercice : <span class="number">\(reference)</span></p>
            <p><a href="/justificatif.pdf?reference=\(reference)">Télécharger le justificatif (PDF, spécimen)</a></p>
            </div>

            """
        }
    }

    private var refused: HTML { "\(Self.hangUp)\(vue.motif == .serviceIndisponible ? .empty : another)" }

    /// A call is over: what it leaves.
    private var ended: HTML? {
        guard hasCalled else { return nil }
        return """
            <div class="note" role="status">
            <p>Vous avez raccroché. Le <a href="/bilan">bilan</a> revient sur l’appel. Vous pouvez aussi rappeler.</p>
            </div>

            """
    }

    /// Another request in the same call.
    private var another: HTML {
        """
        <details class="note"\(erreurs.isEmpty ? .empty : " open" as HTML)><summary>J’ai une autre demande</summary>
        \(Demande(vue: vue, erreurs: erreurs).html("/3422", "Demander"))</details>

        """
    }

    // MARK: By two

    private var aDeux: HTML {
        let invite: HTML? = invitation.map { invitation in
            let device: HTML = invitation.adresse.map { adresse in
                // An address is far below what the largest symbol holds.
                let code = try? QRCode("\(adresse)?code=\(invitation.code)")
                return """
                    <p>Sur l’autre appareil, scannez ce carré :</p>
                    \(code?.svg("Code QR de la page du conseiller"))<p>Ou ouvrez <span class="number">\(adresse)</span>, puis tapez ce code :</p>

                    """
            } ?? "<p>Dans un autre navigateur, ouvrez la page <span class=\"number\">/3422/conseiller</span> de ce cahier, puis tapez ce code :</p>\n"
            return """
                <div class="note">
                <h2>À deux</h2>
                \(device)<p class="lead"><span class="number">\(invitation.code)</span></p>
                <p>Cette personne joue le conseiller. Vous vous parlez de vive voix.</p>
                </div>

                """
        }
        return """
            \(vue.etape == .attente ? invite : nil)\(vue.etape == .enregistre ? proof : nil)\(EtiquetteFiche(fiche: fiche).html)\(Self.following(suivi, "/3422"))\(Self.hangUp)\
            \(vue.etape == .attente ? nil : Self.folded(invite))
            """
    }

    /// A code that was lost, or a device that was changed.
    private static func folded(_ invite: HTML?) -> HTML? {
        invite.map { "<details><summary>Le code du conseiller</summary>\n\($0)</details>\n" }
    }

    /// The page shows itself anew; without JavaScript, the link does.
    static func following(_ suivi: String, _ adresse: String) -> HTML {
        """
        <p class="screen" data-suivi="\(suivi)"><a href="\(adresse)">Actualiser cette page</a></p>
        <script type="module" src="/suivi.js"></script>

        """
    }

    // MARK: Parts

    static func steps(_ etape: EtapeAppel) -> HTML? {
        guard let current = etape.moment else { return nil }
        let items = EtapeAppel.moments.enumerated().map { rank, name -> HTML in
            if rank < current { return "<li class=\"done\">\(name) ✓<span class=\"unseen\"> fait</span></li>\n" }
            return rank == current ? "<li aria-current=\"step\">\(name)</li>\n" : "<li>\(name)</li>\n"
        }
        return "<ol class=\"steps\" aria-label=\"Moments de l’appel\">\n\(items.joined())</ol>\n"
    }

    private static var tips: HTML {
        """
        <p>Le vrai \(faits.telephone.valeur) est un \(faits.prixDuTelephone.valeur). Il répond \(faits.horairesDuTelephone.enClair). Ici, personne n’est appelé : vous lisez le conseiller, et vous répondez.</p>
        <h2>À préparer avant d’appeler</h2>
        <ul>
        <li>le code confidentiel : c’est le code provisoire du courrier ;</li>
        <li>le numéro de sécurité sociale ;</li>
        <li>la carte Vitale, pour lire son numéro de série ;</li>
        <li>de quoi noter, et du temps.</li>
        </ul>
        <p>Une personne sourde peut avoir un conseiller en langue des signes, par vidéo.</p>

        """
    }

    private static var dial: HTML {
        """
        <form method="post" action="/3422">
        <div class="actions"><button class="button" name="geste" value="composer">Appeler</button></div>
        </form>
        <form method="post" action="/3422">
        <input type="hidden" name="aDeux" value="on">
        <details class="note"><summary>Jouer à deux</summary>
        <p>Une autre personne joue le conseiller, sur un autre appareil. Vous vous parlez de vive voix.</p>
        <div class="actions"><button class="button second" name="geste" value="composer">Appeler à deux</button></div>
        </details>
        </form>

        """
    }

    private static var waiting: HTML {
        """
        <p>Au vrai \(faits.telephone.valeur), une personne a attendu <strong>\(faits.attenteAuTelephone.enClair)</strong>. Ici, c’est l’affaire de quelques secondes.</p>
        <p data-dans="\(faits.attenteSimulee.valeur)"><a href="/3422">Voir si quelqu’un répond</a></p>
        <script type="module" src="/suivi.js"></script>
        <form method="post" action="/3422">
        <div class="actions">
        <button class="button second" name="geste" value="patienter">Passer l’attente</button>
        <button class="button second" name="geste" value="raccrocher">Raccrocher</button>
        </div>
        </form>

        """
    }

    private static let hangUp: HTML = """
        <form method="post" action="/3422">
        <div class="actions"><button class="button second" name="geste" value="raccrocher">Raccrocher</button></div>
        </form>

        """
}

/// What one calls for, and for whom.
struct Demande {
    var vue: VueAppel
    var erreurs: [Erreur]

    func html(_ action: String, _ libelle: String) -> HTML {
        """
        <form method="post" action="\(action)" novalidate>
        \(Options(
            nom: Champ.choix.rawValue, legende: "Que demandez-vous ?",
            options: [
                .init(valeur: Choix.opposition.rawValue, libelle: "L’opposition à la création de Mon espace santé"),
                .init(valeur: Choix.cloture.rawValue, libelle: "La clôture de Mon espace santé, qui est déjà ouvert"),
            ],
            message: erreurs.message(Champ.choix.rawValue)
        ).html)\(persons)<div class="actions"><button class="button" name="geste" value="demander">\(libelle)</button></div>
        </form>

        """
    }

    private var persons: HTML? {
        if vue.personnes.count == 1 { return nil }
        return Options(
            nom: Champ.beneficiaire.rawValue, legende: "Pour qui ?", options: vue.personnes.map { .init(valeur: $0.cle ?? "", libelle: $0.nom) },
            choisie: "", message: erreurs.message(Champ.beneficiaire.rawValue)
        ).html
    }
}

/// Nobody answers: why, and when to call again.
struct PageAppelFerme {
    var contexte: Contexte
    var motif: Refus.Code
    /// When it opens next, in words; `nil` when nobody knows.
    var ouverture: String?

    var html: HTML {
        Layout.document(
            titre: "Le \(faits.telephone.valeur) ne répond pas", ecran: .appel, contexte: contexte,
            corps: """
                <h1>Le \(faits.telephone.valeur) ne répond pas</h1>
                \(Replique(qui: "Le répondeur", texte: annonce).html)\(when)<p>Rien n’est perdu. Vous pouvez rappeler, ou faire la démarche <a href="/accueil">sur le site imité</a>.</p>
                <div class="actions"><a class="button" href="/3422">Rappeler</a></div>

                """)
    }

    private var annonce: String {
        motif == .appelHorsHoraires ? "Nos conseillers vous répondent \(faits.horairesDuTelephone.enClair)." : faits.telephoneEnPanne.valeur
    }

    private var when: HTML? {
        ouverture.map { "<p>Il est \(contexte.date). Le service ouvre \($0).</p>\n" }
    }
}
