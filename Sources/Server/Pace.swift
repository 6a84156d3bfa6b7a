/// The instants of a connection that its deadlines are counted from.
struct Pace {
    /// The last time that something ended or moved on: an exchange, a write.
    private(set) var progress: Instant
    /// The first octet of the request that is coming, or when it was looked at again.
    private var request: Instant
    /// The end of its head.
    private var content: Instant
    /// Since when octets are pending, or dropped, and how many have been since.
    private var stretch: (since: Instant, count: Int)

    init(now: Instant) { (progress, request, content, stretch) = (now, now, now, (now, 0)) }

    mutating func progress(_ now: Instant) { progress = now }

    /// A head, or the content of a request, is waited for: not while octets were sent, when nothing was read.
    mutating func await(_ event: Lifecycle.Event, in state: Lifecycle.State, _ now: Instant) {
        if state != .head, state != .content { request = now }
        if event == .needsContent, state != .content { content = now }
    }

    /// Octets begin to be pending, or dropped.
    mutating func begin(_ now: Instant) { (progress, stretch) = (now, (now, 0)) }

    /// So many have moved on.
    mutating func move(_ count: Int, _ now: Instant) {
        progress = now
        stretch.count += count
    }

    /// Octets moved since they began to.
    var moved: Int { stretch.count }

    /// - Parameters:
    ///   - received: octets of the content that is coming.
    ///   - beats: whether the stream that is open has a heartbeat.
    func deadline(_ kind: Lifecycle.Deadline, _ timeouts: Server.Timeouts, received: Int, beats: Bool) -> Instant {
        switch kind {
        case .handshake: progress + timeouts.handshake
        case .firstHead: progress + timeouts.head
        case .idle: progress + timeouts.idle
        case .head: request + timeouts.head
        case .content:
            min(content + (timeouts.contentGrace + Double(received) / timeouts.rate), request + timeouts.request)
        case .write:
            min(progress + timeouts.write, stretch.since + (timeouts.write + Double(stretch.count) / timeouts.rate))
        case .heartbeat: beats ? progress + timeouts.heartbeat : .distantFuture
        case .drain: min(progress + timeouts.drain, stretch.since + timeouts.drainInAll)
        case .service, .disk, .none: .distantFuture
        }
    }
}
