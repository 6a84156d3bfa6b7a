public import Procedure

/// A training session, as the fold of its events: the places that joined, what the trainer did, where the plan stands.
public struct Salle: Hashable, Sendable {
    public let code: CodeDeSalle
    public let ouverte: Instant
    public private(set) var plan: Plan
    /// The step of the plan under way, by its rank from 1, and since when; `nil` before the first.
    public private(set) var etape: (rang: Int, depuis: Instant)?
    /// In the order in which they joined.
    public private(set) var postes: [Poste] = []
    /// In the order in which they were made: the first is number 1.
    public private(set) var interventions: [Faite] = []
    /// Who plays the adviser, for each caller.
    public private(set) var conseillers: [Int: Int] = [:]
    public let jeu: Jeu
    /// The code of each place, by its number from 1; an older salle has none before somebody joins.
    private let reprises: [CodeDeReprise]

    /// « Poste 7 »: no name is asked.
    public struct Poste: Hashable, Sendable {
        /// From 1.
        public let numero: Int
        public let reprise: CodeDeReprise
        /// The last one is before the person; what it replaced stands under it. Never empty.
        fileprivate var poses: [Pose]
        /// What was before the person, and when; the last is there now.
        public fileprivate(set) var tours: [Tour]

        public var pose: Pose { poses[poses.count - 1] }
        /// Every exercice that was ever laid before it, in that order.
        public var exercices: [ExerciceID] { tours.reduce(into: []) { if !$0.contains($1.exercice) { $0.append($1.exercice) } } }

        fileprivate mutating func change(_ poses: [Pose], at reel: Instant) {
            self.poses = poses
            guard let last = tours.last, last.exercice != pose.exercice else { return }
            tours[tours.count - 1].jusqua = reel
            tours.append(Tour(pose.exercice, depuis: reel))
        }
    }

    /// A time during which an exercice was before a place.
    public struct Tour: Hashable, Sendable {
        public let exercice: ExerciceID
        public let depuis: Instant
        /// `nil` as long as it is there.
        public fileprivate(set) var jusqua: Instant?

        public init(_ exercice: ExerciceID, depuis: Instant) { (self.exercice, self.depuis) = (exercice, depuis) }

        /// How much of the time between two instants fell into it, in milliseconds.
        func share(from debut: Instant, to fin: Instant) -> Int64 { max(0, min(jusqua ?? fin, fin) - max(depuis, debut)) }
    }

    /// An intervention that was made.
    public struct Faite: Hashable, Sendable {
        public let numero: Int
        public let intervention: Intervention
        public let instant: Instant
        public let traces: [Trace]
        public fileprivate(set) var isUndone = false

        public var postes: [Int] { traces.map(\.poste) }
    }

    /// Places beyond which one trainer cannot be enough.
    public static let maximum = Borne.poste.maximum

    public init?(_ premier: EvenementDeSalle, at reel: Instant) {
        guard case .salleOuverte(let code, let plan, let jeu, let reprises) = premier else { return nil }
        (self.code, self.plan, self.jeu, self.reprises, ouverte) = (code, plan, jeu, reprises, reel)
    }

    /// The fold of a whole timeline; `nil` when it does not open a salle.
    public init?(_ evenements: some Sequence<(evenement: EvenementDeSalle, reel: Instant)>) {
        var restants = evenements.makeIterator()
        guard let premier = restants.next() else { return nil }
        self.init(premier.evenement, at: premier.reel)
        while let (evenement, reel) = restants.next() { apply(evenement, at: reel) }
    }

    public static func == (left: Salle, right: Salle) -> Bool {
        left.code == right.code && left.plan == right.plan && left.etape?.rang == right.etape?.rang && left.postes == right.postes
            && left.interventions == right.interventions && left.conseillers == right.conseillers
    }
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

// MARK: Reading

extension Salle {
    public func poste(_ numero: Int) -> Poste? { postes.first { $0.numero == numero } }

    /// Every exercice that was ever laid before a place: all that an erasure must reach.
    public var exercices: [ExerciceID] { postes.flatMap(\.exercices) }

