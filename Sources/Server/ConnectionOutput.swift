import HTTP

/// The way of a response: octets to send, and what follows them.
extension Connection {
    /// Sends the loop's output, and keeps what the system does not take.
    func send() -> Lifecycle.Event {
        let output = loop.output
        // The reader has not taken all of the answers before this one.
        guard outgoing.pending.isEmpty else {
            outgoing.pending.append(contentsOf: output)
            return .blocked
        }
        let isLast = state == .sending(.closing) || state == .sending(.draining)
        var offset = 0
        while offset < output.count {
            switch wire.write(output.span, from: offset, isLast: isLast) {
            case .sent(let count):
                loop.traffic.sent += count
                offset += count
            case .wouldBlock:
                keep(output, from: offset)
                pace.begin(loop.now)
                return .blocked
            case .failed: return .failed
            }
        }
        return .taken
    }

    /// Makes the rest of the loop's output pending. Most of a long answer is kept as it is, and the loop begins another
    /// buffer: to copy it would cost as much as to send it.
    private func keep(_ output: [UInt8], from offset: Int) {
        guard output.count - offset > output.capacity / 2 else { return outgoing.pending = [UInt8](output[offset...]) }
        (outgoing.pending, outgoing.sent) = (output, offset)
        loop.output = []
    }

    /// Sends what is pending.
    func flush() -> Lifecycle.Event {
        while outgoing.sent < outgoing.pending.count {
            switch wire.write(outgoing.pending.span, from: outgoing.sent, isLast: false) {
            case .sent(let count):
                loop.traffic.sent += count
                outgoing.sent += count
                pace.move(count, loop.now)
            case .wouldBlock: return .blocked
            case .failed: return .failed
            }
        }
        (outgoing.pending, outgoing.sent) = ([], 0)
        return .taken
    }

    /// Asks for the next piece of content.
    func readPiece() -> Lifecycle.Event? {
        guard case .source(let content, let next)? = outgoing.following else { return nil }
        let end = next + min(loop.configuration.limits.piece, content.count - next)
        loop.read(next..<end, of: content, for: token)
        return nil
    }

    /// Takes what a stream has.
    func takePart() -> Lifecycle.Event {
        guard let stream = outgoing.stream else { return .noPart }
        let isOpen = stream.read(into: &outgoing.pending)
        if !outgoing.pending.isEmpty { pace.begin(loop.now) }
        guard !isOpen else { return outgoing.pending.isEmpty ? .noPart : .part }
        // Just now, from another thread: its end would look like a whole one.
        if stream.isAbandoned { return .abandoned }
        outgoing.following = nil
        loop.counts.count { $0.endedStreams += 1 }
        return .lastPart
    }

    /// Makes a stream's heartbeat pending.
    func beat() -> Lifecycle.Event {
        guard let stream = outgoing.stream, stream.beat(into: &outgoing.pending) else { return .noPart }
        pace.begin(loop.now)
        return .part
    }

    /// What the stream has said is sent, and then its end.
    func finishStream() -> Lifecycle.Event? {
        outgoing.stream?.finish()
        return nil
    }
}
