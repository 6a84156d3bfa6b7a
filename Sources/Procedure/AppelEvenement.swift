extension Appel {
    /// What happened on the phone. None carries what was said.
    public enum Evenement: Hashable, Sendable {
        case commence(aDeux: Bool)
        case decroche
        case demande(Choix, beneficiaire: String?)
        /// The item of that question was given, and is right.
        case reponse(EtapeAppel)
        case reponseRefusee(EtapeAppel, Refus.Code)
        /// The adviser goes on without that item.
        case passe(EtapeAppel)
        /// The adviser cannot record, or nobody answers at all.
        case refuse(Refus.Code)
        case enregistre(Decision)
        case justificatifDemande(Reference)
        case raccroche

        /// The arrow that it takes; none for an answer that is to be given again.
        var transition: TransitionAppel.Nom? {
            switch self {
            case .commence: .composer
            case .decroche: .decrocher
            case .demande(_, let beneficiaire): beneficiaire == nil ? .demander : .demanderPourAutrui
            case .reponse: .repondre
            case .reponseRefusee: nil
            case .passe: .passer
            case .refuse: .refuser
            case .enregistre: .enregistrer
            case .justificatifDemande: .demanderJustificatif
            case .raccroche: .raccrocher
            }
        }
    }
}

extension Appel.Evenement {
    public var nom: String {
        switch self {
        case .commence: "appelCommence"
        case .decroche: "appelDecroche"
        case .demande: "appelDemande"
        case .reponse: "appelReponse"
        case .reponseRefusee: "appelReponseRefusee"
        case .passe: "appelPasse"
        case .refuse: "appelRefuse"
        case .enregistre: "appelEnregistre"
        case .justificatifDemande: "justificatifDemande"
        case .raccroche: "appelRaccroche"
        }
    }

    public var attributs: [Attribut] {
        switch self {
        case .commence(let aDeux): [Attribut("aDeux", .booleen(aDeux))]
        case .decroche, .raccroche: []
        case .demande(let choix, let beneficiaire):
            [Attribut("choix", .texte(choix.rawValue))] + (beneficiaire.map { [Attribut("beneficiaire", .texte($0))] } ?? [])
        case .reponse(let question), .passe(let question): [Attribut("question", .texte(question.rawValue))]
        case .reponseRefusee(let question, let motif):
            [Attribut("question", .texte(question.rawValue)), Attribut("motif", .texte(motif.rawValue))]
        case .refuse(let motif): [Attribut("motif", .texte(motif.rawValue))]
        case .enregistre(let decision):
            [Attribut("choix", .texte(decision.choix.rawValue))]
                + (decision.choix == .cloture ? [Attribut("suppression", .booleen(decision.suppression))] : [])
        case .justificatifDemande(let reference): [Attribut("reference", .texte(reference.description))]
        }
    }

    /// The inverse: `nil` for a name or an attribute that this version does not know.
    init?(nom: String, attributs: [Attribut]) {
        func valeur(_ nom: String) -> Attribut.Valeur? { attributs.first { $0.nom == nom }?.valeur }
        func texte(_ nom: String) -> String? { if case .texte(let texte)? = valeur(nom) { texte } else { nil } }
        let question = texte("question").flatMap(EtapeAppel.init), motif = texte("motif").flatMap(Refus.Code.init)
        let choix = texte("choix").flatMap(Choix.init), reference = texte("reference").flatMap(Reference.init)
        let lu: Self? = switch nom {
        case "appelCommence": .commence(aDeux: valeur("aDeux") == .booleen(true))
        case "appelDecroche": .decroche
        case "appelDemande": choix.map { .demande($0, beneficiaire: texte("beneficiaire")) }
        case "appelReponse": question.map { .reponse($0) }
        case "appelReponseRefusee": question.flatMap { question in motif.map { .reponseRefusee(question, $0) } }
        case "appelPasse": question.map { .passe($0) }
        case "appelRefuse": motif.map { .refuse($0) }
        case "appelEnregistre": choix.map { .enregistre(Decision($0, suppression: valeur("suppression") == .booleen(true))) }
        case "justificatifDemande": reference.map { .justificatifDemande($0) }
        case "appelRaccroche": .raccroche
        default: nil
        }
        guard let lu else { return nil }
        self = lu
    }
}
