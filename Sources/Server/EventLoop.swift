import HTTP
import Glibc
import Logging
import Synchronization
import Threads

/// One thread with its own poller, listeners and connections; also the executor of the tasks that answer them.
///
/// `@unchecked Sendable`: what is private to the thread says so, and `isCurrent` guards the ways in. All else is
/// immutable or behind the inbox's lock.
final class EventLoop: TaskExecutor, ConnectionHost, @unchecked Sendable {
    typealias ConnectionWire = Transport

    // MARK: From any thread

    let configuration: Server.Configuration
    let service: any Service
    private let logger: Logger
    private let occupancy: Occupancy
    let counts: Metrics.Share
    let lifecycle = Lifecycle.Table.standard
    private let tls: TLSSource?
    private let poller: Poller
    private let thread = Atomic<UInt>(0)
    private let inbox = Mutex(Inbox())

    /// What other threads ask of the loop.
    private struct Inbox {
        var jobs: [UnownedJob] = []
        var turns: [Token] = []
        var stop: Stop?
        /// Whether the loop has been told that there is something here.
        var isAwake = false
        var hasEnded = false
    }

    private enum Stop { case gracefully, atOnce }

    // MARK: The thread's own

    private var listeners: [Listener]
    /// By descriptor.
    private var connections: [Connection<EventLoop>?] = []
    private var connectionCount = 0
    private var generation: UInt32 = 0
    private var jobs: [UnownedJob] = []
    /// Connections that have more to do after everybody else's turn.
    private var turns: [Token] = []
    private var earliestDeadline = Instant.distantFuture
    private var stopDeadline = Instant.distantFuture
    private var mayAccept = false
    private var acceptsAgainAt = Instant.distantFuture
    private var isCrowded = false

    /// The octets that the connection whose turn it is has received.
    @exclusivity(unchecked) var input: [UInt8]
    /// The octets that it sends.
    @exclusivity(unchecked) var output: [UInt8] = []
    /// The octets that went through this turn, and are counted at its end.
    @exclusivity(unchecked) var traffic = (received: 0, sent: 0)
    var now: Instant {
        assertCurrent()
        return turnStart
    }
    private var turnStart = Instant.now
    var clock: Instant { .now }
    private(set) var date = HTTPDate(seconds: 0)
    var isStopping: Bool {
        assertCurrent()
        return hasStopped
    }
    private var hasStopped = false

    /// Deadlines fall due together, every so many milliseconds, so that thousands of them cost little.
    private static let deadlineStep: Int64 = 50
    /// A listener's token has no connection's generation.
    private static let listenerGeneration = UInt32.max

    init(
        _ configuration: Server.Configuration, _ service: any Service, _ listeners: [Listener], _ occupancy: Occupancy, _ tls: TLSSource?,
        _ logger: Logger
    ) throws(ServerError) {
        (self.configuration, self.service, self.listeners) = (configuration, service, listeners)
        (self.occupancy, self.tls, self.logger) = (occupancy, tls, logger)
        counts = configuration.metrics.share()
        poller = try Poller()
        // A partial head or chunk line, and then a read.
        input = Array(repeating: 0, count: 65_536 + Int(max(configuration.limits.message.head, configuration.limits.message.trailers)))
        for listener in listeners {
            let token = Token(descriptor: listener.descriptor, generation: EventLoop.listenerGeneration)
            guard poller.add(listener.descriptor, token: token.rawValue) else {
                throw .cannotPrepare("a listener", reason: systemErrorDescription())
            }
        }
    }

    var isCurrent: Bool { thread.load(ordering: .relaxed) == pthread_self() }

    /// Traps, in a debug build, where what is the thread's own is touched by another: the compiler does not see it.
    private func assertCurrent(_ what: StaticString = #function) {
        assert(isCurrent, "\(what) of a loop is its own thread’s")
    }

    // MARK: Running

    /// Serves on the current thread until stopped. Meanwhile that thread may not wait for anything else.
    func run() {
        thread.store(pthread_self(), ordering: .relaxed)
        Waiting.forbid()
        defer { Waiting.forbid(false) }
        while !isOver {
            let count = poller.wait(milliseconds: patience)
            turnStart = .now
            updateDate()
            for index in 0..<count { handle(poller.event(index)) }
            acceptAll()
            takeInbox()
            takeTurns()
            runJobs()
            expireAll()
            countTraffic()
        }
        end()
    }

