import HTTP

@testable import Server

/// Answers the asks of a scenario, and notes what it was asked. Of one thread.
final class SimulatedService: Service, @unchecked Sendable {
    private let asks: [Scenario.Ask]
    /// The asks that were answered or are to be, in order.
    private(set) var asked: [Int] = []
    private(set) var refusals: [(refusal: Refusal, isOfHead: Bool)] = []
    private(set) var faults: [String] = []
    /// The response that is to come.
    var later: Response?
    /// Those that are written, by the id of their ask.
    private(set) var streams: [Int: SimulatedStream] = [:]
    /// In the order of their asks, so that a seed tells all.
    var openStreams: [SimulatedStream] {
        streams.values.filter(\.isOpen).sorted { $0.ask.id < $1.ask.id }
    }

    init(_ asks: [Scenario.Ask]) { self.asks = asks }

    /// Lets go of what is written: a stream that a planted fault never ends holds its reader, who holds this.
    func end() { streams = [:] }

    func bodyLimit(for head: RequestHead) -> Int { 1_000 }

    func answer(_ request: Request, from peer: Peer) -> Answer {
        guard let id = Int(request.path.dropFirst()), id < asks.count else {
            faults.append("is asked for \(request.path)")
            return .now(Response(.notFound))
        }
        let ask = asks[id]
        if id != asked.count { faults.append("is asked for \(id) after \(asked)") }
        if request.body != ask.content || request.method != ask.method {
            faults.append("does not get \(id) as it was sent")
        }
        if later != nil { faults.append("is asked for \(id) before the answer to another") }
        asked.append(id)
        let response = response(to: ask)
        guard ask.isLater else { return .now(response) }
        later = response
        return .later { response }
    }

    private func response(to ask: Scenario.Ask) -> Response {
        let fields: Fields = ["X-Id": "\(ask.id)"]
        switch ask.kind {
        case .nothing: return Response(.noContent, fields: fields)
        case .bytes(let count): return Response(.ok, fields: fields, body: ask.responseOctets(0..<count))
        case .source(let count, let lostFrom):
            return Response(
                .ok, fields: fields, content: .source(SimulatedSource(ask: ask, count: count, lostFrom: lostFrom)))
        case .stream:
            let stream = SimulatedStream(ask, beats: ask.id % 2 == 0)
            streams[ask.id] = stream
            return Response(.ok, fields: fields, stream: stream.content)
        }
    }

    func refusal(_ refusal: Refusal, of head: RequestHead?) -> Response {
        refusals.append((refusal, head?.method == .head))
        return SimulatedService.refusal(refusal)
    }

    static func refusal(_ refusal: Refusal) -> Response {
        Response(refusal.status, fields: ["X-Refusal": "yes"], body: Array(refusal.code.utf8))
    }
}

/// A stream and who writes it. Of one thread.
final class SimulatedStream: @unchecked Sendable {
    static let heartbeat = Array(":\n".utf8)

    private(set) var content: ContentStream
    let ask: Scenario.Ask
    /// What was written, and is to be read.
    private(set) var written = 0
    private(set) var isFinished = false
    private(set) var isAbandoned = false
    let endings = Endings()

    final class Endings: @unchecked Sendable { var count = 0 }

    init(_ ask: Scenario.Ask, beats: Bool) {
        self.ask = ask
        let endings = endings
        content = ContentStream(limit: 300, heartbeat: beats ? SimulatedStream.heartbeat : []) { endings.count += 1 }
    }

    var isOpen: Bool { content.isOpen }

    func write(_ count: Int) {
        if content.write(ask.responseOctets(written..<written + count)) { written += count }
    }

    func finish() {
        isFinished = true
        content.finish()
    }

    func abandon() {
        isAbandoned = true
        // More than may wait: its reader is dropped.
        content.write([UInt8](repeating: 0x61, count: 301))
    }
}
