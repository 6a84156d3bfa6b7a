/// What happened in an exercice. Events are the one source of truth: the state is their fold. None carries a
/// typed value.
public enum Evenement: Hashable, Sendable {
    case exerciceCommence(fiche: String, scenario: String?, horloge: Instant)
    case demarcheCommencee(beneficiaire: String?)
    case identificationRefusee(Refus.Code, champs: [Champ])
    case identificationReussie(beneficiaire: String?)
    case choixRefuse(Refus.Code)
    case choixFait(Decision)
    case choixRepris
    case confirmationRefusee(Refus.Code)
    case decisionConfirmee(Reference)
    case ouvertureAutomatique(beneficiaire: String?)
    case horlogeReglee(Instant)
    case sessionExpiree
    case incidentRencontre(Incident.Genre)
    case incidentDeclare(Incident)
    /// One incident, or all.
    case incidentTermine(Incident.Genre?)
    case codeProvisoireRefuse(Refus.Code, champs: [Champ])
    case codeProvisoireEnvoye(CodeFictif, Canal, beneficiaire: String?)
    case courrierEnvoye
    case messageJuge(message: String, Jugement)
    /// The trainer stops everything to speak of it; nothing of the exercice moves until the end.
    case pauseCommencee
    case pauseTerminee
    case indiceDonne(Indice)
    case indiceRetire(Indice)
    case appel(Appel.Evenement)
}

/// What a timeline can hold: told by its name and its attributes, and read back from them.
public protocol Recordable: Hashable, Sendable {
    /// The name of the event that begins a timeline of this kind, and no other.
    static var premier: String { get }
    var nom: String { get }
    var attributs: [Attribut] { get }
    /// `nil` for a name or an attribute that this version does not know, or a number or an instant beyond its bounds.
    init?(nom: String, attributs: [Attribut])
}

/// One thing told of an event.
public struct Attribut: Hashable, Sendable {
    public enum Valeur: Hashable, Sendable { case texte(String), booleen(Bool), liste([String]) }
    public let nom: String
    public let valeur: Valeur

    init(_ nom: String, _ valeur: Valeur) { (self.nom, self.valeur) = (nom, valeur) }
    public init(nom: String, valeur: Valeur) { self.init(nom, valeur) }
}

/// The journal, the API and the debrief all tell an event by its name and its attributes: one description for all.
extension Evenement: Recordable {
    public static let premier = "exerciceCommence"

    public var nom: String {
        switch self {
        case .exerciceCommence: "exerciceCommence"
        case .demarcheCommencee: "demarcheCommencee"
        case .identificationRefusee: "identificationRefusee"
        case .identificationReussie: "identificationReussie"
        case .choixRefuse: "choixRefuse"
        case .choixFait: "choixFait"
        case .choixRepris: "choixRepris"
        case .confirmationRefusee: "confirmationRefusee"
        case .decisionConfirmee: "decisionConfirmee"
        case .ouvertureAutomatique: "ouvertureAutomatique"
        case .horlogeReglee: "horlogeReglee"
        case .sessionExpiree: "sessionExpiree"
        case .incidentRencontre: "incidentRencontre"
        case .incidentDeclare: "incidentDeclare"
        case .incidentTermine: "incidentTermine"
        case .codeProvisoireRefuse: "codeProvisoireRefuse"
        case .codeProvisoireEnvoye: "codeProvisoireEnvoye"
        case .courrierEnvoye: "courrierEnvoye"
        case .messageJuge: "messageJuge"
        case .pauseCommencee: "pauseCommencee"
        case .pauseTerminee: "pauseTerminee"
        case .indiceDonne: "indiceDonne"
        case .indiceRetire: "indiceRetire"
        case .appel(let evenement): evenement.nom
        }
    }

    public var attributs: [Attribut] {
        switch self {
        case .exerciceCommence(let fiche, let scenario, let horloge):
            [Attribut("fiche", .texte(fiche)), Attribut("horloge", .texte(horloge.paris.iso))]
                + (scenario.map { [Attribut("scenario", .texte($0))] } ?? [])
        case .demarcheCommencee(let beneficiaire), .identificationReussie(let beneficiaire), .ouvertureAutomatique(let beneficiaire):
            beneficiaire.map { [Attribut("beneficiaire", .texte($0))] } ?? []
        case .identificationRefusee(let motif, let champs), .codeProvisoireRefuse(let motif, let champs):
            [Attribut("motif", .texte(motif.rawValue))] + (champs.isEmpty ? [] : [Attribut("champs", .liste(champs.map(\.rawValue)))])
        case .choixRefuse(let motif), .confirmationRefusee(let motif):
            [Attribut("motif", .texte(motif.rawValue))]
        case .choixFait(let decision):
            [Attribut("choix", .texte(decision.choix.rawValue))]
                + (decision.choix == .cloture ? [Attribut("suppression", .booleen(decision.suppression))] : [])
        case .choixRepris, .sessionExpiree, .courrierEnvoye, .pauseCommencee, .pauseTerminee: []
        case .indiceDonne(let indice), .indiceRetire(let indice): [Attribut("indice", .texte(indice.rawValue))]
        case .decisionConfirmee(let reference): [Attribut("reference", .texte(reference.description))]
        case .horlogeReglee(let instant): [Attribut("horloge", .texte(instant.paris.iso))]
        case .incidentRencontre(let genre): [Attribut("incident", .texte(genre.rawValue))]
        case .incidentTermine(let genre): genre.map { [Attribut("incident", .texte($0.rawValue))] } ?? []
        case .incidentDeclare(let incident):
            [Attribut("incident", .texte(incident.genre.rawValue))] + (incident.fin.map { [Attribut("fin", .texte($0.iso))] } ?? [])
        case .codeProvisoireEnvoye(let code, let canal, let beneficiaire):
            [Attribut("codeProvisoire", .texte(code.description)), Attribut("canal", .texte(canal.rawValue))]
                + (beneficiaire.map { [Attribut("beneficiaire", .texte($0))] } ?? [])
        case .messageJuge(let message, let jugement):
            [Attribut("message", .texte(message)), Attribut("jugement", .texte(jugement.rawValue))]
        case .appel(let evenement): evenement.attributs
        }
    }

