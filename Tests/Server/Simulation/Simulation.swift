import HTTP

@testable import Server

/// One connection from its beginning to its end, on a wire and a clock that do what a seed says: octets come and are
/// taken in any parts, the peer ends, breaks off or falls silent, answers, pieces and parts come late, deadlines pass,
/// the server stops. What the client received, and what was told of the connection, is held against ``Reference``.
struct Simulation {
    /// What is planted, for the simulation to find.
    enum Fault: CaseIterable { case losesAnOctet, repeatsAnOctet, keepsLateAnswers, keepsMethods }

    private let seed: UInt64
    private var chance: Chance
    private let scenario: Scenario
    private let service: SimulatedService
    private let loop: SimulatedLoop
    private let wire: SimulatedWire
    private let connection: Connection<SimulatedLoop>
    private let fault: Fault?
    private let isTurnedAway: Bool
    /// Whether each step is printed.
    private var isTold = false
    private let token = Token(descriptor: 3, generation: 1)

    private var delivered = 0
    private var isWatched = false
    private var faults: [String] = []
    /// What may have kept the client from an answer to each of its requests.
    private var isDisturbed = false
    /// What may have cut a response.
    private var isCut = false

    private static let peer = Result { Peer(try SocketAddress.resolve("127.0.0.1", port: 1)[0]) }

    /// What is wrong with the connection of that seed.
    static func faults(seed: UInt64, table: Lifecycle.Table = .standard, fault: Fault? = nil, isTold: Bool = false)
        -> [String]
    {
        guard var simulation = try? Simulation(seed, table, fault) else { return ["has no peer"] }
        simulation.isTold = isTold
        if isTold { print(simulation.scenario) }
        return simulation.run()
    }

    private init(_ seed: UInt64, _ table: Lifecycle.Table, _ fault: Fault?) throws {
        (self.seed, self.fault) = (seed, fault)
        chance = Chance(seed: seed)
        scenario = Scenario(&chance)
        service = SimulatedService(scenario.asks)
        var configuration = Server.Configuration()
        (
            configuration.limits.message.head, configuration.limits.message.trailers,
            configuration.limits.message.fieldLine
        ) = (256, 64, 128)
        configuration.limits.message.chunkLine = 32
        (configuration.limits.pendingOutput, configuration.limits.piece, configuration.limits.drain) = (300, 64, 200)
        loop = SimulatedLoop(configuration, service, table)
        let isTLS = chance.once(in: 3)
        let opening: Transport.OpeningOutcome = chance.once(in: 8) ? .failed : chance.once(in: 8) ? .plainHTTP : .open
        wire = SimulatedWire(isTLS: isTLS, opening: opening, chance: Chance(seed: ~seed))
        wire.fault = fault == .losesAnOctet ? .losesAnOctet : fault == .repeatsAnOctet ? .repeatsAnOctet : nil
        connection = Connection(wire, isOpen: !isTLS, token, try Simulation.peer.get(), loop)
        isTurnedAway = chance.once(in: 24)
        if case .open = opening {} else if isTLS { isDisturbed = true }
        if isTurnedAway { isDisturbed = true }
    }

    private mutating func run() -> [String] {
        defer { service.end() }
        if chance.once(in: 2) { wire.take(chance.some(of: 600)) }
        if chance.once(in: 2) { deliver() }
        if isTurnedAway { connection.turnAway() }
        if chance.once(in: 200) { (loop.isStopping, isDisturbed) = (true, true) }
        connection.begin()
        isWatched = true
        for _ in 0..<20 + chance.below(100) where !isClosed && faults.isEmpty {
            step()
            check()
        }
        settle()
        if faults.isEmpty { judge() }
        return (faults + wire.faults + service.faults).map { "seed \(seed): the connection \($0)" }
    }

    private var isClosed: Bool { loop.forgotten > 0 }

    // MARK: What happens

    private mutating func step() {
        switch chance.below(40) {
        case 0..<8: deliver()
        case 8..<14: wire.take(chance.once(in: 3) ? 1 : chance.some(of: 500))
        case 14..<22: if wire.isNews { connection.receive(wire.event()) }
        case 22..<28: takeTurns()
        case 28..<30: answer()
        case 30..<32: givePiece()
        case 32..<36: write()
        case 36: connection.receive(wire.event())
        case 37: pass(seconds: Double(chance.below(6)))
        case 38: if chance.once(in: 4) { disturb() }
        default: if chance.once(in: 8) { stop() }
        }
    }

