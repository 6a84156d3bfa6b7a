public import Procedure

/// What happened in a salle. The salle is the fold of these, as an exercice is of its own; what a button does to the world
/// of a trainee is told by the timeline of that exercice too.
public enum EvenementDeSalle: Hashable, Sendable {
    /// - Parameter reprises: the code that each place will have, by its number from 1: it can be printed before anybody comes.
    case salleOuverte(CodeDeSalle, Plan, Jeu, reprises: [CodeDeReprise])
    case posteRejoint(Int, CodeDeReprise, Pose)
    case interventionFaite(Intervention, [Trace])
    /// By its rank among those that were made: 1 for the first.
    case interventionAnnulee(Int)
    case planChange(Plan)
    /// By its rank in the plan, from 1.
    case etapeCommencee(Int)
    case jeuDeRoleForme(usager: Int, conseiller: Int)
    case jeuDeRoleDefait(usager: Int)

    /// What it lays before places.
    public var poses: [Pose] {
        switch self {
        case .posteRejoint(_, _, let pose): [pose]
        case .interventionFaite(_, let traces): traces.compactMap(\.pose)
        case .salleOuverte, .interventionAnnulee, .planChange, .etapeCommencee, .jeuDeRoleForme, .jeuDeRoleDefait: []
        }
    }
}

/// An exercice laid before a place.
public struct Pose: Hashable, Sendable {
    public let exercice: ExerciceID
    public let fiche: String
    public let scenario: String?

    public init(exercice: ExerciceID, fiche: String, scenario: String?) { (self.exercice, self.fiche, self.scenario) = (exercice, fiche, scenario) }

    /// As an event holds it: the id, the fiche, the scenario if there is one.
    var ligne: String { "\(exercice) \(fiche)" + (scenario.map { " " + $0 } ?? "") }

    init?(_ ligne: String) {
        let parties = ligne.split(separator: " ").map(String.init)
        guard (2...3).contains(parties.count), let exercice = ExerciceID(parties[0]) else { return nil }
        self.init(exercice: exercice, fiche: parties[1], scenario: parties.count == 3 ? parties[2] : nil)
    }
}

/// What an intervention left at one place: by which it is undone.
public struct Trace: Hashable, Sendable {
    public enum Effet: Hashable, Sendable {
        /// Another exercice before it.
        case pose(Pose)
        /// The event of that number, in the timeline of that exercice.
        case evenement(ExerciceID, numero: Int)
        /// Older journals tell the place alone: what was done there stays.
        case oublie
    }

    public let poste: Int
    public let effet: Effet

    public init(_ poste: Int, _ effet: Effet) { (self.poste, self.effet) = (poste, effet) }

    public var pose: Pose? { if case .pose(let pose) = effet { pose } else { nil } }

    /// As an event holds it: the place, then the exercice laid there, or the event that was left.
    fileprivate var ligne: String {
        switch effet {
        case .pose(let pose): "\(poste) pose \(pose.ligne)"
        case .evenement(let id, let numero): "\(poste) evenement \(id) \(numero)"
        case .oublie: "\(poste)"
        }
    }

    fileprivate init?(_ ligne: String) {
        let parties = ligne.split(separator: " ", maxSplits: 2).map(String.init)
        guard let poste = parties.first.flatMap(Borne.poste.lue) else { return nil }
        switch (parties.count, parties.count > 1 ? parties[1] : "") {
        case (3, "pose"):
            guard let pose = Pose(parties[2]) else { return nil }
            self.init(poste, .pose(pose))
        case (3, "evenement"):
            let mots = parties[2].split(separator: " ").map(String.init)
            guard mots.count == 2, let id = ExerciceID(mots[0]), let numero = Borne.evenement.lue(mots[1]) else { return nil }
            self.init(poste, .evenement(id, numero: numero))
        case (1, _): self.init(poste, .oublie)
        default: return nil
        }
    }
}

extension EvenementDeSalle: Recordable {
    public static let premier = "salleOuverte"

    public var nom: String {
        switch self {
        case .salleOuverte: "salleOuverte"
        case .posteRejoint: "posteRejoint"
        case .interventionFaite: "interventionFaite"
        case .interventionAnnulee: "interventionAnnulee"
        case .planChange: "planChange"
        case .etapeCommencee: "etapeCommencee"
        case .jeuDeRoleForme: "jeuDeRoleForme"
        case .jeuDeRoleDefait: "jeuDeRoleDefait"
        }
    }