    private var isOver: Bool { isStopping && (connectionCount == 0 || now >= stopDeadline) }

    /// How long to wait for events, in milliseconds.
    private var patience: Int32 {
        if !jobs.isEmpty || !turns.isEmpty || (mayAccept && acceptsAgainAt == .distantFuture) { return 0 }
        let next = min(earliestDeadline, stopDeadline, acceptsAgainAt)
        return next == .distantFuture ? -1 : Int32(clamping: now.milliseconds(until: next))
    }

    private func updateDate() {
        let seconds = time(nil)
        if seconds != date.seconds { date = HTTPDate(seconds: seconds) }
    }

    private func handle(_ event: Poller.Event) {
        guard let rawValue = event.token else { return }
        let token = Token(rawValue: rawValue)
        if token.generation == EventLoop.listenerGeneration {
            mayAccept = true
        } else {
            connection(token)?.receive(event)
        }
    }

    private func countTraffic() {
        guard traffic != (0, 0) else { return }
        counts.count {
            $0.receivedOctets += traffic.received
            $0.sentOctets += traffic.sent
        }
        traffic = (0, 0)
    }

    private func takeTurns() {
        assertCurrent()
        let taken = turns
        turns.removeAll(keepingCapacity: true)
        for token in taken { connection(token)?.advance() }
    }

    private func end() {
        assertCurrent()
        for connection in connections { connection?.cut() }
        // From here on nothing is queued, not even by the jobs that are run below.
        thread.store(0, ordering: .relaxed)
        let left = inbox.withLock { inbox in
            inbox.hasEnded = true
            return inbox.jobs
        }
        for job in jobs + left { job.runSynchronously(on: asUnownedTaskExecutor()) }
    }

    // MARK: Connections

    private func connection(_ token: Token) -> Connection<EventLoop>? {
        assertCurrent()
        let index = Int(token.descriptor)
        guard index < connections.count, let connection = connections[index], connection.token == token else { return nil }
        return connection
    }

    private func acceptAll() {
        if now >= acceptsAgainAt { (mayAccept, acceptsAgainAt) = (true, .distantFuture) }
        guard mayAccept, acceptsAgainAt == .distantFuture else { return }
        mayAccept = false
        for listener in listeners { accept(from: listener) }
    }

    /// Accepts what waits, up to a number that leaves the others their turn.
    private func accept(from listener: Listener) {
        for _ in 0..<64 {
            guard !occupancy.isFull else { return pauseAccepting("all \(occupancy.count) are in use") }
            switch listener.accept() {
            case .accepted(let socket, let peer): welcome(socket, peer)
            case .wouldBlock:
                isCrowded = false
                return
            case .exhausted: return pauseAccepting(systemErrorDescription())
            }
        }
        mayAccept = true
    }

    /// Connections wait in the system's queue for a while. Said once, until none waits any more.
    private func pauseAccepting(_ reason: String) {
        if !isCrowded { logger.warning("New connections wait: \(reason)") }
        isCrowded = true
        acceptsAgainAt = now + configuration.timeouts.acceptPause
    }

    private func welcome(_ socket: Socket, _ peer: Peer) {
        assertCurrent()
        generation = (generation &+ 1) % EventLoop.listenerGeneration
        let token = Token(descriptor: socket.descriptor, generation: generation)
        let index = Int(socket.descriptor)
        while connections.count <= index { connections.append(nil) }
        let transport: Transport = tls.map { .unopened(socket, $0.current) } ?? .plain(socket)
        let connection = Connection(transport, isOpen: tls == nil, token, peer, self)
        connections[index] = connection
        connectionCount += 1
        counts.count { $0.acceptedConnections += 1 }
        if !occupancy.enter(peer) { connection.turnAway() }
        connection.begin()
        // Often it has come with its request, and is already done.
        if connections[index] === connection, !poller.add(socket.descriptor, token: token.rawValue) { connection.cut() }
    }

