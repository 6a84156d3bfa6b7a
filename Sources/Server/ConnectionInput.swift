import HTTP

/// The way of a request: octets received, given to the exchanges, answered.
extension Connection {
    /// What the exchanges have not seen, or one read behind what they have.
    func read(_ turn: inout Turn) -> Lifecycle.Event {
        let kept = incoming.backlog.count
        // A partial head or line is shorter than the loop's buffer.
        if kept > 0 { loop.input.replaceSubrange(0..<kept, with: incoming.backlog) }
        if incoming.hasUnseen {
            incoming.hasUnseen = false
            return receive(kept, &turn)
        }
        guard incoming.isReadable else { return .blocked }
        switch wire.read(into: &loop.input, from: kept) {
        case .received(let count, let mayHaveMore):
            loop.traffic.received += count
            // More will be told; but its end is not told again.
            if !mayHaveMore, !incoming.isEnding { incoming.isReadable = false }
            // What came was for TLS itself.
            guard count > 0 else { return .blocked }
            return receive(kept + count, &turn)
        case .wouldBlock:
            incoming.isReadable = false
            return .blocked
        case .ended: return .finished
        case .failed: return .failed
        }
    }

    /// The first `count` octets of the loop's input are those of this turn.
    private func receive(_ count: Int, _ turn: inout Turn) -> Lifecycle.Event {
        if !incoming.backlog.isEmpty { incoming.backlog = [] }
        (turn.position, turn.count) = (0, count)
        loop.output.removeAll(keepingCapacity: true)
        return .received
    }

    /// Keeps what this turn has not consumed.
    private func keep(_ turn: Turn, isUnseen: Bool) {
        // Most often nothing is left, and to copy nothing costs as much as to copy a little.
        guard turn.position < turn.count else { return }
        incoming.backlog = [UInt8](loop.input[turn.position..<turn.count])
        incoming.hasUnseen = isUnseen
    }

    /// Gives the exchanges what this turn has.
    func parse(_ turn: inout Turn) -> Lifecycle.Event {
        let input = loop.input
        let (consumed, action) = exchanges.receive(input.span.extracting(turn.position..<turn.count)) {
            loop.service.bodyLimit(for: $0)
        }
        turn.position += consumed
        switch action {
        case .read:
            keep(turn, isUnseen: false)
            return needs()
        case .sendContinue:
            loop.output.append(contentsOf: Exchanges.interimResponse)
            return .expects
        case .answer(let request):
            if let verdict {
                fault = (verdict, request.head)
                return .broken
            }
            turn.request = request
            return .whole
        case .refuse(let refusal):
            fault = (refusal, exchanges.receiving)
            return .broken
        }
    }

    /// What the exchanges wait for.
    func needs() -> Lifecycle.Event {
        let event: Lifecycle.Event = if case .content = exchanges.phase { .needsContent } else { .needsHead }
        pace.await(event, in: state, loop.now)
        return event
    }

    func answer(_ turn: inout Turn) -> Lifecycle.Event {
        // What `parse` has just left there.
        guard let request = turn.request.take() else { return .later }
        record.begin(request, loop.now, isLogged: loop.configuration.accessLogger != nil)
        switch loop.service.answer(request, from: peer) {
        case .now(let response): return respond(with: response, &turn)
        case .later(let work):
            keep(turn, isUnseen: true)
            loop.start(work, for: token)
            return .later
        }
    }

    func respond(with response: Response, _ turn: inout Turn) -> Lifecycle.Event {
        record.end(response, loop)
        turn.remaining = exchanges.respond(
            with: response, closing: loop.isStopping, date: loop.date, into: &loop.output)
        pace.progress(loop.now)
        guard case .closed = exchanges.phase else { return .answered }
        // A reset would overtake the response where octets are left unread.
        let isUnread = turn.position < turn.count || !incoming.backlog.isEmpty || incoming.isReadable
        return isUnread ? .answeredLastUnread : .answeredLast
    }

    /// Refuses what broke a rule.
    func refuse(_ turn: inout Turn) -> Lifecycle.Event {
        guard let fault else { return .paused }
        self.fault = nil
        loop.counts.count { $0.refusals[fault.refusal, default: 0] += 1 }
        record.refuse(loop.now)
        let response = loop.service.refusal(fault.refusal, of: fault.head)
        record.end(response, loop)
        turn.remaining = exchanges.refuse(with: response, date: loop.date, into: &loop.output)
        return followLast(&turn)
    }

    /// Refuses the request that is coming, or the connection.
    func refuse(_ refusal: Refusal, _ turn: inout Turn) -> Lifecycle.Event {
        loop.output.removeAll(keepingCapacity: true)
        fault = (refusal, exchanges.receiving)
        return refuse(&turn)
    }

    /// Goes on behind a response: with the rest of it, or the next request.
    func follow(_ turn: inout Turn) -> Lifecycle.Event {
        if let event = followContent(&turn) {
            keep(turn, isUnseen: true)
            return event
        }
        let hasRoom = loop.output.count < loop.configuration.limits.pendingOutput
        if turn.position < turn.count, hasRoom { return parse(&turn) }
        keep(turn, isUnseen: true)
        return .paused
    }

    /// Goes on behind the last response: with the rest of it.
    func followLast(_ turn: inout Turn) -> Lifecycle.Event { followContent(&turn) ?? .paused }

    /// What is to be sent after the octets of a response that are there.
    private func followContent(_ turn: inout Turn) -> Lifecycle.Event? {
        guard let remaining = turn.remaining.take() else { return nil }
        switch remaining {
        case .source(let source):
            guard source.count > 0 else { return nil }
            outgoing.following = .source(source, next: 0)
            return .source
        case .stream(let stream):
            outgoing.following = .stream(stream)
            loop.counts.count { $0.openedStreams += 1 }
            stream.attach { [loop, token] in loop.giveTurn(to: token) }
            // Those that were open when the stop began were ended then.
            if loop.isStopping { stream.finish() }
            return .stream
        }
    }
}

/// What is counted and logged of the exchange in flight.
struct ExchangeRecord {
    /// When its request was whole: the turn of the loop that found it so.
    private var requestEnd: Instant
    /// Its request, where there is an access log.
    private var request: Request?

    init(end: Instant) { requestEnd = end }

    mutating func begin(_ request: Request, _ now: Instant, isLogged: Bool) {
        requestEnd = now
        if isLogged { self.request = request }
    }

    /// A request that could not be read is answered.
    mutating func refuse(_ now: Instant) { (requestEnd, request) = (now, nil) }

    mutating func end(_ response: Response, _ loop: some ConnectionHost) {
        let nanoseconds = loop.clock.nanoseconds(since: requestEnd)
        loop.counts.count { $0.answer(response.status, after: nanoseconds) }
        guard let logger = loop.configuration.accessLogger else { return }
        let name = name(loop.service), count = response.body.count.map(String.init) ?? "-"
        logger.info("\(name) \(response.status.code) \(count) \(nanoseconds / 1_000)us")
        request = nil
    }

    /// The method, if it is one that is known, as anything may be typed there, and the resource.
    private func name(_ service: any Service) -> String {
        guard let request else { return "- -" }
        return "\(request.method.isKnown ? request.method.rawValue : "-") \(service.name(ofResourceFor: request))"
    }
}
