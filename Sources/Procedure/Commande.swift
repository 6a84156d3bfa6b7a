/// What a person or a program asks of an exercice. Chance (a reference, a code) comes in as a value.
public enum Commande: Sendable {
    case identifier(SaisieIdentification)
    case choisir(Result<Decision, SaisieInvalide>)
    case modifier
    case confirmer(Reference)
    /// `confirmation` was answered by neither of its two words.
    case decisionIllisible(SaisieInvalide)
    case nouvelleDemarche(Result<String?, SaisieInvalide>)
    /// Without a canal: one only wishes to know where a code can be sent (``Exercice/destinations(at:)``).
    case demanderCode(SaisieCode, CodeFictif)
    /// A letter of refusal, sent by post (S8).
    case envoyerCourrier
    case juger(Result<(message: String, jugement: Jugement), SaisieInvalide>)
    case appel(CommandeAppel)

    // What the room does, not the service.
    case reglerHorloge(Reglage)
    case declarer(Incident)
    /// Ends one incident, or all.
    case terminer(Incident.Genre?)
    case commencerPause, finirPause
    case donnerIndice(Indice), retirerIndice(Indice)

    /// How the clock is set.
    public enum Reglage: Hashable, Sendable {
        case instant(Instant)
        /// Calendar days of Paris; the time of day stays.
        case avance(jours: Int)
        /// 10:00 in Paris, that many days after the sending.
        case jour(Int)
        case repere(Repere)

        /// The field that asks for it.
        public var champ: Champ {
            switch self {
            case .instant: .instant
            case .avance: .avance
            case .jour: .jour
            case .repere: .repere
            }
        }
    }

    /// The moments that matter, by name: 10:00 in Paris on that day.
    public enum Repere: String, CaseIterable, Sendable {
        /// Day 41, 42, 43, as long as the delay is six weeks.
        case veilleDuTerme, dernierJour, lendemainDuTerme
        /// The first day on which the code that the person holds is no longer valid.
        case codeExpire
    }

    /// The transition of the table that this asks for; none for what does not touch the démarche.
    public var transition: Transition.Nom? {
        switch self {
        case .identifier: .identifier
        case .choisir: .choisir
        case .modifier: .modifier
        case .confirmer, .decisionIllisible: .confirmer
        case .nouvelleDemarche: .nouvelleDemarche
        case .demanderCode, .envoyerCourrier, .juger, .appel, .reglerHorloge, .declarer, .terminer, .commencerPause, .finirPause, .donnerIndice, .retirerIndice: nil
        }
    }

    /// The part of the simulated service that it goes through; none for what belongs to the room.
    public var partie: Partie? {
        switch self {
        case .identifier: .identification
        case .choisir: .choix
        case .modifier, .confirmer, .decisionIllisible: .confirmation
        case .demanderCode: .codeProvisoire
        case .nouvelleDemarche, .envoyerCourrier, .juger, .appel, .reglerHorloge, .declarer, .terminer, .commencerPause, .finirPause, .donnerIndice, .retirerIndice: nil
        }
    }

    /// Whether the room does it, not the person: a pause does not stop it.
    public var isRoom: Bool {
        switch self {
        case .reglerHorloge, .declarer, .terminer, .commencerPause, .finirPause, .donnerIndice, .retirerIndice: true
        case .identifier, .choisir, .modifier, .confirmer, .decisionIllisible, .nouvelleDemarche, .demanderCode, .envoyerCourrier, .juger, .appel: false
        }
    }
}

/// What came of a command: the events to make durable, and the refusal, if it was one. A refused command can
/// leave events too (the timeline tells of it); `etape-inattendue` leaves none.
public struct Verdict: Hashable, Sendable {
    public var evenements: Evenements
    public var refus: Refus?

    init(_ evenements: Evenements, refus: Refus? = nil) { (self.evenements, self.refus) = (evenements, refus) }
    init(_ evenement: Evenement, refus: Refus? = nil) { self.init(Evenements(evenement), refus: refus) }
    /// Nothing happened.
    init(refus: Refus? = nil) { self.init(Evenements(), refus: refus) }
}
