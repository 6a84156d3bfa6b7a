public import Formation
import Journal
public import Procedure

/// What is done in a salle: each command is decided on what the one before left, and on disk before it is answered.
extension Salles {
    /// Opens a salle; on return it is on disk.
    public func open(_ plan: Plan, _ jeu: Jeu = Jeu.Modele.courrier.jeu, at reel: Instant, isCapped: Bool) async throws(Failure) -> Snapshot {
        var hasard = SystemRandomNumberGenerator()
        let secret = SecretDeSalle(hasard: &hasard)
        var code = CodeDeSalle(hasard: &hasard)
        while snapshot(code) != nil { code = CodeDeSalle(hasard: &hasard) }
        var reprises: Set<CodeDeReprise> = []
        while reprises.count < Salle.maximum {
            while reprises.count < Salle.maximum { reprises.insert(CodeDeReprise(hasard: &hasard)) }
            for other in all { reprises.subtract(other.salle.codesDeReprise) }
        }
        if isCapped, state.withLock({ $0.snapshots.count >= Self.maximum }) { throw .full }
        let premier = EvenementDeSalle.salleOuverte(code, plan, jeu, reprises: Array(reprises))
        guard let salle = Salle(premier, at: reel) else { throw .notFound }
        let track: Journal.Track
        do { track = try await journal.begin(premier, secret.bits, at: reel) } catch { throw .exercices(Exercices.Failure(error)) }
        let snapshot = Snapshot(secret: secret, track: track, salle: salle, version: 1)
        keep(snapshot)
        return snapshot
    }

    /// Takes the next place, with an exercice begun for it; or, by the code on its sheet, the place that the code names: as it
    /// is, if somebody has joined it.
    /// - Parameter wanted: the fiche and the situation, where the person asks for their own.
    public func join(
        _ secret: SecretDeSalle, place: Place? = nil, _ wanted: (fiche: Fiche, scenario: Scenario?)? = nil, at reel: Instant, isCapped: Bool
    ) async throws(Failure) -> Exercices.Snapshot {
        guard let salle = snapshot(secret)?.salle else { throw .notFound }
        if let place, let poste = salle.poste(place.poste) {
            do { return try await exercices.load(poste.pose.exercice) } catch { throw .exercices(error) }
        }
        guard let promise = promise(secret, place) else { throw .refused(.complete) }
        defer { state.withLock { _ = $0.promised.remove(promise) } }
        do { if isCapped { try await exercices.admit(1, at: reel) } } catch { throw .exercices(error) }
        var hasard = SystemRandomNumberGenerator()
        let (fiche, scenario) = salle.distribution(promise.poste, salle.scenario), reprise = salle.reprise(promise.poste) ?? CodeDeReprise(hasard: &hasard)
        let birth = try birth(wanted?.fiche.cle ?? fiche, wanted.map { $0.scenario?.cle } ?? scenario, at: reel)
        let isTaken = try await decideAndAppend(secret, .prendre(promise.poste, reprise, birth.pose), [birth], at: reel).events.isEmpty
        if !isTaken { return birth.snapshot }
        // Somebody who typed the code of that place was faster.
        return try await join(secret, place: place, wanted, at: reel, isCapped: isCapped)
    }

    /// A place for somebody who joins: the one asked for, or the first that nobody has; `nil` where there is none.
    private func promise(_ secret: SecretDeSalle, _ wanted: Place?) -> Place? {
        state.withLock { state in
            let free = state.snapshots[secret]?.salle.libres.lazy.map { Place(secret: secret, poste: $0) }
            guard let place = wanted ?? free?.first(where: { !state.promised.contains($0) }) else { return nil }
            state.promised.insert(place)
            return place
        }
    }

    private func birth(_ fiche: String, _ scenario: String?, at reel: Instant) throws(Failure) -> Exercices.Birth {
        guard let fiche = Catalogue.fiche(fiche) else { throw .notFound }
        let scenario = scenario.flatMap(Catalogue.scenario)
        do { return try exercices.birth(fiche, scenario, horloge: fiche.debut(scenario), at: reel) } catch { throw .exercices(error) }
    }

