/// The words that kits always say, in plain French. They are ours, and say so.
enum TextesDuKit {
    static let titre = "Kit de formation"
    static func sujet(_ places: Int) -> String {
        "Documents d’entraînement pour \(places) \(places > 1 ? "postes" : "poste")\u{202F}: personnes, numéros et lettres inventés."
    }
    static let avertissement = "Personnes, numéros et lettres inventés. Ce n’est pas le site officiel. N’entrez jamais de vrais numéros."

    // MARK: The poster

    static let salle = "Salle d’exercices"
    static let accroche = "S’entraîner à la démarche d’opposition à Mon espace santé"
    static let etapes = (
        reseau: "Connectez votre appareil au Wi-Fi de la salle",
        adresse: "Ouvrez cette adresse, ou scannez le carré",
        code: "Tapez le code de la salle",
        codes: "Tapez le code de la salle, ou celui de votre feuille"
    )
    static let descriptionDuQR = "Code QR qui mène à l’adresse de la salle"
    static let regles = [
        "N’entrez jamais un vrai numéro, ni le vôtre ni celui d’une autre personne.",
        "Rien de ce que vous faites ici n’a d’effet. Trompez-vous sans crainte.",
        "Votre feuille porte votre poste et tout ce qu’il faut copier.",
    ]
    static let empreinte =
        "Le navigateur ne connaît pas ce certificat et vous avertit. Avant de continuer, affichez le certificat\u{202F}: son empreinte SHA-256 doit être celle-ci."

    // MARK: Whoever leads

    static let animation = "Pour la personne qui anime"
    static let pourSoi = "Ne distribuez pas ces feuilles\u{202F}: elles portent les réponses."
    static let preparation = "Préparer"
    static let preparatifs = [
        "Imprimez ce kit au recto seul, en noir ou en couleur. Coupez les feuilles des postes selon les tirets.",
        "Donnez à chaque poste sa feuille\u{202F}: la carte de rôle, la lettre et la carte Vitale.",
        "Affichez la première page. Vérifiez avec un téléphone que l’adresse s’ouvre.",
        "Dites les trois règles de l’affiche à voix haute avant de commencer.",
    ]
    static let titreDuPlan = "Plan de la séance"
    static let colonnesDuPlan = (debut: "Début", duree: "Durée", etape: "Étape")
    static let resumeDuPlan = "Les étapes de la séance, avec leur durée."
    static let titreDesPlaces = "Qui joue qui"
    static let colonnesDesPlaces = (place: "Poste", personne: "Personne", situation: "Situation", reprise: "Code de reprise")
    static let resumeDesPlaces = "Pour chaque poste\u{202F}: la personne jouée, la situation et le code de reprise."
    static let titreDesReponses = "Réponses"
    static let colonnesDesReponses = (personne: "Personne", nir: "Numéro de sécurité sociale", carte: "Carte, numéro de série", code: "Code provisoire")
    static let resumeDesReponses = "Pour chaque personne\u{202F}: les quatre éléments à saisir."
    static let aucunCode = "aucun"
    static let illisible = "illisible"
    static let titreDuChemin = "Chemin attendu"
    static func source(_ source: String) -> String { "Source\u{202F}: \(source)" }

    // MARK: A place

    static func place(_ numero: Int) -> String { "Poste\u{A0}\(numero)" }
    static func role(_ nom: String) -> String { "Vous jouez \(nom), une personne inventée." }
    static let resumeDeLaFiche = "Ce que l’on sait de la personne jouée."
    static let intitules = (
        naissance: "Naissance", nir: "Numéro de sécurité sociale", adresse: "Adresse", email: "E-mail", telephone: "Téléphone"
    )
    static let aucun = "aucun"
    static let reprise = "Votre code de reprise"
    static let usageDeLaReprise = "Tapez-le pour prendre ce poste, ou pour le retrouver sur un autre appareil."
    static let repriseANoter = "Il s’affiche à l’écran\u{202F}: notez-le ici."
    static let carte = "votre carte Vitale (schéma)"
    static func descriptionDeLaCarte(_ carte: Kit.Carte) -> String {
        "Schéma neutre d’une carte Vitale. \(carte.legende) \(carte.serie.map { carte.isAnnotated ? "Ici\u{202F}: \($0)." : lu(carte, $0) } ?? "Ici, il est effacé.")"
    }
    private static func lu(_ carte: Kit.Carte, _ serie: String) -> String {
        "On y lit\u{202F}: \(carte.modele == .avecPhoto ? "\(carte.emetteur) \(serie)" : "\(serie) \(carte.emetteur)")."
    }
    static let serie = "Numéro de série"
    static let specimen = "SPÉCIMEN"
    static let notes = "Notes"
    static let notesDuBas = ["Référence du justificatif\u{202F}:", "Ce qui m’a bloqué\u{202F}:", "À redire à une personne aidée\u{202F}:"]
    static let codeDuCourrier = "Code provisoire"
    static let objet = "Objet\u{202F}: "
    static let lettreInventee = "Message inventé pour l’exercice\u{202F}: les mots sont de nous (reconstitution)."
    static let sansCourrier = "Pas de lettre pour ce poste"
    static let pourquoiSansCourrier = "C’est voulu\u{202F}: votre carte de rôle dit pourquoi. Cette partie est à vous."
    static func suite(_ numero: Int, _ nom: String) -> String { "Poste\u{A0}\(numero), \(nom)\u{202F}: autres messages" }
    static let couper = "à couper"

    /// Every letter of this file, whatever a kit brings.
    static let lettres = "ÀÉÎâçèéêîôûœŒ’–…«»•·,:;?!()/\u{A0}\u{202F}0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-"
}
