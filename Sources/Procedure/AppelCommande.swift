/// What the caller, or the adviser on a second device, does. Chance (a reference) comes in as a value.
public enum CommandeAppel: Sendable {
    case composer(Result<Bool, SaisieInvalide>)
    /// Waits no longer than one must: somebody answers.
    case patienter
    case demander(Result<Demande, SaisieInvalide>)
    /// Answers the question under way; `nil` when what came answers none.
    case repondre(Reponse?)
    /// Two people play: the adviser has heard the answer, and says whether it is that of the fiche.
    case entendre(Result<Bool, SaisieInvalide>)
    /// « Je ne l'ai pas », or « non ».
    case manquer
    /// `suppression`: expressly asked, for a closure.
    case confirmer(Result<Bool, SaisieInvalide>)
    case demanderJustificatif(Reference)
    case raccrocher

    public enum Nom: String, CaseIterable, Sendable {
        case composer, patienter, demander, repondre, entendre, manquer, confirmer, demanderJustificatif, raccrocher

        /// The arrow that it takes when the adviser is content.
        public var transition: TransitionAppel.Nom {
            switch self {
            case .composer: .composer
            case .patienter: .decrocher
            case .demander: .demander
            case .repondre, .entendre, .manquer: .repondre
            case .confirmer: .enregistrer
            case .demanderJustificatif: .demanderJustificatif
            case .raccrocher: .raccrocher
            }
        }
    }

    public var nom: Nom {
        switch self {
        case .composer: .composer
        case .patienter: .patienter
        case .demander: .demander
        case .repondre: .repondre
        case .entendre: .entendre
        case .manquer: .manquer
        case .confirmer: .confirmer
        case .demanderJustificatif: .demanderJustificatif
        case .raccrocher: .raccrocher
        }
    }

    /// What one calls for. `beneficiaire`: the key of the person concerned; `nil` is the caller.
    public struct Demande: Hashable, Sendable {
        public let choix: Choix
        public let beneficiaire: String?

        /// What can be asked for by phone: no source tells of an activation.
        public static let choix: [Choix] = [.opposition, .cloture]

        public init?(_ choix: Choix, beneficiaire: String?) {
            guard Self.choix.contains(choix) else { return nil }
            (self.choix, self.beneficiaire) = (choix, beneficiaire)
        }
    }

    /// One item said aloud, screened as a typed one is. Whether it is the right one is for `decide` to say.
    public struct Reponse: Sendable {
        enum Item: Hashable, Sendable {
            case code(String), nir(NumeroDeSecuriteSociale), serie(String), date(DateCivile), certification(Bool)
        }
        public let champ: Champ
        let resultat: Result<Item, SaisieInvalide>
        /// What may be shown again in the field. A refused value is nowhere any more.
        public let kept: String

        /// The fields that answer a question.
        public static let champs = EtapeAppel.allCases.compactMap(\.champ)

        /// - Returns: `nil` for a field that no question asks for.
        public init?(_ champ: Champ, _ texte: String) {
            func lu<T>(_ reading: Reading<T>, _ item: (T) -> Item) -> (Result<Item, SaisieInvalide>, String) {
                switch reading {
                case .valid(let valeur, let shown): (.success(item(valeur)), shown)
                case .invalid(let motif, let shown):
                    (.failure(SaisieInvalide(champ, motif)), motif == .numeroReel ? "" : shown)
                }
            }
            self.champ = champ
            switch champ {
            case .codeProvisoire: (resultat, kept) = lu(Reading.code(texte)) { .code($0) }
            // The form refuses a month that is not known, the phone takes it (S15).
            case .nir: (resultat, kept) = lu(Reading.nir(texte, takesUnknownMonth: true)) { .nir($0) }
            case .numeroSerie: (resultat, kept) = lu(Reading.numeroSerie(texte, type: nil)) { .serie($0) }
            case .dateNaissance: (resultat, kept) = lu(Reading.date(texte)) { .date($0) }
            case .certification: (resultat, kept) = lu(Reading.coche(texte)) { .certification($0) }
            default: return nil
            }
        }
    }
}