    /// Presses a button for some places, or for all.
    /// - Parameters:
    ///   - postes: `nil`: all of them.
    ///   - vu: the number of the last intervention that the trainer saw.
    ///   - isCapped: whether the caps bind the trainer.
    public func intervene(
        _ secret: SecretDeSalle, _ intervention: Intervention, _ postes: [Int]?, vu: Int?, at reel: Instant, isCapped: Bool
    ) async throws(Failure) -> Snapshot {
        guard let snapshot = snapshot(secret) else { throw .notFound }
        let salle = snapshot.salle, numeros = postes ?? salle.postes.map(\.numero), vu = vu ?? salle.interventions.count
        guard numeros.allSatisfy({ salle.poste($0) != nil }) else { throw .refused(.posteInconnu) }
        if intervention.isReplacement {
            let permis = salle.remplacables(numeros, depuis: vu)
            return try await replace(salle, secret, intervention, permis, at: reel, isCapped: isCapped) { .tracer(intervention, $0, vu: vu) }
        }
        guard let commande = intervention.commande(at: reel) else { return snapshot }
        let outcomes = await forEach(numeros) { [exercices] (numero) async throws(Exercices.Failure) -> Trace? in
            guard let id = salle.poste(numero)?.pose.exercice else { return nil }
            do throws(Exercices.Failure) {
                let (after, verdict) = try await exercices.execute(id, commande, at: reel)
                return verdict.evenements.isEmpty ? nil : Trace(numero, .evenement(id, numero: after.version - verdict.evenements.count + 1))
            } catch {
                switch error {
                // One that its person erased, or filled, is left alone: the others are not to wait for it.
                case .notFound, .tooLong: return nil
                case .unavailable, .full, .broken: throw error
                }
            }
        }
        return try await execute(secret, .tracer(intervention, try all(outcomes), vu: vu), at: reel)
    }

    /// Lays another exercice before each of these places, by a command. Those that it leaves out never begin.
    private func replace(
        _ salle: Salle, _ secret: SecretDeSalle, _ intervention: Intervention, _ postes: [Int], at reel: Instant, isCapped: Bool,
        by commande: ([Trace]) -> CommandeDeSalle
    ) async throws(Failure) -> Snapshot {
        do { if isCapped { try await exercices.admit(postes.count, at: reel, isReplacement: true) } } catch { throw .exercices(error) }
        var births: [Exercices.Birth] = [], traces: [Trace] = []
        for numero in postes {
            guard let (fiche, scenario) = salle.distribution(intervention, numero) else { continue }
            let birth = try birth(fiche, scenario, at: reel)
            births.append(birth)
            traces.append(Trace(numero, .pose(birth.pose)))
        }
        let (after, events) = try await decideAndAppend(secret, commande(traces), births, at: reel)
        let laid = Set(events.flatMap(\.poses).map(\.exercice))
        tellReplaced(traces.filter { $0.pose.map { laid.contains($0.exercice) } ?? false }.map(\.poste), before: salle)
        return after
    }

    /// Undoes an intervention: what it touched becomes what it was, what it laid is taken away.
    public func undo(_ secret: SecretDeSalle, _ numero: Int, at reel: Instant) async throws(Failure) -> Snapshot {
        guard let before = snapshot(secret) else { throw .notFound }
        // Told first: of two trainers who undo it at once, one does.
        let (after, events) = try await decideAndAppend(secret, .annuler(numero), at: reel)
        guard !events.isEmpty, let faite = after.salle.faite(numero) else { return after }
        if faite.intervention.isReplacement { tellReplaced(faite.postes, before: before.salle) }
        _ = try all(await forEach(faite.traces) { [exercices] (trace) async throws(Exercices.Failure) -> Int? in
            guard case .evenement(let id, let numero) = trace.effet else { return nil }
            do throws(Exercices.Failure) {
                guard let avant = Exercice(try await exercices.timeline(id, limit: numero - 1).entries.map({ ($0.evenement, $0.reel) })) else { return nil }
                let exercice = try await exercices.load(id).exercice
                for commande in faite.intervention.retour(vers: avant, depuis: exercice, at: reel) { _ = try await exercices.execute(id, commande, at: reel) }
                return trace.poste
            } catch {
                // Its person erased it.
                if case .notFound = error { return nil }
                throw error
            }
        })
        return after
    }

    /// Begins a step of the plan; one that is a situation is played by everyone.
    public func beginStep(_ secret: SecretDeSalle, _ rang: Int, vu: Int?, at reel: Instant, isCapped: Bool) async throws(Failure) -> Snapshot {
        guard let snapshot = snapshot(secret) else { throw .notFound }
        let salle = snapshot.salle, vu = vu ?? salle.interventions.count
        guard salle.plan.etapes.indices.contains(rang - 1) else { throw .refused(.etapeInconnue) }
        if salle.etape?.rang == rang { return snapshot }
        let activite = salle.plan.etapes[rang - 1].activite
        guard case .scenario(let cle) = activite else { return try await execute(secret, .commencerEtape(rang, activite, [], vu: vu), at: reel) }
        return try await replace(salle, secret, .scenario(cle), salle.postes.map(\.numero), at: reel, isCapped: isCapped) {
            .commencerEtape(rang, activite, $0, vu: vu)
        }
    }

