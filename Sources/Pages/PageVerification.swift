import Markup
public import Procedure

/// Whether a justificatif is one of ours: what its file proves, or what this server knows of its reference.
public struct PageVerification {
    public enum Resultat: Sendable {
        case fichier(Fichier, enClair: String)
        case reference(Justificatif, Exercice)
        case referenceInconnue(Reference)
    }

    /// What a file proves.
    public enum Fichier: Sendable {
        case authentique(attestation: String)
        case modifie
        case etranger
    }

    var contexte: Contexte?
    var resultat: Resultat?
    var erreurs: [Erreur] = []

    /// The field of the file.
    public static let fichier = "fichier"
    public static let sansFichier = Erreur(champ: fichier, message: "Choisir le fichier PDF du justificatif")
    public static func tropGrand(kilos: Int) -> Erreur {
        Erreur(champ: fichier, message: "Ce fichier est trop grand pour être un justificatif de cet outil (\(kilos) Ko au plus)")
    }

    var html: HTML {
        Layout.document(
            titre: resultat.map { "\($0.titre) – vérification" } ?? "Vérifier un justificatif", ecran: .verification, erreur: !erreurs.isEmpty, contexte: contexte,
            corps: """
                \(erreurs.resume)<h1>Vérifier un justificatif</h1>
                \(resultat?.html)<p>Chaque justificatif de cet outil est signé. La signature dit deux choses : il vient bien d’ici, et rien n’y a changé.</p>

                <h2>Avec le fichier</h2>
                <form method="post" action="/verification" enctype="multipart/form-data">
                <div class="\(erreurs.message(Self.fichier) == nil ? "field" : "field wrong")">
                <label for="fichier">Le justificatif, en PDF</label>
                <p class="help" id="fichier-aide">Le fichier d’origine, comme vous l’avez téléchargé. Il est lu puis oublié.</p>
                \(erreurs.message(Self.fichier).map { ChampTexte.message($0, Self.fichier) })<input type="file" id="fichier" name="fichier" accept="application/pdf,.pdf" aria-describedby="fichier-aide\(erreurs.message(Self.fichier) == nil ? "" : " fichier-erreur")"\(erreurs.message(Self.fichier).map { _ in ChampTexte.invalid })>
                </div>
                <div class="actions"><button class="button">Vérifier le fichier</button></div>
                </form>

                <h2>Avec la référence</h2>
                <form method="post" action="/verification">
                \(reference.html)<div class="actions"><button class="button second">Chercher la référence</button></div>
                </form>

                \(Self.limites)
                """)
    }

    private var reference: ChampTexte {
        ChampTexte(
            nom: Champ.reference.rawValue, libelle: "Référence", aide: "Elle est écrite sur le justificatif : EXERCICE, puis douze lettres.", valeur: "",
            message: erreurs.message(Champ.reference.rawValue))
    }

    private static let limites: HTML = """
        <h2>Ce que cela ne dit pas</h2>
        <ul>
        <li>Un justificatif authentique reste un spécimen : il ne prouve rien hors de cet outil.</li>
        <li>Une impression, une photo ou un fichier réenregistré n’a plus de signature qui tienne. Pour une vraie démarche aussi, gardez le fichier d’origine.</li>
        <li>Un lecteur de PDF dira que le signataire est inconnu : aucune autorité ne garantit la clé de cet outil. Ses <a href="/verification/certificat.pem">certificats</a> sont là, celui d’aujourd’hui d’abord, puis ceux des clés remplacées.</li>
        <li>Cette page fait partie de l’outil d’entraînement. Aucune source ne dit si le vrai service en a une.</li>
        </ul>
        """
}

extension PageVerification.Resultat {
    fileprivate var titre: String {
        switch self {
        case .fichier(_, let enClair): enClair
        case .reference: "Référence connue"
        case .referenceInconnue: "Référence inconnue, ou exercice effacé"
        }
    }

    fileprivate var html: HTML {
        switch self {
        case .fichier(.authentique(let attestation), _):
            box("done-box", """
                <p>Cet outil a signé ce fichier, et pas un octet n’a changé depuis. Voici ce qu’il atteste :</p>
                <p class="lead">\(attestation)</p>
                """)
        case .fichier(.modifie, _):
            box("alert", """
                <p>Ce fichier porte la marque d’une clé de cet outil, mais il n’est plus tel qu’il a été signé. Ne vous y fiez pas.</p>
                <p>Il n’est pas forcément faux : l’enregistrer à nouveau avec un autre logiciel suffit à le modifier. Demandez le fichier d’origine.</p>
                """)
        case .fichier(.etranger, _):
            box("note", """
                <p>Aucune clé de cet outil n’a signé ce fichier. Il vient d’ailleurs, ou de l’outil d’une autre machine ; ou bien c’est une copie, qui a perdu la signature.</p>
                """)
        case .reference(let justificatif, let exercice):
            box("done-box", """
                <p>Cette machine garde l’exercice qui a donné ce justificatif. Comparez ce qui suit avec le document. Pour savoir si le fichier est inchangé, envoyez-le ci-dessous.</p>
                <dl class="facts">
                <div><dt>Référence</dt><dd><span class="number">\(justificatif.reference.description)</span></dd></div>
                <div><dt>Décision</dt><dd>\(justificatif.decision.enBref)</dd></div>
                <div><dt>Personne fictive</dt><dd>\(exercice.nom(justificatif.rang))</dd></div>
                <div><dt>Date de l’exercice</dt><dd>\(justificatif.instant.paris.enLettres)</dd></div>
                <div><dt>Vraie date</dt><dd>\(justificatif.instantReel.paris.enLettres)</dd></div>
                </dl>
                """)
        case .referenceInconnue(let reference):
            box("note", """
                <p>Cette machine ne garde aucun exercice qui a donné <span class="number">\(reference.description)</span>. Un exercice effacé ne laisse pas de trace.</p>
                <p>Le fichier, lui, se vérifie toujours : envoyez-le ci-dessous.</p>
                """)
        }
    }

    private func box(_ style: String, _ text: HTML) -> HTML {
        """
        <div class="\(style)">
        <h2>\(titre)</h2>
        \(text)
        </div>

        """
    }
}
