/// Why a command was not carried out.
public enum Refus: Error, Hashable, Sendable {
    /// The stable codes of the contract that the procedure itself gives.
    public enum Code: String, CaseIterable, Sendable {
        case etapeInattendue = "etape-inattendue"
        case saisieInvalide = "saisie-invalide"
        case numeroReelRefuse = "numero-reel-refuse"
        case identiteInconnue = "identite-inconnue"
        case codeExpire = "code-expire"
        case codeUtilise = "code-utilise"
        case representationRequise = "representation-requise"
        case parentNonRattache = "parent-non-rattache"
        case personneDecedee = "personne-decedee"
        case choixImpossible = "choix-impossible"
        case espaceOuvert = "espace-ouvert"
        case profilExistant = "profil-existant"
        case coordonneesInconnues = "coordonnees-inconnues"
        case choixDuProfil = "choix-du-profil"
        case delaiMinimal = "delai-minimal"
        case sessionExpiree = "session-expiree"
        case serviceIndisponible = "service-indisponible"
        case appelHorsHoraires = "appel-hors-horaires"
        case elementManquant = "element-manquant"
        case pause = "pause-en-cours"
    }

    /// The step does not allow it: nothing was looked at, nothing changed.
    case etapeInattendue
    /// One or more fields are not well-formed, or held what could be a real number.
    case saisie(SaisieInvalide)
    /// The four items, together, are nobody's.
    case identiteInconnue
    case codeExpire, codeUtilise
    /// One acts for another person without certifying to represent them.
    case representationRequise
    /// The person is attached to another parent.
    case parentNonRattache
    case personneDecedee
    /// The profile does not allow that choice.
    case choixImpossible
    /// The six weeks ended before the confirmation: only closure is left.
    case espaceOuvert
    /// One cannot activate a space that is open.
    case profilExistant
    /// No code can be sent: the Assurance maladie has no contact to send it to.
    case coordonneesInconnues
    /// Several persons of the card are born on that day: one must say who.
    case choixDuProfil
    /// A code was sent a moment ago; another can be in so many seconds.
    case delaiMinimal(attente: Int)
    /// One must identify again; the code is not spent.
    case sessionExpiree
    /// An incident stopped it, and nothing was lost; one may try again in so many seconds.
    case serviceIndisponible(Incident.Genre, attente: Int)
    /// Nobody answers the phone at that time, by the exercice's clock.
    case appelHorsHoraires
    /// On the phone: the adviser does not record without it.
    case elementManquant
    /// The trainer speaks: it may be done again after the pause.
    case pause

    public var code: Code {
        switch self {
        case .etapeInattendue: .etapeInattendue
        case .saisie(let saisie): saisie.numeroReel ? .numeroReelRefuse : .saisieInvalide
        case .identiteInconnue: .identiteInconnue
        case .codeExpire: .codeExpire
        case .codeUtilise: .codeUtilise
        case .representationRequise: .representationRequise
        case .parentNonRattache: .parentNonRattache
        case .personneDecedee: .personneDecedee
        case .choixImpossible: .choixImpossible
        case .espaceOuvert: .espaceOuvert
        case .profilExistant: .profilExistant
        case .coordonneesInconnues: .coordonneesInconnues
        case .choixDuProfil: .choixDuProfil
        case .delaiMinimal: .delaiMinimal
        case .sessionExpiree: .sessionExpiree
        case .serviceIndisponible: .serviceIndisponible
        case .appelHorsHoraires: .appelHorsHoraires
        case .elementManquant: .elementManquant
        case .pause: .pause
        }
    }

    /// In how many seconds the same command may be tried again, where that is known to change something.
    public var attente: Int? {
        switch self {
        case .delaiMinimal(let attente), .serviceIndisponible(_, let attente): attente
        default: nil
        }
    }
}
