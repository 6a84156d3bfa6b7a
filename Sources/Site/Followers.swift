import Formation
import HTTP
import Journal
import Procedure
import Synchronization

/// Those who follow a timeline as it is written: each gets every event once, in order, from where it wished to begin.
final class Followers: Sendable {
    private struct State {
        var followers: [ExerciceID: [Int: Follower]] = [:]
        var last = 0
    }

    private let state = Mutex(State())

    /// What one who follows is told.
    enum Telling: Sendable {
        case events
        /// Only that there is one.
        case news
        /// Only that the room did something: what the person does themselves is no news to them.
        case roomNews
    }

    /// A stream of the events of `id` after the number `last`. Nothing is sent before ``Follower/begin(_:)``.
    /// - Parameter onEnd: called once, when nobody reads it any more.
    func follow(
        _ id: ExerciceID, after last: Int, _ telling: Telling = .events, onEnd: @escaping @Sendable () -> Void = {}
    ) -> (follower: Follower, stream: ContentStream) {
        let key = state.withLock { state in
            state.last += 1
            return state.last
        }
        let stream = ContentStream(heartbeat: Array(":\n\n".utf8)) { [weak self] in
            self?.forget(id, key)
            onEnd()
        }
        let follower = Follower(stream, after: last, telling)
        state.withLock { $0.followers[id, default: [:]][key] = follower }
        return (follower, stream)
    }

    /// Tells those who follow `id` what has just become durable.
    func publish(_ entries: @autoclosure () -> [Journal.Entry], of id: ExerciceID) {
        let followers = followers(of: id)
        if followers.isEmpty { return }
        let entries = entries()
        for follower in followers { follower.receive(entries) }
    }

    /// Tells those who follow what the room does to `id` a word that is no event of it.
    func tell(_ id: ExerciceID, _ word: String) { for follower in followers(of: id) { follower.tell(word) } }

    /// There is nothing left to follow.
    func end(_ id: ExerciceID) {
        for follower in followers(of: id) { follower.end() }
    }

    private func followers(of id: ExerciceID) -> [Follower] {
        state.withLock { state in
            // Almost always: nobody follows anything.
            state.followers.isEmpty ? [] : state.followers[id].map { Array($0.values) } ?? []
        }
    }

    private func forget(_ id: ExerciceID, _ key: Int) {
        state.withLock { state in
            state.followers[id]?[key] = nil
            if state.followers[id]?.isEmpty == true { state.followers[id] = nil }
        }
    }
}

/// One who follows a timeline.
final class Follower: Sendable {
    private struct State {
        /// The number of the next event to write, and the state that dates it.
        var next = 1
        var timeline = Timeline()
        /// Events that came before their turn: two requests may end in another order than that of their events, and the
        /// past is read while the present goes on.
        var early: [Int: Journal.Entry] = [:]
        var knowsPast = false
    }

    private let state = Mutex(State())
    private let last: Int
    private let telling: Followers.Telling
    /// Held by its response: once nobody reads it, nobody follows.
    private weak let stream: ContentStream?

    fileprivate init(_ stream: ContentStream, after last: Int, _ telling: Followers.Telling) { (self.stream, self.last, self.telling) = (stream, last, telling) }

    /// Gives what had been written when it began.
    func begin(_ past: [Journal.Entry]) { receive(past, isPast: true) }

    fileprivate func receive(_ entries: [Journal.Entry], isPast: Bool = false) {
        state.withLock { state in
            if isPast { state.knowsPast = true }
            for entry in entries where entry.numero >= state.next { state.early[entry.numero] = entry }
            // The lock is held while they are written: two events are never out of order.
            while state.knowsPast, let entry = state.early.removeValue(forKey: state.next) {
                let data = JSONWriter.bytes { state.timeline.write(entry, to: &$0) }
                state.next += 1
                guard entry.numero > last else { continue }
                guard telling == .events else {
                    if telling == .roomNews, !entry.evenement.isRoom { continue }
                    stream?.write(Array("id: \(entry.numero)\ndata: \(entry.numero)\n\n".utf8))
                    continue
                }
                stream?.write(Array("id: \(entry.numero)\nevent: \(entry.evenement.nom)\ndata: ".utf8) + data + Array("\n\n".utf8))
            }
        }
    }

    fileprivate func tell(_ word: String) {
        if telling == .roomNews { stream?.write(Array("event: \(word)\ndata: \(word)\n\n".utf8)) }
    }

    fileprivate func end() { stream?.finish() }
}
