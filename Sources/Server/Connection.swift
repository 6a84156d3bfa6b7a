import HTTP

/// One connection: moves octets between its socket and its exchanges. Belongs to its loop's thread.
///
/// It owns memory only while a request is partly read or a response partly sent; what is read and written meanwhile
/// passes through the loop's buffers.
final class Connection {
    let token: Token
    let peer: Peer
    /// When ``expire()`` is due.
    private(set) var deadline = Instant.distantFuture

    // Not checked at run time for exclusive access, and neither are the loop's buffers: a tenth of what a request costs
    // here. The compiler checks each function; and nothing that is called while one of these changes can come back to
    // this connection: the service does not know it, and what other threads ask waits for its turn in the loop.
    @exclusivity(unchecked) private var transport: Transport
    @exclusivity(unchecked) private var exchanges: Exchanges
    /// Holds this connection too, until it is closed, which the end of the loop sees to.
    private let loop: EventLoop
    /// Octets received and not consumed: the beginning of a head, or what follows the request in flight.
    private var backlog: [UInt8] = []
    /// Whether the backlog holds octets that the exchanges have not seen.
    private var hasUnseen = false
    /// Octets to send, of which the system has taken the first `sent`.
    @exclusivity(unchecked) private var pending: [UInt8] = []
    private var sent = 0
    @exclusivity(unchecked) private var following: Following?
    /// The system may have octets for us.
    private var isReadable = false
    /// The system has told the end of what the peer sends, though it may not be reached.
    private var isEnding = false
    private var closing = Closing.no
    /// When the request in flight was whole: the turn of the loop that found it so.
    private var requestEnd: Instant
    /// Itself, where there is an access log.
    private var loggedRequest: Request?
    /// The last time that something ended or moved on: an exchange, a write.
    private var waitingSince: Instant
    private var requestSince: Instant?
    private var contentSince: Instant?
    /// Since when octets are pending, and how many the reader has taken since.
    private var writing: (since: Instant, taken: Int)?
    /// Whether no request has come yet.
    private var isFresh = true
    /// Whether the transport is still to be opened: TLS, until the end of its handshake.
    private var isOpening: Bool
    /// What it is answered instead of being served.
    private var verdict: Refusal?

    /// What follows the pending octets. Indirect, as nearly always nothing does: it is then one word to look at.
    private indirect enum Following {
        /// Content that is read while it is sent, from its first octet not yet read; a piece of it may be on its way.
        case source(any ContentSource, next: Int, isBeingRead: Bool)
        case stream(StreamedContent)
    }

    /// How far the end of the connection has come.
    private enum Closing: Equatable {
        case no
        /// As soon as the pending octets are sent.
        case afterWriting(drains: Bool)
        /// All is sent and said to be; what still comes is dropped, so that the client can read the response before
        /// its own octets are answered by a reset (RFC 9112 §9.6).
        case draining(since: Instant, dropped: Int)
        case closed
    }

    init(_ transport: Transport, _ token: Token, _ peer: Peer, _ loop: EventLoop) {
        (self.transport, self.token, self.peer, self.loop) = (transport, token, peer, loop)
        if case .plain = transport { isOpening = false } else { isOpening = true }
        exchanges = Exchanges(limits: loop.configuration.limits.message, scheme: isOpening ? nil : .http)
        (waitingSince, requestEnd) = (loop.now, loop.now)
        updateDeadline()
    }

    // MARK: What happens to it

    /// It has just been accepted: its first octets may be here.
    func begin() {
        isReadable = true
        advance()
    }

    func receive(_ event: Poller.Event) {
        // TLS may have had to write before it could read on.
        if event.isReadable || transport.isTLS { isReadable = true }
        if event.isEnded { isEnding = true }
        // Who reads a stream asks nothing more: the end of what it sends is its leaving.
        if isEnding, case .stream? = following { return close() }
        advance()
    }

    /// The response to the request in flight.
    func deliver(_ response: Response) {
        guard case .answering = exchanges.phase, closing == .no else { return response.abandon() }
        loop.output.removeAll(keepingCapacity: true)
        respond(with: response)
        sendOutput()
        advance()
    }

    /// A piece of what follows, once it is read; nil where it can no longer be.
    func take(_ piece: [UInt8]?) {
        guard case .source(let content, let next, isBeingRead: true)? = following else { return }
        guard let piece else { return close() }
        pending = piece
        let end = next + piece.count
        following = end < content.count ? .source(content, next: end, isBeingRead: false) : nil
        waitingSince = loop.now
        advance()
    }

