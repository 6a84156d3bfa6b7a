import Markup
import Procedure

/// The page model: what each screen shows, how sure it is, and its source. A fact is corrected here.
extension Ecran {
    /// Those of the data file: the model describes what is built.
    private static let faits = Faits.enVigueur

    static let accueil2022 = Ecran("Accueil, entrée de 2022", adresse: "/accueil", [
        Element(montre: "Les boutons « \(faits.activer.valeur) » et « \(faits.opposer.valeur) » sont tout en bas de la page.", statut: .source, source: .concordantes),
        Element(montre: "Des personnes ont dû cliquer sur « Activer » pour pouvoir refuser : ici, les deux boutons mènent à l’identification.", statut: .source, source: .presse),
        Element(montre: "Les blocs en pointillé et leur longueur.", statut: .reconstitution, source: .nous),
    ])

    static let accueilActiver = Ecran("Accueil, entrée de 2022 vue par la presse", adresse: "/accueil", [
        Element(montre: "Un seul bouton, « \(faits.activer.valeur) » : il faut cliquer dessus pour pouvoir refuser.", statut: .source, source: .presse),
        Element(montre: "Les blocs en pointillé et leur longueur.", statut: .reconstitution, source: .nous),
    ])

    static let accueil2025 = Ecran("Accueil, entrée de 2025", adresse: "/accueil", [
        Element(montre: "L’entrée est un petit lien « \(faits.cloturerOuOpposer.valeur) ».", statut: .source, source: .application),
        Element(montre: "La place du lien, les blocs en pointillé et leur longueur.", statut: .reconstitution, source: .nous),
    ])

    static let identification = Ecran("Identification", adresse: "/identification", [
        Element(montre: "Quatre éléments sont demandés : code provisoire, numéro de sécurité sociale, type de carte Vitale, numéro de série.", statut: .source, source: .cgu),
        Element(montre: "Les noms des deux types de carte, la place et la longueur des numéros de série, les messages d’erreur.", statut: .source, source: .application),
        Element(montre: "La phrase « \(faits.certification.valeur)… » pour un enfant ou un majeur protégé.", statut: .source, source: .application),
        Element(montre: "L’ordre des champs, les aides et la mise en page.", statut: .reconstitution, source: .nous),
        Element(montre: "Un code trop souvent mal tapé n’est pas bloqué : aucune source ne dit ce que fait le service.", statut: .hypothese, source: .nous),
        Element(montre: "Seuls les numéros de la fiche sont acceptés. Un vrai numéro est refusé et oublié.", statut: .outil, source: .nous),
    ])

    static let choix = Ecran("Choix", adresse: "/choix", [
        Element(montre: "Une page propose d’activer Mon espace santé ou de s’opposer à sa création.", statut: .source, source: .cgu),
        Element(montre: "« \(faits.oppositionChoisie.valeur) », puis « \(faits.continuer.valeur) ».", statut: .source, source: .concordantes),
        Element(montre: "Le délai est de \(faits.delai.enClair) après l’envoi de l’information.", statut: .source, source: .delai),
        Element(montre: "Le délai est compté en jours de Paris ; l’espace s’ouvre seul le \(faits.delai.valeur + 1)e jour.", statut: .hypothese, source: .nous),
        Element(montre: "Le libellé de l’activation et la mise en page.", statut: .reconstitution, source: .nous),
    ])

    static let cloture = Ecran("Choix, quand l’espace est ouvert", adresse: "/choix", [
        Element(montre: "La clôture est possible à tout moment. Les données sont archivées \(faits.archivage.enClair) ; elles sont supprimées sous \(faits.effacement.enClair) au plus si on le demande.", statut: .source, source: .cloture),
        Element(montre: "La case « \(faits.suppression.valeur) » n’est pas cochée d’avance.", statut: .source, source: .application),
        Element(montre: "Activer un espace déjà ouvert est refusé : un profil existe.", statut: .source, source: .application),
        Element(montre: "Les autres phrases et la mise en page.", statut: .reconstitution, source: .nous),
    ])

    static let confirmation = Ecran("Confirmation", adresse: "/confirmation", [
        Element(montre: "Une page demande de confirmer le choix.", statut: .source, source: .cgu),
        Element(montre: "Les mots de cette page : aucune source ne les donne.", statut: .reconstitution, source: .nous),
        Element(montre: "Le code provisoire est utilisé au moment de la confirmation.", statut: .hypothese, source: .nous),
    ])

    static let priseEnCompte = Ecran("Prise en compte", adresse: "/prise-en-compte", [
        Element(montre: "Après la confirmation, une page dit que le choix est pris en compte et donne un justificatif en PDF.", statut: .source, source: .cgu),
        Element(montre: "Le document s’appelle « \(faits.justificatif.valeur) » et porte la phrase « \(faits.retour.valeur) ».", statut: .source, source: .usagers),
        Element(montre: "On peut ensuite s’opposer pour ses enfants.", statut: .source, source: .presse),
        Element(montre: "Les autres phrases, la référence et la mise en page.", statut: .reconstitution, source: .nous),
    ])