    /// Who plays the phone with whom.
    public enum Pairing: Sendable {
        case form(usager: Int, conseiller: Int)
        case undo(usager: Int)
    }

    public func pair(_ snapshot: Snapshot, _ pairing: Pairing, at reel: Instant) async throws(Failure) {
        let commande: CommandeDeSalle, touched: [Int]
        switch pairing {
        case .form(let usager, let conseiller): (commande, touched) = (.former(usager: usager, conseiller: conseiller), [usager, conseiller])
        case .undo(let usager): (commande, touched) = (.defaire(usager: usager), [usager, snapshot.salle.conseillers[usager]].compactMap { $0 })
        }
        let after = try await execute(snapshot.secret, commande, at: reel)
        for numero in touched { if let id = after.salle.poste(numero)?.pose.exercice { exercices.followers.tell(id, "role") } }
    }

    /// Decides a command and makes its events durable; on return they are on disk.
    @discardableResult
    public func execute(_ secret: SecretDeSalle, _ commande: CommandeDeSalle, at reel: Instant) async throws(Failure) -> Snapshot {
        try await decideAndAppend(secret, commande, at: reel).snapshot
    }

    /// - Parameter births: of the exercices that the command lays before places: those that it does lay begin with its events.
    private func decideAndAppend(
        _ secret: SecretDeSalle, _ commande: CommandeDeSalle, _ births: [Exercices.Birth] = [], at reel: Instant
    ) async throws(Failure) -> Decided {
        // Each waiter is resumed once, by whoever takes it.
        let answer = await withUnsafeContinuation { (waiter: UnsafeContinuation<Result<Decided, Failure>?, Never>) in
            let isFirst = state.withLock { state in
                defer { state.asked[secret, default: []].append(Asked(commande: commande, births: births, reel: reel, waiter: waiter)) }
                return state.asked[secret] == nil
            }
            if isFirst { waiter.resume(returning: nil) }
        }
        if let answer { return try answer.get() }
        return try await decideAll(secret).get()
    }

    /// For all who wait, of whom the caller is the first: a room that comes in at one moment is a few appends, and no race.
    /// Who came meanwhile goes on.
    private func decideAll(_ secret: SecretDeSalle) async -> Result<Decided, Failure> {
        let asked = state.withLock { state in
            defer { state.asked[secret] = [] }
            return state.asked[secret] ?? []
        }
        let outcomes = await decideAndAppend(asked, secret)
        for (one, outcome) in zip(asked, outcomes).dropFirst() { one.waiter.resume(returning: outcome) }
        let next = state.withLock { state in
            if state.asked[secret]?.isEmpty == true { state.asked[secret] = nil }
            return state.asked[secret]?.first
        }
        next?.waiter.resume(returning: nil)
        return outcomes.first ?? .failure(.notFound)
    }

    /// Decides each on what the one before left, and makes all of it durable at once.
    private func decideAndAppend(_ asked: [Asked], _ secret: SecretDeSalle) async -> [Result<Decided, Failure>] {
        while true {
            guard let before = snapshot(secret) else { return asked.map { _ in .failure(.notFound) } }
            var after = before, entries: [StoredEvent] = [], born: [Exercices.Birth] = []
            let outcomes = asked.map { one -> Result<Decided, Failure> in
                do throws(RefusDeSalle) {
                    let made = try after.salle.decide(one.commande), laid = Set(made.flatMap(\.poses).map(\.exercice))
                    for event in made { after.salle.apply(event, at: one.reel) }
                    after.version += made.count
                    entries += made.map { StoredEvent($0, at: one.reel) }
                    born += one.births.filter { laid.contains($0.snapshot.id) }
                    return .success((after, made))
                } catch { return .failure(.refused(error)) }
            }
            if entries.isEmpty { return outcomes }
            do throws(AppendError) {
                try await journal.append(entries, to: before.track, expecting: before.version, beginning: born.map(\.beginning))
            } catch {
                guard case .conflict = error else { return asked.map { _ in .failure(.exercices(Exercices.Failure(error))) } }
                do { try await reload(before) } catch { return asked.map { _ in .failure(error) } }
                continue
            }
            for birth in born { exercices.keep(birth) }
            keep(after)
            return outcomes
        }
    }