    private mutating func deliver() {
        let count = chance.some(of: min(chance.once(in: 3) ? 1 : 400, scenario.octets.count - delivered))
        guard count > 0 else { return }
        wire.receive(scenario.octets[delivered..<delivered + count])
        delivered += count
    }

    private mutating func disturb() {
        switch chance.below(4) {
        case 0:
            (isDisturbed, isCut) = (true, true)
            wire.breakOff()
        case 1:
            isDisturbed = true
            if !scenario.asks.allSatisfy({ !$0.isStream }) { isCut = true }
            delivered = scenario.octets.count
            wire.finish()
        case 2: pass(seconds: Double(20 + chance.below(100)))
        default:
            (isDisturbed, isCut) = (true, true)
            connection.cut()
        }
    }

    private mutating func stop() {
        isDisturbed = true
        guard !loop.isStopping else { return }
        loop.isStopping = true
        let before = connection.state
        connection.stop()
        switch before.doing {
        case .awaitingPart, .sendingPart:
            if !service.openStreams.isEmpty {
                faults.append("does not end its stream where the server stops")
            }
        case .opening, .fresh, .idle, .leaving, .closed: break
        default: if isClosed { faults.append("is closed in \(before), where the server stops") }
        }
    }

    /// Its deadline has passed: a request that is late is told so, and who waits for nothing is not.
    private mutating func expire() {
        let before = connection.state, count = service.refusals.count
        connection.expire()
        let refusal = service.refusals.dropFirst(count).first?.refusal
        let expected: Refusal? = before == .head ? .headTimeout : before == .content ? .contentTimeout : nil
        if refusal != expected { faults.append("is late in \(before), and told \(refusal?.code ?? "nothing")") }
        let isOver = [.opening, .fresh, .idle, .draining].contains(before)
        if isOver, !isClosed { faults.append("goes on in \(before)") }
        if [.sending, .sendingPiece, .sendingPart].contains(before.doing), !wire.wasReset {
            faults.append("keeps what is not taken")
        }
    }

    /// Deadlines that fall due are told.
    private mutating func pass(seconds: Double) {
        loop.now = loop.now + seconds
        guard !isClosed, connection.deadline <= loop.now else { return }
        isDisturbed = true
        expire()
    }

    private mutating func takeTurns() {
        let turns = loop.turns
        loop.turns = []
        for _ in turns where !isClosed { connection.advance() }
    }

    private mutating func answer() {
        guard loop.isAnswering, let response = service.later.take() else { return }
        loop.isAnswering = false
        if !isClosed { return connection.deliver(response) }
        if fault != .keepsLateAnswers { response.abandon() }
    }

    private mutating func givePiece() {
        guard let (range, content) = loop.pieces.popLast() else { return }
        var octets: [UInt8] = []
        let isThere = content.read(range, into: &octets)
        if !isThere { (isDisturbed, isCut) = (true, true) }
        if !isClosed { connection.take(isThere ? octets : nil) }
    }

    private mutating func write() {
        let open = service.openStreams
        guard !open.isEmpty else { return }
        let stream = open[chance.below(open.count)]
        switch chance.below(24) {
        case 0:
            (isDisturbed, isCut) = (true, true)
            stream.abandon()
        case 1...4: stream.finish()
        default:
            stream.write(1 + chance.below(40))
            // Its reader was too slow.
            if !stream.isOpen { (isDisturbed, isCut) = (true, true) }
        }
    }

    // MARK: The end

    /// All that is on its way comes, and no time passes, until the connection comes to rest, or to its end.
    private mutating func settle() {
        for _ in 0..<20_000 {
            guard faults.isEmpty else { return }
            check()
            if delivered < scenario.octets.count {
                deliver()
            } else if case .finish = scenario.ending, !wire.isFinished {
                if scenario.asks.contains(where: \.isStream) { (isDisturbed, isCut) = (true, true) }
                wire.finish()
            } else if !isClosed, wire.isNews {
                wire.take(64)
                connection.receive(wire.event())
            } else if !isClosed, !loop.turns.isEmpty {
                takeTurns()
            } else if service.later != nil {
                answer()
            } else if !loop.pieces.isEmpty {
                givePiece()
            } else if let stream = service.openStreams.first {
                if isClosed {
                    faults.append("keeps the stream of \(stream.ask.id)")
                } else if chance.once(in: 2) {
                    stream.write(1)
                } else {
                    stream.finish()
                }
            } else if !isClosed, wire.room < 64 {
                wire.take(2_000)
            } else {
                return
            }
        }
        faults.append("goes on without end in \(connection.state)")
    }