    /// Answers that there is no room for it, as soon as it can be said.
    func turnAway() {
        verdict = .tooManyConnections
        if !isOpening { refuse(.tooManyConnections) }
    }

    /// Its deadline has passed.
    func expire() {
        if isWaitingForStream { return beat() }
        // A reader this slow could go on for hours with what is on its way.
        if isWriting { return closeSilently(resetting: true) }
        guard closing == .no, !isOpening else { return closeSilently() }
        switch exchanges.phase {
        case .head where backlog.isEmpty: closeSilently()
        case .head: refuse(.headTimeout)
        case .content: refuse(.contentTimeout)
        case .answering, .closed: break
        }
    }

    private func closeSilently(resetting: Bool = false) {
        loop.counts.count { $0.silentDeadlines += 1 }
        close(resetting: resetting)
    }

    /// The server stops: an idle connection closes, unless a request has just come, and a stream ends.
    func stop() {
        if case .stream(let stream)? = following {
            closing = .afterWriting(drains: false)
            stream.finish()
        }
        guard isIdle else { return }
        isReadable = true
        advance()
        if isIdle { close() }
    }

    // MARK: Moving octets

    private var isIdle: Bool {
        guard case .head = exchanges.phase else { return false }
        return closing == .no && !isWriting && backlog.isEmpty
    }

    /// Does what can be done now, at most one read, and asks for another turn if there is more to do.
    func advance() {
        defer { updateDeadline() }
        if case .stream(let stream)? = following, stream.isAbandoned { return close() }
        guard closing != .closed, !isOpening || open(), flush() else { return }
        if case .draining = closing { return drain() }
        guard closing == .no, isReading else { return }
        if hasUnseen {
            let count = backlog.count
            loop.input.replaceSubrange(0..<count, with: backlog)
            backlog = []
            process(count)
        } else if isReadable {
            read()
        }
        if closing == .no, !isWriting, isReading, hasUnseen || isReadable { return loop.giveTurn(to: token) }
        if loop.isStopping, isIdle { close() }
    }

    /// Goes on with the opening of the transport; whether it is done.
    private func open() -> Bool {
        switch transport.open() {
        case .open:
            (isOpening, isReadable, waitingSince) = (false, true, loop.now)
            exchanges.scheme = .https
            let kind: WritableKeyPath<Metrics.Counts, Int> = transport.isResumed ? \.resumedHandshakes : \.fullHandshakes
            loop.counts.count { $0[keyPath: kind] += 1 }
            if verdict == .tooManyConnections { refuse(.tooManyConnections) }
            return true
        case .plainHTTP:
            // Answered when its head tells what to say and how.
            (isOpening, verdict, waitingSince) = (false, verdict ?? .plainHTTP, loop.now)
            return true
        case .wouldBlock: return false
        case .failed:
            isOpening = false
            loop.counts.count { $0.failedHandshakes += 1 }
            closing = .afterWriting(drains: true)
            finishWriting()
            return false
        }
    }

    private var isWriting: Bool { !pending.isEmpty || following != nil }

    private var isWaitingForPiece: Bool { if case .source(_, _, isBeingRead: true)? = following { true } else { false } }

    private var isWaitingForStream: Bool { if case .stream? = following { pending.isEmpty } else { false } }

    private var isReading: Bool {
        switch exchanges.phase {
        case .head, .content: true
        case .answering, .closed: false
        }
    }

    private func read() {
        let kept = backlog.count
        // A partial head or line is shorter than the loop's buffer.
        if kept > 0 {
            loop.input.replaceSubrange(0..<kept, with: backlog)
            backlog = []
        }
        switch transport.read(into: &loop.input, from: kept) {
        case .received(let count, let mayHaveMore):
            loop.traffic.received += count
            // More will be told; but its end is not told again.
            if !mayHaveMore, !isEnding { isReadable = false }
            process(kept + count)
        case .wouldBlock:
            isReadable = false
            backlog = [UInt8](loop.input[..<kept])
        case .ended, .failed: close()
        }
    }

