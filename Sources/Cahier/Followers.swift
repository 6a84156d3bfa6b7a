public import Journal
public import Procedure
import Synchronization

/// Those who follow a timeline as it is written: each gets every event once, in order, from where it wished to begin.
public final class Followers: Sendable {
    private struct State {
        var followers: [ExerciceID: [Int: Follower]] = [:]
        var last = 0
    }

    private let state = Mutex(State())
    private let encoding: Encoding

    init(_ encoding: Encoding) { self.encoding = encoding }

    /// What one who follows is told.
    public enum Telling: Sendable {
        case events
        /// Only that there is one.
        case news
        /// Only that the room did something: what the person does themselves is no news to them.
        case roomNews
    }

    /// Follows the events of `id` after the number `last`. Nothing is written before ``Follower/catchUp(_:)``.
    /// - Parameter open: makes what is written to, with what it calls once when nobody reads it any more.
    public func follow<Stream: Sink>(
        _ id: ExerciceID, after last: Int, _ telling: Telling, _ open: (_ onEnd: @escaping @Sendable () -> Void) -> Stream
    ) -> (follower: Follower, stream: Stream) {
        let key = state.withLock { state in
            state.last += 1
            return state.last
        }
        let stream = open { [weak self] in self?.forget(id, key) }
        let follower = Follower(stream, after: last, telling, encoding)
        state.withLock { $0.followers[id, default: [:]][key] = follower }
        return (follower, stream)
    }

    /// Tells those who follow `id` what has just become durable.
    func publish(_ entries: [Journal.Entry], of id: ExerciceID) {
        for follower in followers(of: id) { follower.receive(entries) }
    }

    /// Tells those who follow what the room does to `id` a word that is no event of it.
    public func tell(_ id: ExerciceID, _ word: String) { for follower in followers(of: id) { follower.tell(word) } }

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

/// One who follows a timeline: first its past, a page at a time as the reader takes it; once that is whole, its present.
public final class Follower: Sendable {
    /// Events in a page: what may wait for the reader holds them, whatever they are.
    public static let page = 128

    private struct State {
        /// The number of the next event to write, and the state that dates it.
        var next: Int
        var chronologie = Chronologie()
        /// Whether all that was written before has been read; what is published until then will be read too.
        var isLive = false
        /// The last that was published meanwhile.
        var published = 0
        /// Events that came before their turn: two requests may end in another order than that of their events.
        var early: [Int: Journal.Entry] = [:]
    }

    private let state: Mutex<State>
    private let last: Int
    private let telling: Followers.Telling
    /// Held by its response: once nobody reads it, nobody follows.
    private weak let stream: (any Sink)?
    private let encoding: Encoding

    fileprivate init(_ stream: any Sink, after last: Int, _ telling: Followers.Telling, _ encoding: Encoding) {
        (self.stream, self.last, self.telling, self.encoding) = (stream, last, telling, encoding)
        // The events are dated by those before them.
        state = Mutex(State(next: telling == .events ? 1 : last + 1))
    }

    /// Writes what had been written when it began.
    /// - Parameter read: gives a page of the timeline from that number on.
    /// - Returns: once the first page is written; those that follow are written as the reader takes them.
    public func catchUp<Failure>(_ read: @escaping @Sendable (_ from: Int) async throws(Failure) -> Journal.Timeline<Evenement>) async throws(Failure) {
        if write(try await read(state.withLock(\.next))) { return }
        Task { [self] in
            while await stream?.room() ?? false {
                // A stream that ends too early is asked for again, from where it ended.
                guard let page = try? await read(state.withLock(\.next)) else { return end() }
                if write(page) { return }
            }
        }
    }

    /// Whether that was the end of the past.
    private func write(_ page: Journal.Timeline<Evenement>) -> Bool {
        state.withLock { state in
            let isLast = page.version < state.next + Self.page - 1
            for entry in page.entries { write(entry, &state) }
            state.next = max(state.next, page.version + 1)
            state.isLive = isLast && state.published < state.next
            return state.isLive
        }
    }

    fileprivate func receive(_ entries: [Journal.Entry]) {
        state.withLock { state in
            guard state.isLive else { return state.published = max(state.published, entries.last?.numero ?? 0) }
            for entry in entries where entry.numero >= state.next { state.early[entry.numero] = entry }
            // The lock is held while they are written: two events are never out of order.
            while let entry = state.early.removeValue(forKey: state.next) { write(entry, &state) }
        }
    }

    private func write(_ entry: Journal.Entry, _ state: inout State) {
        state.next = entry.numero + 1
        if telling == .events {
            let instant = state.chronologie.date(entry.evenement, at: entry.reel)
            if entry.numero > last { stream?.write(encoding.news(.event(entry, instant: instant))) }
        } else if telling == .news || entry.evenement.isRoom {
            stream?.write(encoding.news(.number(entry.numero)))
        }
    }

    fileprivate func tell(_ word: String) {
        if telling == .roomNews { stream?.write(encoding.news(.word(word))) }
    }

    fileprivate func end() { stream?.finish() }
}