    /// Another has written meanwhile, or erased: what was left is in the journal.
    private func reload(_ old: Snapshot) async throws(Failure) {
        let timeline: Journal.Timeline<EvenementDeSalle>?
        do { timeline = try await journal.read(old.track, EvenementDeSalle.self) } catch { throw .exercices(.unavailable) }
        guard let timeline, let salle = Salle(timeline.entries.lazy.map { ($0.evenement, $0.reel) }) else { throw .notFound }
        keep(Snapshot(secret: old.secret, track: old.track, salle: salle, version: timeline.version))
    }

    /// « Terminer et effacer »: the salle and every exercice that was ever laid before one of its places, everywhere.
    public func erase(_ secret: SecretDeSalle) async throws(Failure) {
        while true {
            guard let snapshot = snapshot(secret) else { throw .notFound }
            do throws(AppendError) {
                try await journal.erase(snapshot.track, with: snapshot.salle.exercices, expecting: snapshot.version)
                break
            } catch {
                guard case .conflict = error else { throw .exercices(.unavailable) }
                // Somebody has just joined: what they were given goes too.
                try await reload(snapshot)
            }
        }
        let (direct, gone) = state.withLock { state -> (Direct?, [ExerciceID]) in
            guard let last = state.snapshots.removeValue(forKey: secret) else { return (nil, []) }
            state.codes[last.salle.code] = nil
            for numero in 1...Salle.maximum { state.presences[Place(secret: secret, poste: numero)] = nil }
            for id in last.salle.exercices { state.places[id] = nil }
            return (state.directs.removeValue(forKey: secret), last.salle.exercices)
        }
        for id in gone {
            exercices.followers.tell(id, "fin")
            exercices.forget(id)
        }
        direct?.end()
    }

    /// Erases the salles in which nothing happened since that instant, neither in the salle nor in an exercice of it.
    /// - Parameter idle: the exercices in which nothing happened.
    /// - Returns: how many, and the exercices of those that stay.
    func erase(idleSince limit: Instant, _ idle: Set<ExerciceID>) async throws(Failure) -> (erased: Int, kept: Set<ExerciceID>) {
        let quiet: Set<ExerciceID>
        do { quiet = Set(try await journal.idle(EvenementDeSalle.self, since: limit)) } catch { throw .exercices(.unavailable) }
        var (erased, kept) = (0, Set<ExerciceID>())
        // Those that no version of this program can read are in no memory.
        for id in quiet where snapshot(SecretDeSalle(id)) == nil {
            do { if try await journal.erase(id, EvenementDeSalle.self) { erased += 1 } } catch { throw .exercices(.unavailable) }
        }
        for snapshot in all {
            if quiet.contains(snapshot.secret.bits), try await isIdle(snapshot.salle, idle) {
                try await erase(snapshot.secret)
                erased += 1
            } else {
                kept.formUnion(snapshot.salle.exercices)
            }
        }
        return (erased, kept)
    }

    private func isIdle(_ salle: Salle, _ idle: Set<ExerciceID>) async throws(Failure) -> Bool {
        for id in salle.exercices where !idle.contains(id) {
            do { _ = try await exercices.load(id) } catch {
                // Somebody erased that one.
                if case .notFound = error { continue }
                throw .exercices(error)
            }
            return false
        }
        return true
    }

    // MARK: Parts

    private func tellReplaced(_ postes: [Int], before salle: Salle) {
        for numero in postes {
            if let id = salle.poste(numero)?.pose.exercice { exercices.followers.tell(id, "remplace") }
        }
    }

    /// All at once; what came of each, in their order.
    private func forEach<Item: Sendable, Value: Sendable>(
        _ items: [Item], _ work: @escaping @Sendable (Item) async throws(Exercices.Failure) -> Value?
    ) async -> [Result<Value?, Exercices.Failure>] {
        await withTaskGroup(of: (Int, Result<Value?, Exercices.Failure>).self) { group in
            for (rang, item) in items.enumerated() {
                group.addTask {
                    do throws(Exercices.Failure) { return (rang, .success(try await work(item))) } catch { return (rang, .failure(error)) }
                }
            }
            return await group.reduce(into: Array(repeating: .success(nil), count: items.count)) { $0[$1.0] = $1.1 }
        }
    }

    /// What has nothing to say is left out.
    private func all<Value>(_ outcomes: [Result<Value?, Exercices.Failure>]) throws(Failure) -> [Value] {
        var values: [Value] = []
        for outcome in outcomes {
            do throws(Exercices.Failure) { if let value = try outcome.get() { values.append(value) } } catch { throw .exercices(error) }
        }
        return values
    }
}

extension Exercices.Birth {
    fileprivate var pose: Pose { Pose(exercice: snapshot.id, fiche: snapshot.exercice.fiche.cle, scenario: snapshot.exercice.scenario?.cle) }
}
