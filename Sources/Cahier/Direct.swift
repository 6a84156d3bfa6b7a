public import Formation
import Procedure
import Synchronization

/// What those who watch a salle are shown, live: each change is drawn once, and sent to all of them together with those that
/// came at the same time.
public final class Direct: Sendable {
    private struct State {
        var tuiles: [Int: (tuile: Tuile, revision: Int64)] = [:]
        var salle: (salle: Salle, revision: Int64)?
        var revision: Int64
        /// What all who follow were told: a page, or an answer in JSON, may have read more since.
        var told: Int64
        var followers: [Int: any Sink] = [:]
        var lastFollower = 0
        var isDirty = false, isDrawing = false
        var beat: Task<Void, Never>?
    }

    /// Between two drawings, so that a burst is drawn once.
    private static let interval = Duration.milliseconds(40)
    /// What changes by time alone (somebody does nothing, an incident is over) shows after so long at most.
    private static let beat = Duration.seconds(5)

    private let secret: SecretDeSalle
    private weak let salles: Salles?
    private let clock: @Sendable () -> Instant
    private let encoding: Encoding
    private let state: Mutex<State>

    init(_ secret: SecretDeSalle, _ salles: Salles, clock: @escaping @Sendable () -> Instant, _ encoding: Encoding) {
        (self.secret, self.salles, self.clock, self.encoding) = (secret, salles, clock, encoding)
        let now = clock().milliseconds
        state = Mutex(State(revision: now, told: now))
    }

    /// Something may have changed.
    func signal() {
        let draws = state.withLock { state in
            state.isDirty = true
            if state.isDrawing || state.followers.isEmpty { return false }
            state.isDrawing = true
            return true
        }
        if draws { Task { [self] in await draw() } }
    }

    /// The register as it stands. What happened while it was read is drawn after it, for whoever follows.
    /// - Throws: when the journal cannot be read, or the salle is gone.
    public func registre() async throws(Exercices.Failure) -> Registre {
        let (salle, tuiles) = try await read()
        let revision = state.withLock { Self.note(salle, tuiles, in: &$0) }
        signal()
        return Registre(salle: salle, tuiles: tuiles, revision: revision)
    }

    /// Follows what changes after that revision.
    /// - Parameter open: makes what is written to, with what it calls once when nobody reads it any more.
    public func follow<Stream: Sink>(
        after revision: Int64, _ open: (_ onEnd: @escaping @Sendable () -> Void) -> Stream
    ) async throws(Exercices.Failure) -> Stream {
        let (salle, tuiles) = try await read()
        let key = state.withLock { state in
            state.lastFollower += 1
            return state.lastFollower
        }
        let stream = open { [weak self] in self?.forget(key) }
        state.withLock { state in
            let now = Self.note(salle, tuiles, in: &state)
            // Of another life of the server, or none: all is new.
            let seen = revision > now ? 0 : revision
            let news = self.news(salle, tuiles, since: seen, state)
            if let news { stream.write(news) }
            state.followers[key] = stream
            if state.beat == nil { state.beat = Task { [weak self] in while (try? await Task.sleep(for: Self.beat)) != nil { self?.signal() } } }
        }
        signal()
        return stream
    }

    /// The salle is gone.
    func end() {
        let followers = state.withLock { state in
            state.beat?.cancel()
            defer { state.followers = [:] }
            return Array(state.followers.values)
        }
        for follower in followers {
            follower.write(encoding.news(.word("fin")))
            follower.finish()
        }
    }

    private func forget(_ key: Int) {
        state.withLock { state in
            state.followers[key] = nil
            if state.followers.isEmpty {
                state.beat?.cancel()
                state.beat = nil
            }
        }
    }

    // MARK: Drawing

    private func draw() async {
        while true {
            state.withLock { $0.isDirty = false }
            if let (salle, tuiles) = try? await read() {
                let (followers, news) = state.withLock { state -> ([any Sink], [UInt8]?) in
                    let told = state.told
                    state.told = Self.note(salle, tuiles, in: &state)
                    return (Array(state.followers.values), self.news(salle, tuiles, since: told, state))
                }
                if let news { for follower in followers { follower.write(news) } }
            }
            try? await Task.sleep(for: Self.interval)
            let goesOn = state.withLock { state in
                if state.isDirty, !state.followers.isEmpty { return true }
                state.isDrawing = false
                return false
            }
            if !goesOn { return }
        }
    }

    private func read() async throws(Exercices.Failure) -> (salle: Salle, tuiles: [Tuile]) {
        guard let salles, let salle = salles.snapshot(secret)?.salle else { throw .notFound }
        let reel = clock()
        var tuiles: [Tuile] = []
        for poste in salle.postes {
            let snapshot: Exercices.Snapshot
            do { snapshot = try await salles.exercices.load(poste.pose.exercice) } catch {
                // Its person erased it: there is nothing to show until the place is given another.
                if case .notFound = error { continue }
                throw error
            }
            let isThere = salles.isThere(Salles.Place(secret: secret, poste: poste.numero), at: reel)
            tuiles.append(Tuile(poste, snapshot.exercice, snapshot.avancement, in: salle, isThere: isThere, at: reel))
        }
        return (salle, tuiles.sorted { $0.rank < $1.rank })
    }

    /// Gives what changed the next revision.
    private static func note(_ salle: Salle, _ tuiles: [Tuile], in state: inout State) -> Int64 {
        let next = state.revision + 1
        var changed = false
        if state.salle?.salle != salle {
            state.salle = (salle, next)
            changed = true
        }
        for tuile in tuiles where state.tuiles[tuile.numero]?.tuile != tuile {
            state.tuiles[tuile.numero] = (tuile, next)
            changed = true
        }
        if changed { state.revision = next }
        return state.revision
    }

    /// All that changed since then; `nil`: nothing did.
    private func news(_ salle: Salle, _ tuiles: [Tuile], since revision: Int64, _ state: State) -> [UInt8]? {
        let changed = tuiles.filter { (state.tuiles[$0.numero]?.revision ?? 0) > revision }
        let isOther = (state.salle?.revision ?? 0) > revision
        if changed.isEmpty, !isOther { return nil }
        let registre = Registre(salle: salle, tuiles: tuiles, revision: state.revision)
        return encoding.changes(secret, Registre.Changes(registre: registre, tuiles: changed, isOther: isOther))
    }
}