    /// Gives the exchanges the first `count` octets of the loop's input.
    private func process(_ count: Int) {
        loop.output.removeAll(keepingCapacity: true)
        let input = loop.input
        var position = 0
        var isWaiting = false
        while position < count, closing == .no, !isWaiting, following == nil, loop.output.count < loop.configuration.limits.pendingOutput {
            let (consumed, action) = exchanges.receive(input.span.extracting(position..<count)) {
                loop.service.bodyLimit(for: $0)
            }
            position += consumed
            switch action {
            case .read: isWaiting = true
            case .sendContinue: loop.output.append(contentsOf: Exchanges.interimResponse)
            case .answer(let request):
                if let verdict { return refuse(verdict, of: request.head) }
                isFresh = false
                (requestSince, contentSince) = (nil, nil)
                begin(request)
                switch loop.service.answer(request, from: peer) {
                case .now(let response): respond(with: response)
                case .later(let work):
                    loop.start(work, for: token)
                    isWaiting = true
                }
            case .refuse(let refusal): answer(refusal, of: exchanges.receiving)
            }
        }
        let isPartial = isReading
        if closing == .no {
            // Most often nothing is left, and to copy nothing costs as much as to copy a little.
            backlog = position < count ? [UInt8](input[position..<count]) : []
            hasUnseen = position < count && !(isPartial && isWaiting)
            if isReading, requestSince == nil, !backlog.isEmpty || isReceivingContent { requestSince = loop.now }
            if isReceivingContent, contentSince == nil { contentSince = loop.now }
        } else {
            // A reset would overtake the response where octets are left unread.
            if position < count { closing = .afterWriting(drains: true) }
            hasUnseen = false
        }
        sendOutput()
    }

    private var isReceivingContent: Bool { if case .content = exchanges.phase { true } else { false } }

    /// The request in flight is whole.
    private func begin(_ request: Request) {
        requestEnd = loop.now
        if loop.configuration.accessLogger != nil { loggedRequest = request }
    }

    private func respond(with response: Response) {
        record(response)
        follow(exchanges.respond(with: response, closing: loop.isStopping, date: loop.date, into: &loop.output))
        waitingSince = loop.now
        if case .closed = exchanges.phase { closing = .afterWriting(drains: !backlog.isEmpty || isReadable) }
    }

    /// What is to be sent after the octets of a response that are there.
    private func follow(_ remaining: RemainingContent?) {
        switch remaining {
        case nil: break
        case .source(let source)?: if source.count > 0 { following = .source(source, next: 0, isBeingRead: false) }
        case .stream(let stream)?:
            following = .stream(stream)
            loop.counts.count { $0.openedStreams += 1 }
            stream.attach { [loop, token] in loop.giveTurn(to: token) }
            // Those that were open when the stop began were ended then.
            if loop.isStopping { stream.finish() }
        }
    }

    private func answer(_ refusal: Refusal, of head: RequestHead?) {
        (requestEnd, loggedRequest) = (loop.now, nil)
        loop.counts.count { $0.refusals[refusal, default: 0] += 1 }
        let response = loop.service.refusal(refusal, of: head)
        record(response)
        follow(exchanges.refuse(with: response, date: loop.date, into: &loop.output))
        closing = .afterWriting(drains: true)
    }

    private func record(_ response: Response) {
        let nanoseconds = Instant.now.nanoseconds(since: requestEnd)
        loop.counts.count { $0.answer(response.status, after: nanoseconds) }
        guard let logger = loop.configuration.accessLogger else { return }
        logger.info("\(loggedName) \(response.status.code) \(response.body.count.map(String.init) ?? "-") \(nanoseconds / 1_000)us")
        loggedRequest = nil
    }

    /// The method, if it is one that is known, as anything may be typed there, and the resource.
    private var loggedName: String {
        guard let request = loggedRequest else { return "- -" }
        return "\(request.method.isKnown ? request.method.rawValue : "-") \(loop.service.name(ofResourceFor: request))"
    }

    private func refuse(_ refusal: Refusal, of head: RequestHead? = nil) {
        loop.output.removeAll(keepingCapacity: true)
        answer(refusal, of: head ?? exchanges.receiving)
        sendOutput()
        updateDeadline()
    }

    /// Sends the loop's output, and keeps what the system does not take.
    private func sendOutput() {
        let output = loop.output
        // The reader has not taken all of the answers before this one.
        guard pending.isEmpty else { return pending.append(contentsOf: output) }
        let isLast = closing != .no && following == nil
        var offset = 0
        while offset < output.count {
            switch transport.write(output.span, from: offset, isLast: isLast) {
            case .sent(let count):
                loop.traffic.sent += count
                offset += count
            case .wouldBlock:
                pending = [UInt8](output[offset...])
                waitingSince = loop.now
                writing = (loop.now, 0)
                return
            case .failed: return close()
            }
        }
        guard following != nil else { return finishWriting() }
        writing = (loop.now, 0)
        loop.giveTurn(to: token)
    }