    /// The inverse: `nil` for a name or an attribute that this version does not know.
    public init?(nom: String, attributs: [Attribut]) {
        func valeur(_ nom: String) -> Attribut.Valeur? { attributs.first { $0.nom == nom }?.valeur }
        func texte(_ nom: String) -> String? { if case .texte(let texte)? = valeur(nom) { texte } else { nil } }
        func booleen(_ nom: String) -> Bool { valeur(nom) == .booleen(true) }
        func liste(_ nom: String) -> [String] { if case .liste(let liste)? = valeur(nom) { liste } else { [] } }
        func motif() -> Refus.Code? { texte("motif").flatMap(Refus.Code.init) }
        func incident() -> Incident.Genre? { texte("incident").flatMap(Incident.Genre.init) }
        func instant(_ nom: String, in plage: ClosedRange<Instant>) -> Instant? {
            texte(nom).flatMap(Instant.init(iso:)).flatMap { plage.contains($0) ? $0 : nil }
        }
        func horloge() -> Instant? { instant("horloge", in: Instant.annees) }

        switch nom {
        case "exerciceCommence":
            guard let fiche = texte("fiche"), let horloge = horloge() else { return nil }
            self = .exerciceCommence(fiche: fiche, scenario: texte("scenario"), horloge: horloge)
        case "demarcheCommencee": self = .demarcheCommencee(beneficiaire: texte("beneficiaire"))
        case "identificationRefusee":
            guard let motif = motif() else { return nil }
            self = .identificationRefusee(motif, champs: liste("champs").compactMap(Champ.init))
        case "identificationReussie": self = .identificationReussie(beneficiaire: texte("beneficiaire"))
        case "choixRefuse":
            guard let motif = motif() else { return nil }
            self = .choixRefuse(motif)
        case "choixFait":
            guard let choix = texte("choix").flatMap(Choix.init) else { return nil }
            self = .choixFait(Decision(choix, suppression: booleen("suppression")))
        case "choixRepris": self = .choixRepris
        case "confirmationRefusee":
            guard let motif = motif() else { return nil }
            self = .confirmationRefusee(motif)
        case "decisionConfirmee":
            guard let reference = texte("reference").flatMap(Reference.init) else { return nil }
            self = .decisionConfirmee(reference)
        case "ouvertureAutomatique": self = .ouvertureAutomatique(beneficiaire: texte("beneficiaire"))
        case "horlogeReglee":
            guard let horloge = horloge() else { return nil }
            self = .horlogeReglee(horloge)
        case "sessionExpiree": self = .sessionExpiree
        case "incidentRencontre":
            guard let genre = incident() else { return nil }
            self = .incidentRencontre(genre)
        case "incidentDeclare":
            let fin = instant("fin", in: Instant.mur)
            guard let genre = incident(), fin != nil || valeur("fin") == nil else { return nil }
            self = .incidentDeclare(Incident(genre, fin: fin))
        case "incidentTermine": self = .incidentTermine(incident())
        case "codeProvisoireRefuse":
            guard let motif = motif() else { return nil }
            self = .codeProvisoireRefuse(motif, champs: liste("champs").compactMap(Champ.init))
        case "codeProvisoireEnvoye":
            guard let code = texte("codeProvisoire").flatMap(CodeFictif.init), let canal = texte("canal").flatMap(Canal.init) else { return nil }
            self = .codeProvisoireEnvoye(code, canal, beneficiaire: texte("beneficiaire"))
        case "courrierEnvoye": self = .courrierEnvoye
        case "messageJuge":
            guard let message = texte("message"), let jugement = texte("jugement").flatMap(Jugement.init) else { return nil }
            self = .messageJuge(message: message, jugement)
        case "pauseCommencee": self = .pauseCommencee
        case "pauseTerminee": self = .pauseTerminee
        case "indiceDonne", "indiceRetire":
            guard let indice = texte("indice").flatMap(Indice.init) else { return nil }
            self = nom == "indiceDonne" ? .indiceDonne(indice) : .indiceRetire(indice)
        default:
            guard let appel = Appel.Evenement(nom: nom, attributs: attributs) else { return nil }
            self = .appel(appel)
        }
    }
}