    /// `connection` is closing.
    func forget(_ connection: Connection<EventLoop>) {
        assertCurrent()
        connections[Int(connection.token.descriptor)] = nil
        connectionCount -= 1
        counts.count { $0.closedConnections += 1 }
        occupancy.leave(connection.peer)
    }

    /// Lets a connection advance once more, after the others. May be called from any thread.
    func giveTurn(to token: Token) {
        if isCurrent { return turns.append(token) }
        ask { $0.turns.append(token) }
    }

    // MARK: Deadlines

    /// Makes sure that deadlines are looked at when `deadline` falls due.
    func arm(_ deadline: Instant) {
        assertCurrent()
        if deadline < earliestDeadline { earliestDeadline = deadline.roundedUp(to: EventLoop.deadlineStep) }
    }

    private func expireAll() {
        guard now >= earliestDeadline else { return }
        earliestDeadline = .distantFuture
        for case let connection? in connections {
            if connection.deadline <= now { connection.expire() }
            arm(connection.deadline)
        }
    }

    // MARK: Tasks

    /// Runs `work` on this loop, and gives its response to the connection if that is still there.
    func start(_ work: @escaping @Sendable () async -> Response, for token: Token) {
        assertCurrent()
        Task(executorPreference: self) {
            let response = await work()
            // After the end of the loop, or of the connection, there is nobody to answer.
            guard self.isCurrent, let connection = self.connection(token) else { return response.abandon() }
            connection.deliver(response)
        }
    }

    /// Has octets of a content read, and gives them to the connection if that is still there.
    func read(_ range: Range<Int>, of content: any ContentSource, for token: Token) {
        assertCurrent()
        Task(executorPreference: self) {
            let piece = await Workers.disk.run { () -> [UInt8]? in
                var octets: [UInt8] = []
                return content.read(range, into: &octets) && octets.count == range.count ? octets : nil
            }
            if self.isCurrent { self.connection(token)?.take(piece) }
        }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        if isCurrent {
            jobs.append(job)
            return
        }
        // Whoever waits for the task must not wait for ever.
        if !ask({ $0.jobs.append(job) }) { job.runSynchronously(on: asUnownedTaskExecutor()) }
    }

    private func runJobs() {
        assertCurrent()
        guard !jobs.isEmpty else { return }
        let taken = jobs
        jobs.removeAll(keepingCapacity: true)
        for job in taken { job.runSynchronously(on: asUnownedTaskExecutor()) }
    }

    // MARK: Stopping

    /// Stops accepting and finishes what runs; called again, ends at once.
    func stop() {
        ask { $0.stop = $0.stop == nil ? .gracefully : .atOnce }
    }

    /// Leaves something in the inbox, from another thread; false where the loop has ended, and nothing is left.
    @discardableResult
    private func ask(_ leave: (inout Inbox) -> Void) -> Bool {
        let (isLeft, wakes) = inbox.withLock { inbox in
            if inbox.hasEnded { return (false, false) }
            leave(&inbox)
            defer { inbox.isAwake = true }
            return (true, !inbox.isAwake)
        }
        // Not under the lock: the loop would wake to wait for it.
        if wakes { poller.wake() }
        return isLeft
    }

    private func takeInbox() {
        let stop = inbox.withLock { inbox in
            inbox.isAwake = false
            // Most often nothing is there, and to move nothing costs as much as to move a little.
            if !inbox.jobs.isEmpty {
                jobs.append(contentsOf: inbox.jobs)
                inbox.jobs.removeAll(keepingCapacity: true)
            }
            if !inbox.turns.isEmpty {
                turns.append(contentsOf: inbox.turns)
                inbox.turns.removeAll(keepingCapacity: true)
            }
            return inbox.stop
        }
        switch stop {
        case nil: break
        case .gracefully: beginStopping()
        case .atOnce:
            beginStopping()
            stopDeadline = now
        }
    }

    private func beginStopping() {
        assertCurrent()
        guard !isStopping else { return }
        hasStopped = true
        stopDeadline = now + configuration.timeouts.stop
        // A client whose connection the system has made already is served too.
        acceptAll()
        mayAccept = false
        acceptsAgainAt = .distantFuture
        listeners = []
        for case let connection? in connections { connection.stop() }
    }
}
