/// What the form says of a mistake. The words are those of the service's application where it has some
/// (`domain.md` §7); the refusal of a real number, and what is said of a choice, are ours.
extension ErreurDeSaisie {
    /// - Parameter carte: the card chosen, on which the length of the serial depends.
    public func message(carte: TypeCarteVitale? = nil) -> String {
        switch (champ, motif) {
        case (_, .numeroReel):
            "Ce cahier n’accepte que les numéros de la fiche. Ce que vous avez tapé n’a pas été gardé."
        case (.codeProvisoire, .caracteres), (.codeProvisoire, .format):
            "Cette saisie contient un caractère non autorisé"
        case (.codeProvisoire, _): "Le code doit contenir 12 caractères"
        case (.nir, .requis): "Saisir le numéro de sécurité sociale"
        case (.nir, .longueur): "Le numéro de sécurité sociale doit contenir 15 caractères"
        case (.nir, _): "Format invalide, vérifier le format du numéro de sécurité sociale"
        case (.dateNaissance, .requis): "Saisir la date de naissance"
        case (.dateNaissance, _): "Saisir la date de naissance sous la forme JJ/MM/AAAA"
        case (.canal, _): "Choisir où envoyer le code"
        case (.message, _): "Ce message n’est pas dans la boîte"
        case (.jugement, _): "Dire si le message est vrai ou faux"
        case (.incident, _): "Cet incident n’existe pas"
        case (.fin, _): "Une fin est une durée, comme PT10M, de cent jours au plus, ou un instant à venir, avant l’an 2100"
        case (.instant, .inconnu), (.instant, .requis): "Un instant s’écrit comme 2022-02-12T10:42:00+01:00, de l’an 2000 à 2099"
        case (.avance, .inconnu): "Une avance est un nombre de jours, de -P10000D à P10000D"
        case (.jour, .inconnu), (.jour, .requis): "Un jour est un nombre, de -10000 à 10000, compté depuis l’envoi"
        case (.instant, _), (.avance, _), (.jour, _), (.repere, .horsBornes):
            "L’horloge de l’exercice va de l’an 2000 à 2099\u{A0}: choisir une date plus proche"
        case (.typeCarteVitale, _): "Sélectionner un modèle de carte Vitale"
        case (.numeroSerie, .requis): "Saisir le numéro de série"
        case (.numeroSerie, .longueur) where carte == .avecPhoto: "Le numéro de série doit contenir 11 chiffres"
        case (.numeroSerie, .longueur): "Le numéro de série doit contenir entre 8 et 13 chiffres"
        case (.numeroSerie, _): "Saisir uniquement des chiffres"
        case (.choix, _), (.decision, _): "Choisir une réponse"
        case (.code, _): "Ce code n’est pas connu : relire chaque lettre avec la personne qui l’a donné"
        case (.fiche, _): "Cette personne n’est pas dans le cahier"
        case (.scenario, _): "Cette situation n’est pas dans le cahier"
        case (.salle, _): "Cette salle n’existe pas"
        case (.reference, .requis): "Saisir la référence du justificatif"
        case (.reference, _): "Une référence commence par EXERCICE et compte douze autres lettres, sans chiffre ni voyelle"
        case (.beneficiaire, _): "Cette personne n’est pas sur la fiche"
        default: "Cette valeur n’est pas acceptée"
        }
    }
}

extension Refus.Code {
    /// What the service answers about the whole form.
    public var message: String {
        switch self {
        case .identiteInconnue: "Nous n’avons pas réussi à vous identifier. Veuillez vérifier votre saisie."
        case .codeExpire: "Votre code provisoire a expiré"
        case .codeUtilise: "Votre code provisoire a déjà été utilisé : le code provisoire ne peut servir qu’une seule fois."
        case .representationRequise: "Pour agir au nom d’une autre personne, il faut certifier la représenter."
        case .parentNonRattache:
            "Seul le représentant légal auquel l’enfant est rattaché auprès du régime d’assurance maladie obligatoire a accès à son profil."
        case .personneDecedee: "Ce profil ne peut pas être activé"
        case .choixImpossible: "Ce choix n’est pas possible pour cet espace."
        case .espaceOuvert: "Le délai de \(Faits.enVigueur.delai.enClair) est passé : l’espace s’est ouvert tout seul. Il reste possible de le clôturer."
        case .etapeInattendue: "Cette action n’est pas possible à cette étape. Rien n’a changé."
        case .saisieInvalide: "Une ou plusieurs réponses sont à corriger."
        case .profilExistant: "Un profil a déjà été créé pour cette personne."
        case .coordonneesInconnues: "Nous avons besoin de vos coordonnées"
        case .choixDuProfil: "Plusieurs personnes rattachées à votre carte Vitale ont la même date de naissance."
        case .delaiMinimal: "Une erreur est survenue. Veuillez attendre \(Faits.enVigueur.intervalleDesCodes.enClair) puis réessayez."
        case .sessionExpiree: "Votre session a expiré. Pour renouveler votre demande, retournez à l’accueil."
        case .serviceIndisponible: Faits.enVigueur.indisponible.valeur
        case .appelHorsHoraires: "Le \(Faits.enVigueur.telephone.valeur) répond \(Faits.enVigueur.horairesDuTelephone.enClair)."
        case .elementManquant: "Il manque un élément : sans lui, le conseiller ne peut pas enregistrer."
        case .pause: "C’est la pause : on en parle. Rien ne bouge jusqu’à la reprise."
        case .numeroReelRefuse: "Ce cahier n’accepte que les numéros de la fiche. Ce que vous avez tapé n’a pas été gardé."
        }
    }
}