    static let fiche = Ecran("Fiche, courrier et carte", adresse: "/fiche", [
        Element(montre: "Le code provisoire a 12 lettres et chiffres ; celui du courrier vaut \(faits.delai.enClair) et ne sert qu’une fois.", statut: .source, source: .application),
        Element(montre: "La place du numéro de série sur chaque type de carte.", statut: .source, source: .application),
        Element(montre: "Le dessin de la carte et du courrier : des schémas neutres, sans rien d’officiel.", statut: .reconstitution, source: .nous),
        Element(montre: "La personne et ses numéros : tout est inventé.", statut: .outil, source: .nous),
    ])

    static let codeProvisoire = Ecran("Nouveau code provisoire", adresse: "/code-provisoire", [
        Element(montre: "Quatre éléments sont demandés : numéro de sécurité sociale, date de naissance, type de carte, numéro de série.", statut: .source, source: .application),
        Element(montre: "« Générez un nouveau code provisoire », « Par SMS », « Par e-mail », « Envoyer le code », et le contact masqué.", statut: .source, source: .application),
        Element(montre: "Trente secondes entre deux demandes. Sans contact connu, « Nous avons besoin de vos coordonnées » : aucun code.", statut: .source, source: .application),
        Element(montre: "Pour un enfant : sa date de naissance, le numéro et la carte du parent. Des jumeaux : on choisit le profil.", statut: .source, source: .application),
        Element(montre: "La durée de validité d’un nouveau code : aucune source ne la donne.", statut: .hypothese, source: .nous),
        Element(montre: "L’ordre des pages, les aides et la mise en page.", statut: .reconstitution, source: .nous),
    ])

    static let messagerie = Ecran("Messagerie", adresse: "/messagerie", [
        Element(montre: "L’information arrive par e-mail, ou par courrier quand il n’y a pas d’e-mail.", statut: .source, source: .delai),
        Element(montre: "Un nouveau code arrive par SMS ou par e-mail.", statut: .source, source: .application),
        Element(montre: "De faux messages circulent.", statut: .source, source: .presse),
        Element(montre: "Les mots des messages, vrais et faux : aucune source n’est recopiée.", statut: .reconstitution, source: .nous),
        Element(montre: "La boîte elle-même : rien n’est envoyé ni reçu.", statut: .outil, source: .nous),
    ])

    static let courrier = Ecran("Écrire une lettre", adresse: "/courrier", [
        Element(montre: "Une lettre de refus par la poste n’arrive pas : il n’y a que le site et le téléphone.", statut: .source, source: .usagers),
        Element(montre: "Les mots de la lettre.", statut: .reconstitution, source: .nous),
    ])

    static let lettrePostee = Ecran("Lettre postée", adresse: "/courrier/postee", [
        Element(montre: "La lettre reste sans réponse.", statut: .source, source: .usagers),
        Element(montre: "Les mots de la page.", statut: .reconstitution, source: .nous),
    ])

    static let porte = Ecran("Première page", adresse: "/", [
        Element(montre: "Les trois règles et le choix d’une situation.", statut: .outil, source: .nous),
        Element(montre: "Les situations elles-mêmes : des bénévoles, des usagers ou la presse les ont rencontrées. Les pages de chacune disent d’où elle vient.", statut: .source, source: .concordantes),
    ])

    static let bilan = Ecran("Bilan", adresse: "/bilan", [
        Element(montre: "Ce qui s’est passé dans l’exercice, et les conseils.", statut: .outil, source: .nous),
        Element(montre: "Les pièges : chacun cite la source qui le raconte.", statut: .source, source: .concordantes),
    ])

    static let verification = Ecran("Vérification d’un justificatif", adresse: "/verification", [
        Element(montre: "La signature des justificatifs et sa vérification : aucune source ne dit si le vrai service en a une.", statut: .outil, source: .nous),
    ])

    static let aPropos = Ecran("À propos", adresse: "/a-propos", [
        Element(montre: "Les règles de l’outil et le modèle des écrans.", statut: .outil, source: .nous),
    ])

    static let aide = Ecran("Aide", adresse: "/aide", [
        Element(montre: "La place du numéro de série, les deux types de carte, le code provisoire.", statut: .source, source: .application),
        Element(montre: "Le délai de \(faits.delai.enClair) à partir de l’envoi.", statut: .source, source: .delai),
        Element(montre: "La clôture, l’archivage et la suppression des données.", statut: .source, source: .cloture),
        Element(montre: "Le \(faits.telephone.valeur), ses horaires, ce que le conseiller demande, et le justificatif donné sur demande.", statut: .source, source: .cguTelephone),
        Element(montre: "Une lettre par la poste n’arrive pas ; un dossier a été ouvert malgré un refus signé.", statut: .source, source: .usagers),
        Element(montre: "Une personne qui n’est plus affiliée ne peut pas s’identifier.", statut: .source, source: .senat),
        Element(montre: "De faux messages circulent.", statut: .source, source: .presse),
        Element(montre: "Comment reconnaître un faux message : nos trois questions.", statut: .outil, source: .nous),
        Element(montre: "Les schémas et les autres phrases.", statut: .reconstitution, source: .nous),
    ])

