import Synchronization

/// Content that is written while it is sent, by whoever holds it, from any thread: server-sent events, a long export.
///
/// What waits for the reader is bounded: one that does not keep up is dropped, never buffered for without end.
///
///     open ──► finished    the writer has said all: the reader gets what waits, then the end
///       └────► abandoned   the reader has left, or was too slow: nothing more is kept
public final class ContentStream: Sendable {
    private enum Phase { case open, finished, abandoned }

    private struct State {
        var phase = Phase.open
        var waiting: [UInt8] = []
        /// Tells the reader that there is something new.
        var news: (@Sendable () -> Void)?
        /// Whether it has been told since it last read.
        var isTold = false
        /// The writers that wait until all is taken.
        var writers: [CheckedContinuation<Bool, Never>] = []
        /// What is left to do when the reader is gone.
        var onEnd: (@Sendable () -> Void)?
    }

    private let state: Mutex<State>
    private let limit: Int
    /// Written by the server when nothing has been for a while, so that a reader who left without a word is noticed;
    /// empty where nothing can be.
    public let heartbeat: [UInt8]

    /// - Parameters:
    ///   - limit: the octets that may wait for the reader; one for whom more would wait is dropped.
    ///   - onEnd: called once, on the thread that ends it, when it is finished or abandoned. It must not block.
    public init(limit: Int = 65_536, heartbeat: [UInt8] = [], onEnd: @escaping @Sendable () -> Void = {}) {
        (self.limit, self.heartbeat) = (limit, heartbeat)
        state = Mutex(State(onEnd: onEnd))
    }

    deinit { end(.abandoned) }

    // MARK: The writer's side

    /// Whether somebody may still read what is written.
    public var isOpen: Bool { state.withLock { $0.phase == .open } }

    /// Adds octets. False where nobody reads any more: the writer may stop.
    @discardableResult
    public func write(_ octets: [UInt8]) -> Bool {
        let (isOpen, news) = state.withLock { state in
            guard state.phase == .open else { return (false, nil as (@Sendable () -> Void)?) }
            guard state.waiting.count + octets.count <= limit else { return (false, nil) }
            state.waiting.append(contentsOf: octets)
            defer { state.isTold = true }
            return (true, state.isTold ? nil : state.news)
        }
        if isOpen { news?() } else { end(.abandoned) }
        return isOpen
    }

    /// Waits until the reader, who may not have come yet, has taken all that was written: for who has more to say than may
    /// wait. False where nobody reads any more. No thread is held.
    public func room() async -> Bool {
        await withCheckedContinuation { writer in
            let answer: Bool? = state.withLock { state in
                guard state.phase == .open, !state.waiting.isEmpty else { return state.phase == .open }
                state.writers.append(writer)
                return nil
            }
            if let answer { writer.resume(returning: answer) }
        }
    }

    /// The writers that wait for room.
    var waiterCount: Int { state.withLock { $0.writers.count } }

    /// Nothing more will be written: the reader gets what waits, then the end.
    public func finish() { end(.finished) }

    // MARK: The reader's side

    /// The reader begins. `news` is called, from any thread, when there is something to read after all has been taken,
    /// and when nothing ever will.
    func attach(_ news: @escaping @Sendable () -> Void) {
        let isLate = state.withLock { state in
            state.news = news
            return state.phase != .open
        }
        if isLate { news() }
    }

    /// Takes what waits; false when it was the last, and nothing will ever follow.
    func read(into output: inout [UInt8]) -> Bool {
        let (isOpen, writers) = state.withLock { state in
            output.append(contentsOf: state.waiting)
            (state.waiting, state.isTold) = ([], false)
            defer { state.writers = [] }
            return (state.phase == .open, state.writers)
        }
        for writer in writers { writer.resume(returning: true) }
        return isOpen
    }

    /// Whether what the reader was sent is not whole, and never will be.
    var isAbandoned: Bool { state.withLock { $0.phase == .abandoned } }

    /// The reader leaves, or never comes. May be called again.
    func abandon() { end(.abandoned) }

    private func end(_ phase: Phase) {
        let end: State? = state.withLock { state in
            // A reader who leaves before the end of what was finished wants nothing of it.
            if phase == .abandoned { state.waiting = [] }
            guard state.phase == .open else { return nil }
            state.phase = phase
            defer { (state.onEnd, state.news, state.writers) = (nil, nil, []) }
            return state
        }
        end?.onEnd?()
        end?.news?()
        for writer in end?.writers ?? [] { writer.resume(returning: false) }
    }
}