    private mutating func judge() {
        let answered = service.asked.count, isPending = service.later != nil
        let reference = Reference(
            wire.sent, scenario.asks, service, isPending: isPending, methodsAreKept: fault == .keepsMethods)
        faults += reference.faults
        if wire.wasReset { isCut = true }
        if reference.isCut, !isCut {
            faults.append("breaks off in \(connection.state), after \(wire.sent.count) octets")
        }
        // What it answers without being disturbed: up to the first that is the last, and to the rule that is broken.
        if !isDisturbed {
            let last = scenario.asks.firstIndex(where: \.isLast).map { $0 + 1 }
            let expected = last ?? scenario.asks.count
            if answered != expected { faults.append("answers \(answered) requests of \(expected)") }
            let isRefused = last == nil && [.malformed, .tooLarge, .badChunk].contains(scenario.ending)
            if isRefused != !service.refusals.isEmpty { faults.append("refuses \(service.refusals.map(\.refusal))") }
        }
        if connection.state == .draining, !wire.inbox.isEmpty { faults.append("does not drain") }
        if isTurnedAway, !wire.isTLS, service.refusals.first?.refusal != .tooManyConnections {
            faults.append("is not turned away")
        }
        // Every state has a deadline.
        var deadlines = 0
        while !isClosed, deadlines < 4 {
            guard connection.deadline < .distantFuture else { break }
            loop.now = max(loop.now, connection.deadline)
            expire()
            for _ in 0..<100 where !isClosed && !(loop.turns.isEmpty && !wire.isNews) {
                takeTurns()
                if !isClosed, wire.isNews { connection.receive(wire.event()) }
            }
            deadlines += 1
        }
        if !isClosed { faults.append("has no end in \(connection.state)") }
        // What closes is told once, and each stream's writer too.
        if loop.forgotten > 1 || wire.closeCount != loop.forgotten {
            faults.append("tells its end \(loop.forgotten) times")
        }
        for stream in service.streams.values where stream.endings.count != 1 {
            faults.append("ends the stream of \(stream.ask.id) \(stream.endings.count) times")
        }
        loop.counts.count { counts in
            if counts.openedStreams != counts.endedStreams {
                faults.append("counts \(counts.openedStreams) streams and \(counts.endedStreams) ends")
            }
        }
    }

    // MARK: At any time

    private mutating func check() {
        if isTold {
            print("\(connection.state): \(delivered) delivered, \(wire.inbox.count) unread, \(wire.sent.count) sent")
        }
        let (incoming, outgoing) = (connection.incoming, connection.outgoing)
        let limits = loop.configuration.limits
        if incoming.backlog.count > loop.input.count {
            faults.append("keeps \(incoming.backlog.count) octets of input")
        }
        // The output of a turn, a response behind it, and what a stream may hold.
        if outgoing.pending.count > limits.pendingOutput + 2 * 1_500 {
            faults.append("keeps \(outgoing.pending.count) octets of output")
        }
        if isClosed {
            if connection.state != .closed { faults.append("is closed in \(connection.state)") }
            if !incoming.backlog.isEmpty || !outgoing.pending.isEmpty || outgoing.following != nil {
                faults.append("keeps octets when it is closed")
            }
            // What is drained has a bound.
            if wire.hasUnread, !isCut, !isDisturbed, connection.pace.moved < limits.drain {
                faults.append("closes behind octets that it did not read")
            }
        } else if connection.state == .closed {
            faults.append("is closed, and nobody knows")
        } else if connection.state == .draining, !wire.hasEndedWriting {
            faults.append("drains before it says that all is sent")
        } else {
            let isTimed = connection.state.doing.deadline.isTimed, isSilent = connection.state.doing == .awaitingPart
            if isTimed, !isSilent, connection.deadline == .distantFuture {
                faults.append("has no deadline in \(connection.state)")
            }
            if !isTimed, connection.deadline < .distantFuture { faults.append("has a deadline in \(connection.state)") }
        }
    }
}