    static let procedure = Ecran("La procédure, dessinée", adresse: "/aide/procedure", [
        Element(montre: "L’ordre des étapes : s’identifier, choisir, confirmer, garder la preuve.", statut: .source, source: .cgu),
        Element(montre: "Ce que chaque état d’un espace permet.", statut: .source, source: .application),
        Element(montre: "L’ouverture le \(faits.delai.valeur + 1)e jour, au retour à l’étape du choix.", statut: .hypothese, source: .nous),
        Element(montre: "Les dessins, faits à partir des tables de l’outil.", statut: .outil, source: .nous),
    ])

    static let guide = Ecran("Guide du bénévole", adresse: "/guide", [
        Element(montre: "Les quatre éléments à réunir.", statut: .source, source: .cgu),
        Element(montre: "Le délai de \(faits.delai.enClair), la clôture à tout moment, l’archivage.", statut: .source, source: .cloture),
        Element(montre: "Ce que fait le \(faits.telephone.valeur), et le justificatif donné sur demande.", statut: .source, source: .cguTelephone),
        Element(montre: "Un majeur protégé peut s’opposer seul.", statut: .source, source: .majeurs),
        Element(montre: "Comment aider, ce qu’on ne demande ni ne note, comment finir : nos conseils.", statut: .outil, source: .nous),
    ])

    static let mots = Ecran("Les mots de la démarche", adresse: "/aide/mots", [
        Element(montre: "Les mots : ceux des conditions d’utilisation et du service. Chacun cite la source de son explication.", statut: .source, source: .cgu),
        Element(montre: "Les phrases qui les expliquent.", statut: .reconstitution, source: .nous),
    ])

    static let facile = Ecran("La démarche, facile à lire", adresse: "/facile", [
        Element(montre: "L’ordre des étapes et les boutons cités.", statut: .source, source: .cgu),
        Element(montre: "Les phrases, ici et sous « Facile à lire » des cinq pages : aucune source ne dit si le vrai service en a.", statut: .outil, source: .nous),
    ])

    static let accessibilite = Ecran("Accessibilité", adresse: "/accessibilite", [
        Element(montre: "Ce que nos tests ont vérifié, leurs nombres et leur date : ils les écrivent eux-mêmes.", statut: .outil, source: .nous),
    ])

    static let formation = Ecran("Ouvrir une salle", adresse: "/formation", [
        Element(montre: "Les salles, les plans et les codes\u{A0}: le vrai service n’a rien de tel.", statut: .outil, source: .nous),
    ])

    static let salle = Ecran("Salle du formateur", adresse: nil, [
        Element(montre: "Le registre des postes, les boutons, et quand un poste attend de l’aide.", statut: .outil, source: .nous),
        Element(montre: "Les situations que les boutons lancent\u{A0}: des bénévoles, des usagers ou la presse les ont rencontrées.", statut: .source, source: .concordantes),
    ])

    static let planDeSalle = Ecran("Plan de la séance", adresse: nil, [
        Element(montre: "Les plans et leurs durées.", statut: .outil, source: .nous),
    ])

    static let bilanDeSalle = Ecran("Bilan de la salle", adresse: nil, [
        Element(montre: "Ce que les postes ont fait, et le temps qu’ils y ont mis.", statut: .outil, source: .nous),
    ])

    static let rejoindre = Ecran("Rejoindre une salle", adresse: "/rejoindre", [
        Element(montre: "Le code de la salle, et le code de reprise.", statut: .outil, source: .nous),
    ])

    static let pause = Ecran("Pause", adresse: nil, [
        Element(montre: "Le formateur arrête tout le monde pour parler.", statut: .outil, source: .nous),
    ])

    static let erreur = Ecran("Page d’erreur de l’outil", adresse: nil, [
        Element(montre: "Une demande à laquelle l’outil ne peut pas répondre, et quoi faire.", statut: .outil, source: .nous),
        Element(montre: "« \(faits.indisponible.valeur) » et « Veuillez attendre 30 secondes puis réessayez » : les mots du service.", statut: .source, source: .application),
    ])

    /// Every screen, in the order in which they are met.
    static let tous = [
        porte, rejoindre, fiche, messagerie, codeProvisoire, courrier, lettrePostee, accueil2022, accueilActiver, accueil2025, identification, choix, cloture, confirmation, priseEnCompte,
        appel, conseiller, maintenance, panne, sessionExpiree, reglages, pause, formation, salle, planDeSalle, bilanDeSalle, bilan, verification, reseau, aide, mots, procedure, facile, guide, accessibilite,
        aPropos, erreur,
    ]
}
