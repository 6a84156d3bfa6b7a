import HTTP

@testable import Server

/// A loop of one connection, whose clock and whose other hands move when the simulation says so. Of one thread.
final class SimulatedLoop: ConnectionHost, @unchecked Sendable {
    typealias ConnectionWire = SimulatedWire

    let configuration: Server.Configuration
    let service: any Service
    let counts: Metrics.Share
    let lifecycle: Lifecycle.Table

    var input: [UInt8]
    var output: [UInt8] = []
    var traffic = (received: 0, sent: 0)
    var now = Instant.now
    var clock: Instant { now }
    let date = HTTPDate(seconds: 0)
    var isStopping = false

    /// As the loop keeps them, until each is done.
    var turns: [Token] = []
    var isAnswering = false
    var pieces: [(range: Range<Int>, content: any ContentSource)] = []
    private(set) var forgotten = 0

    init(_ configuration: Server.Configuration, _ service: any Service, _ lifecycle: Lifecycle.Table) {
        (self.configuration, self.service, self.lifecycle) = (configuration, service, lifecycle)
        counts = configuration.metrics.share()
        // A partial head or line, and a little more: so that reads fill it.
        input = Array(
            repeating: 0, count: Int(configuration.limits.message.head) + Int(configuration.limits.message.trailers) + 16)
    }

    func giveTurn(to token: Token) { turns.append(token) }
    func arm(_ deadline: Instant) {}
    func start(_ work: @escaping @Sendable () async -> Response, for token: Token) { isAnswering = true }
    func read(_ range: Range<Int>, of content: any ContentSource, for token: Token) { pieces.append((range, content)) }
    func forget(_ connection: Connection<SimulatedLoop>) { forgotten += 1 }
}