    /// The numbers that nobody has taken, the smallest first.
    public var libres: [Int] {
        let pris = Set(postes.map(\.numero))
        return (1...Self.maximum).filter { !pris.contains($0) }
    }

    /// The code of the place of that number, whether somebody has joined or not.
    public func reprise(_ numero: Int) -> CodeDeReprise? {
        poste(numero)?.reprise ?? (reprises.indices.contains(numero - 1) ? reprises[numero - 1] : nil)
    }

    /// The place of that code, whether somebody has joined it or not.
    public func numero(_ reprise: CodeDeReprise) -> Int? {
        postes.first { $0.reprise == reprise }?.numero ?? reprises.firstIndex(of: reprise).map { $0 + 1 }
    }

    /// Every code of a place.
    public var codesDeReprise: [CodeDeReprise] { postes.map(\.reprise) + reprises }

    /// The situation that a person who joins now plays.
    public var scenario: String {
        guard let etape, case .scenario(let cle) = plan.etapes[etape.rang - 1].activite else { return "S1" }
        return cle
    }

    /// Who is played, and in what: « S1 » goes round the deck, any other situation has its own person.
    public func distribution(_ numero: Int, _ scenario: String) -> (fiche: String, scenario: String?) {
        guard scenario != "S1", let propre = Catalogue.scenario(scenario)?.fiche else { return jeu.carte(numero - 1) }
        return (propre, scenario)
    }

    /// What is laid before a place by an intervention that replaces its exercice; `nil` for any other, or an unknown place.
    public func distribution(_ intervention: Intervention, _ numero: Int) -> (fiche: String, scenario: String?)? {
        guard let poste = poste(numero) else { return nil }
        switch intervention {
        case .scenario(let cle): return distribution(numero, cle)
        case .remise: return (poste.pose.fiche, poste.pose.scenario)
        case .ficheSuivante:
            return jeu.carte(jeu.fiches.firstIndex(of: poste.pose.fiche).map { $0 + 1 } ?? numero - 1)
        case .incident, .finDesIncidents, .horloge, .pause, .finDePause, .indice: return nil
        }
    }

    /// Those whose exercice was not replaced since the trainer looked: of two who press at once, one does it.
    /// - Parameter vu: the number of the last intervention that the trainer saw.
    public func remplacables(_ postes: [Int], depuis vu: Int) -> [Int] {
        let recents = Set(interventions.dropFirst(max(vu, 0)).filter { $0.intervention.isReplacement && !$0.isUndone }.flatMap(\.postes))
        return postes.filter { !recents.contains($0) }
    }

    /// The caller whose adviser that place plays.
    public func usager(de conseiller: Int) -> Int? { conseillers.first { $0.value == conseiller }?.key }
}

// MARK: Deciding

/// What is asked of a salle. Chance and the exercices that were begun for it come in as values.
public enum CommandeDeSalle: Sendable {
    case prendre(Int, CodeDeReprise, Pose)
    /// - Parameter vu: the number of the last intervention that the trainer saw: what was replaced since then is left alone.
    case tracer(Intervention, [Trace], vu: Int)
    case annuler(Int)
    case changerPlan(Plan)
    /// - Parameters:
    ///   - activite: what the trainer saw at that rank.
    ///   - traces: the exercices begun for it, where it is a situation.
    case commencerEtape(Int, Plan.Activite, [Trace], vu: Int)
    case former(usager: Int, conseiller: Int)
    case defaire(usager: Int)
}

/// Why it was not done.
public enum RefusDeSalle: String, Error, CaseIterable, Sendable {
    /// ``Salle/maximum`` places have joined.
    case complete
    case posteInconnu, interventionInconnue, etapeInconnue
    /// Nobody is one's own adviser.
    case seul
}

extension Salle {
    /// The events to make durable: none where it is already so. Pure.
    public func decide(_ commande: CommandeDeSalle) throws(RefusDeSalle) -> [EvenementDeSalle] {
        switch commande {
        case .prendre(let numero, let reprise, let pose):
            guard postes.count < Self.maximum else { throw .complete }
            return poste(numero) == nil ? [.posteRejoint(numero, reprise, pose)] : []
        case .tracer(let intervention, let traces, let vu): return try made(intervention, traces, vu: vu)
        case .annuler(let numero):
            guard let faite = faite(numero) else { throw .interventionInconnue }
            return faite.isUndone ? [] : [.interventionAnnulee(numero)]
        case .changerPlan(let plan): return plan == self.plan ? [] : [.planChange(plan)]
        case .commencerEtape(let rang, let activite, let traces, let vu):
            guard plan.etapes.indices.contains(rang - 1), plan.etapes[rang - 1].activite == activite else { throw .etapeInconnue }
            guard etape?.rang != rang else { return [] }
            guard case .scenario(let cle) = activite, !traces.isEmpty else { return [.etapeCommencee(rang)] }
            // A step is begun together with what is played in it, or not at all.
            let faites = try made(.scenario(cle), traces, vu: vu)
            return faites.isEmpty ? [] : [.etapeCommencee(rang)] + faites
        case .former(let usager, let conseiller):
            guard poste(usager) != nil, poste(conseiller) != nil else { throw .posteInconnu }
            guard usager != conseiller else { throw .seul }
            return conseillers[usager] == conseiller ? [] : [.jeuDeRoleForme(usager: usager, conseiller: conseiller)]
        case .defaire(let usager): return conseillers[usager] == nil ? [] : [.jeuDeRoleDefait(usager: usager)]
        }
    }

