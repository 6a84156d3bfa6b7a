import HTTP

/// One connection: moves octets between its wire and its exchanges, as the table of ``Lifecycle`` says. Belongs to its
/// loop's thread.
///
/// It owns memory only while a request is partly read or a response partly sent; what is read and written meanwhile
/// passes through the loop's buffers.
final class Connection<Host: ConnectionHost> {
    let token: Token
    let peer: Peer
    /// When ``expire()`` is due.
    private(set) var deadline = Instant.distantFuture
    private(set) var state: Lifecycle.State

    // Not checked at run time for exclusive access, and neither are the loop's buffers: a tenth of what a request costs
    // here. The compiler checks each function; and nothing that is called while one of these changes can come back to
    // this connection: the service does not know it, and what other threads ask waits for its turn in the loop.
    @exclusivity(unchecked) var wire: Host.ConnectionWire
    @exclusivity(unchecked) var exchanges: Exchanges
    /// Holds this connection too, until it is closed, which the end of the loop sees to.
    let loop: Host
    @exclusivity(unchecked) var incoming = Incoming()
    @exclusivity(unchecked) var outgoing = Outgoing()
    @exclusivity(unchecked) var pace: Pace
    @exclusivity(unchecked) var record: ExchangeRecord
    /// What it is answered instead of being served.
    var verdict: Refusal?
    /// The rule that was just broken, and the request that broke it.
    var fault: (refusal: Refusal, head: RequestHead?)?

    init(_ wire: Host.ConnectionWire, isOpen: Bool, _ token: Token, _ peer: Peer, _ loop: Host) {
        (self.wire, self.token, self.peer, self.loop) = (wire, token, peer, loop)
        state = isOpen ? .fresh : .opening
        exchanges = Exchanges(limits: loop.configuration.limits.message, scheme: isOpen ? .http : nil)
        (pace, record) = (Pace(now: loop.now), ExchangeRecord(end: loop.now))
        updateDeadline()
    }

    // MARK: What happens to it

    /// It has just been accepted: its first octets may be here.
    func begin() {
        incoming.isReadable = true
        handle(.readable)
    }

    /// The system tells something of its socket.
    func receive(_ event: Poller.Event) {
        // TLS may have had to write before it could read on.
        if event.isReadable || wire.isTLS { incoming.isReadable = true }
        if event.isEnded { incoming.isEnding = true }
        if let stream = outgoing.stream, stream.isAbandoned { return handle(.abandoned) }
        handle(incoming.isEnding ? .ended : event.isReadable ? .readable : .ready)
    }

    /// Its turn has come.
    func advance() {
        if let stream = outgoing.stream, stream.isAbandoned { return handle(.abandoned) }
        handle(.ready)
    }

    /// The response to the request in flight.
    func deliver(_ response: Response) {
        loop.output.removeAll(keepingCapacity: true)
        var turn = Turn()
        handle(respond(with: response, &turn), &turn)
    }

    /// A piece of what follows, once it is read; nil where it can no longer be.
    func take(_ piece: [UInt8]?) {
        guard case .source(let content, let next)? = outgoing.following, let piece else { return handle(.pieceLost) }
        let end = next + piece.count
        outgoing.pending = piece
        outgoing.following = end < content.count ? .source(content, next: end) : nil
        pace.begin(loop.now)
        handle(end < content.count ? .piece : .lastPiece)
    }

    /// Answers that there is no room for it, as soon as it can be said.
    func turnAway() {
        verdict = .tooManyConnections
        if state == .fresh { handle(.turnedAway) }
    }

    /// Its deadline has passed.
    func expire() { handle(.deadline) }

    /// The server stops: an idle connection closes, unless a request has just come, and a stream ends.
    func stop() {
        // Its handshake may be done.
        if state == .opening { handle(.readable) }
        if state.isIdle { incoming.isReadable = true }
        handle(.stop)
    }

    /// The loop ends, or cannot watch it.
    func cut() { handle(.cut) }

    // MARK: What it does

    private func handle(_ event: Lifecycle.Event) {
        var turn = Turn()
        handle(event, &turn)
    }

    /// Goes on from `event` to the end of the turn.
    private func handle(_ event: Lifecycle.Event, _ turn: inout Turn) {
        var next: Lifecycle.Event? = event
        while let event = next { next = perform(loop.lifecycle.step(&state, event), &turn) }
        updateDeadline()
    }