    public var attributs: [Attribut] {
        func texte(_ nom: String, _ valeur: some CustomStringConvertible) -> Attribut { Attribut(nom: nom, valeur: .texte(valeur.description)) }
        func liste(_ nom: String, _ valeurs: [String]) -> Attribut { Attribut(nom: nom, valeur: .liste(valeurs)) }
        return switch self {
        case .salleOuverte(let code, let plan, let jeu, let reprises):
            [texte("code", code), liste("plan", plan.lignes), liste("jeu", jeu.fiches), liste("reprises", reprises.map(\.description))]
        case .posteRejoint(let poste, let reprise, let pose): [texte("poste", poste), texte("reprise", reprise), texte("pose", pose.ligne)]
        case .interventionFaite(let intervention, let traces): [texte("intervention", intervention.cle), liste("traces", traces.map(\.ligne))]
        case .interventionAnnulee(let numero): [texte("intervention", numero)]
        case .planChange(let plan): [liste("plan", plan.lignes)]
        case .etapeCommencee(let rang): [texte("etape", rang)]
        case .jeuDeRoleForme(let usager, let conseiller): [texte("usager", usager), texte("conseiller", conseiller)]
        case .jeuDeRoleDefait(let usager): [texte("usager", usager)]
        }
    }

    public init?(nom: String, attributs: [Attribut]) {
        func valeur(_ nom: String) -> Attribut.Valeur? { attributs.first { $0.nom == nom }?.valeur }
        func texte(_ nom: String) -> String? { if case .texte(let texte)? = valeur(nom) { texte } else { nil } }
        func nombre(_ nom: String, _ borne: Borne) -> Int? { texte(nom).flatMap(borne.lue) }
        func liste(_ nom: String) -> [String]? { if case .liste(let liste)? = valeur(nom) { liste } else { nil } }
        func toutes<Valeur>(_ nom: String, _ lue: (String) -> Valeur?) -> [Valeur]? {
            guard let liste = liste(nom) else { return [] }
            let lues = liste.compactMap(lue)
            return lues.count == liste.count ? lues : nil
        }
        let plan = liste("plan").flatMap(Plan.init(lignes:))
        let lu: Self? = switch nom {
        case "salleOuverte":
            texte("code").flatMap { CodeDeSalle($0) }.flatMap { code in
                plan.flatMap { plan in
                    // Older journals have neither a deck nor the codes of places to come.
                    (valeur("jeu") == nil ? Jeu.Modele.courrier.jeu : liste("jeu").flatMap(Jeu.init)).flatMap { jeu in
                        toutes("reprises") { CodeDeReprise($0) }.map { .salleOuverte(code, plan, jeu, reprises: $0) }
                    }
                }
            }
        case "posteRejoint":
            nombre("poste", .poste).flatMap { poste in
                texte("reprise").flatMap { CodeDeReprise($0) }.flatMap { reprise in texte("pose").flatMap { Pose($0) }.map { .posteRejoint(poste, reprise, $0) } }
            }
        case "interventionFaite":
            texte("intervention").flatMap { Intervention($0) }.flatMap { intervention in
                // Older journals tell the places and what was laid there in two lists.
                let anciennes = (liste("postes") ?? []).enumerated().map { rang, poste in
                    liste("poses").flatMap { $0.indices.contains(rang) ? "\(poste) pose \($0[rang])" : nil } ?? poste
                }
                return (valeur("traces") == nil ? anciennes.map { Trace($0) } : liste("traces")?.map { Trace($0) }).flatMap { lues in
                    let traces = lues.compactMap(\.self)
                    return traces.count == lues.count ? .interventionFaite(intervention, traces) : nil
                }
            }
        case "interventionAnnulee": nombre("intervention", .intervention).map { .interventionAnnulee($0) }
        case "planChange": plan.map { .planChange($0) }
        case "etapeCommencee": nombre("etape", .etape).map { .etapeCommencee($0) }
        case "jeuDeRoleForme": nombre("usager", .poste).flatMap { usager in nombre("conseiller", .poste).map { .jeuDeRoleForme(usager: usager, conseiller: $0) } }
        case "jeuDeRoleDefait": nombre("usager", .poste).map { .jeuDeRoleDefait(usager: $0) }
        default: nil
        }
        guard let lu else { return nil }
        self = lu
    }
}