    private func made(_ intervention: Intervention, _ traces: [Trace], vu: Int) throws(RefusDeSalle) -> [EvenementDeSalle] {
        guard traces.allSatisfy({ poste($0.poste) != nil }) else { throw .posteInconnu }
        let permis = intervention.isReplacement ? Set(remplacables(traces.map(\.poste), depuis: vu)) : Set(traces.map(\.poste))
        let retenues = traces.filter { permis.contains($0.poste) }
        return retenues.isEmpty ? [] : [.interventionFaite(intervention, retenues)]
    }

    public func faite(_ numero: Int) -> Faite? { interventions.indices.contains(numero - 1) ? interventions[numero - 1] : nil }
}

// MARK: Folding

extension Salle {
    /// The state after an event. Total: one that names what is not there changes nothing.
    public mutating func apply(_ evenement: EvenementDeSalle, at reel: Instant) {
        switch evenement {
        case .salleOuverte: break
        case .posteRejoint(let numero, let reprise, let pose):
            guard poste(numero) == nil else { return }
            postes.append(Poste(numero: numero, reprise: reprise, poses: [pose], tours: [Tour(pose.exercice, depuis: reel)]))
        case .interventionFaite(let intervention, let traces):
            interventions.append(Faite(numero: interventions.count + 1, intervention: intervention, instant: reel, traces: traces))
            for trace in traces {
                guard let pose = trace.pose, let rang = postes.firstIndex(where: { $0.numero == trace.poste }) else { continue }
                postes[rang].change(postes[rang].poses + [pose], at: reel)
            }
        case .interventionAnnulee(let numero):
            guard interventions.indices.contains(numero - 1), !interventions[numero - 1].isUndone else { return }
            interventions[numero - 1].isUndone = true
            let rendues = Set(interventions[numero - 1].traces.compactMap(\.pose?.exercice))
            // What came after it stays: only what it laid is taken away.
            for rang in postes.indices {
                let poses = postes[rang].poses
                postes[rang].change(poses.prefix(1) + poses.dropFirst().filter { !rendues.contains($0.exercice) }, at: reel)
            }
        case .planChange(let plan):
            self.plan = plan
            if let etape, etape.rang > plan.etapes.count { self.etape = nil }
        case .etapeCommencee(let rang):
            guard plan.etapes.indices.contains(rang - 1) else { return }
            etape = (rang, reel)
        case .jeuDeRoleForme(let usager, let conseiller):
            // One is on one side of one call.
            conseillers = conseillers.filter { ![$0.key, $0.value].contains(conseiller) && ![$0.key, $0.value].contains(usager) }
            conseillers[usager] = conseiller
        case .jeuDeRoleDefait(let usager): conseillers[usager] = nil
        }
    }
}