    /// Sends what is pending, and one piece of what follows it; whether nothing is left.
    private func flush() -> Bool {
        guard isWriting else { return true }
        if pending.isEmpty, !takePiece() { return false }
        while sent < pending.count {
            guard let count = taken(transport.write(pending.span, from: sent)) else { return false }
            sent += count
        }
        (pending, sent) = ([], 0)
        guard following == nil else {
            loop.giveTurn(to: token)
            return false
        }
        finishWriting()
        return closing != .closed
    }

    /// Makes the next piece of what follows pending, or asks for it; false where nothing more can be done now.
    private func takePiece() -> Bool {
        switch following {
        case nil: return true
        case .source(_, _, isBeingRead: true)?: return false
        case .source(let content, let next, isBeingRead: false)?:
            following = .source(content, next: next, isBeingRead: true)
            loop.read(next..<next + min(loop.configuration.limits.piece, content.count - next), of: content, for: token)
            return false
        case .stream(let stream)?:
            if !stream.read(into: &pending) {
                // Just now, from another thread: its end would look like a whole one.
                if stream.isAbandoned {
                    close()
                    return false
                }
                endStream()
            }
            guard !pending.isEmpty else { return following == nil }
            writing = (loop.now, 0)
            return true
        }
    }

    /// How many octets were taken; nil where the system takes none, or never will again.
    private func taken(_ outcome: Socket.WriteOutcome) -> Int? {
        switch outcome {
        case .sent(let count):
            loop.traffic.sent += count
            waitingSince = loop.now
            writing?.taken += count
            return count
        case .wouldBlock: return nil
        case .failed:
            close()
            return nil
        }
    }

    private func endStream() {
        following = nil
        loop.counts.count { $0.endedStreams += 1 }
    }

    /// Shows the reader of a stream that the connection lives, and finds out whether the reader does.
    private func beat() {
        guard case .stream(let stream)? = following, stream.beat(into: &pending) else { return }
        writing = (loop.now, 0)
        advance()
    }

    private func finishWriting() {
        writing = nil
        guard case .afterWriting(let drains) = closing else { return }
        // To close says it too.
        guard drains else { return close() }
        transport.endWriting()
        waitingSince = loop.now
        closing = .draining(since: loop.now, dropped: 0)
        isReadable = true
        loop.giveTurn(to: token)
    }

    private func drain() {
        guard case .draining(let since, let dropped) = closing, isReadable else { return }
        switch transport.read(into: &loop.input, from: 0) {
        case .received(let count, _):
            guard dropped + count < loop.configuration.limits.drain else { return close() }
            closing = .draining(since: since, dropped: dropped + count)
            waitingSince = loop.now
            loop.giveTurn(to: token)
        case .wouldBlock: isReadable = false
        case .ended, .failed: close()
        }
    }

    func close(resetting: Bool = false) {
        guard closing != .closed else { return }
        closing = .closed
        pending = []
        if case .stream(let stream)? = following {
            stream.abandon()
            endStream()
        }
        following = nil
        loop.forget(self)
        resetting ? transport.socket.reset() : transport.close()
    }

    // MARK: Time

    private func updateDeadline() {
        let timeouts = loop.configuration.timeouts
        deadline = switch (closing, exchanges.phase) {
        case (.closed, _): .distantFuture
        case (.draining(let since, _), _): min(waitingSince + timeouts.drain, since + timeouts.drainInAll)
        case _ where isOpening: waitingSince + timeouts.handshake
        case _ where isWaitingForPiece: .distantFuture
        case _ where isWaitingForStream: isBeating ? waitingSince + timeouts.heartbeat : .distantFuture
        case _ where isWriting: writeDeadline(timeouts)
        case (_, .head): requestSince.map { $0 + timeouts.head } ?? waitingSince + (isFresh ? timeouts.head : timeouts.idle)
        case (_, .content): contentDeadline(timeouts)
        case (_, .answering), (_, .closed): .distantFuture
        }
        loop.arm(deadline)
    }

    private var isBeating: Bool { if case .stream(let stream)? = following { stream.beats } else { false } }

    private func writeDeadline(_ timeouts: Server.Timeouts) -> Instant {
        let stalled = waitingSince + timeouts.write
        return writing.map { min(stalled, $0.since + (timeouts.write + Double($0.taken) / timeouts.rate)) } ?? stalled
    }

    private func contentDeadline(_ timeouts: Server.Timeouts) -> Instant {
        let paced = timeouts.contentGrace + Double(exchanges.receivedContent) / timeouts.rate
        return min((contentSince ?? loop.now) + paced, (requestSince ?? loop.now) + timeouts.request)
    }
}