    /// Does it, and tells what came of it; nil where that ends the turn.
    @inline(__always) private func perform(_ action: Lifecycle.Action, _ turn: inout Turn) -> Lifecycle.Event? {
        switch action {
        case .none: nil
        case .rest: rest()
        case .yield: yield()
        case .readPiece: readPiece()
        case .finishStream: finishStream()
        case .endWriting: endWriting()
        case .close: close(isSilent: false)
        case .closeSilently: close(isSilent: true)
        case .reset: close(isSilent: true, resetting: true)
        case .open: open()
        case .read: read(&turn)
        case .parse: parse(&turn)
        case .answer: answer(&turn)
        case .refuse: refuse(&turn)
        case .refuseLateHead: refuse(.headTimeout, &turn)
        case .refuseLateContent: refuse(.contentTimeout, &turn)
        case .turnAway: refuse(.tooManyConnections, &turn)
        case .follow: follow(&turn)
        case .followLast: followLast(&turn)
        case .send: send()
        case .flush: flush()
        case .resume: resume()
        case .takePart: takePart()
        case .beat: beat()
        case .drain: drain()
        }
    }

    /// Ends the turn; unless it is idle while the server stops.
    private func rest() -> Lifecycle.Event? {
        if state.isReceiving, incoming.hasUnseen || incoming.isReadable { return yield() }
        guard loop.isStopping, state.isIdle else { return nil }
        incoming.isReadable = true
        return .stop
    }

    private func yield() -> Lifecycle.Event? {
        loop.giveTurn(to: token)
        return nil
    }

    /// Reads on where all is sent.
    private func resume() -> Lifecycle.Event? {
        if incoming.backlog.isEmpty, case .head = exchanges.phase { return rest() }
        return needs()
    }

    /// Goes on with the opening of the wire.
    private func open() -> Lifecycle.Event {
        switch wire.open() {
        case .open:
            incoming.isReadable = true
            pace.progress(loop.now)
            exchanges.scheme = .https
            let kind: WritableKeyPath<Metrics.Counts, Int> = wire.isResumed ? \.resumedHandshakes : \.fullHandshakes
            loop.counts.count { $0[keyPath: kind] += 1 }
            return verdict == .tooManyConnections ? .turnedAway : .opened
        case .plainHTTP:
            // Answered when its head tells what to say and how.
            verdict = verdict ?? .plainHTTP
            incoming.isReadable = true
            pace.progress(loop.now)
            return .opened
        case .wouldBlock: return .blocked
        case .failed:
            loop.counts.count { $0.failedHandshakes += 1 }
            return .handshakeFailed
        }
    }

    private func endWriting() -> Lifecycle.Event? {
        wire.endWriting()
        pace.begin(loop.now)
        incoming.isReadable = true
        return yield()
    }

    private func drain() -> Lifecycle.Event {
        guard incoming.isReadable else { return .blocked }
        switch wire.read(into: &loop.input, from: 0) {
        case .received(let count, _):
            pace.move(count, loop.now)
            return pace.moved < loop.configuration.limits.drain ? .received : .drained
        case .wouldBlock:
            incoming.isReadable = false
            return .blocked
        case .ended: return .finished
        case .failed: return .failed
        }
    }

    private func close(isSilent: Bool, resetting: Bool = false) -> Lifecycle.Event? {
        if isSilent { loop.counts.count { $0.silentDeadlines += 1 } }
        if let stream = outgoing.stream {
            stream.abandon()
            loop.counts.count { $0.endedStreams += 1 }
        }
        (incoming, outgoing) = (Incoming(), Outgoing())
        loop.forget(self)
        resetting ? wire.reset() : wire.close()
        return nil
    }

    // MARK: Time

    private func updateDeadline() {
        deadline = pace.deadline(
            state.doing.deadline, loop.configuration.timeouts, received: exchanges.receivedContent,
            beats: outgoing.stream?.beats ?? false)
        loop.arm(deadline)
    }
}

/// What has been received.
struct Incoming {
    /// Octets received and not consumed: the beginning of a head, or what follows the request in flight.
    var backlog: [UInt8] = []
    /// Whether the backlog holds octets that the exchanges have not seen.
    var hasUnseen = false
    /// The system may have octets for us.
    var isReadable = false
    /// The system has told the end of what the peer sends, though it may not be reached.
    var isEnding = false
}

/// What is to be sent.
struct Outgoing {
    /// Octets to send, of which the system has taken the first `sent`.
    var pending: [UInt8] = []
    var sent = 0
    var following: Following?

    /// The stream that is open.
    var stream: StreamedContent? { if case .stream(let stream)? = following { stream } else { nil } }
}

/// What follows the pending octets. Indirect, as nearly always nothing does: it is then one word to look at.
indirect enum Following {
    /// Content that is read while it is sent, from its first octet not yet read.
    case source(any ContentSource, next: Int)
    case stream(StreamedContent)
}

/// What one turn has at hand.
struct Turn {
    /// The octets of the loop's input that are not consumed.
    var position = 0, count = 0
    var request: Request?
    var remaining: RemainingContent?
}

extension Lifecycle.State {
    /// Nothing has come, and nothing is to be sent.
    var isIdle: Bool { self == .idle || self == .fresh }
    /// Octets that come are read.
    var isReceiving: Bool { isIdle || self == .head || self == .content }
}
