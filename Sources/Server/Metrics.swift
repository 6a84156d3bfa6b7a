import Glibc
import HTTP
import Synchronization
import Threads

/// What a server counts, for whoever watches it: each loop its own share, so that none waits for another. Nothing in
/// it tells one client from another.
public final class Metrics: Sendable {
    /// The counts of one loop, or of all.
    struct Counts: Sendable {
        var acceptedConnections = 0
        var closedConnections = 0
        /// Deadlines that passed with nobody to tell: an idle connection, a reader that takes nothing.
        var silentDeadlines = 0
        var receivedOctets = 0
        var sentOctets = 0
        /// Of TLS, from a certificate; those resumed from a ticket; and those that failed.
        var fullHandshakes = 0
        var resumedHandshakes = 0
        var failedHandshakes = 0
        var openedStreams = 0
        var endedStreams = 0
        /// By status code, from 200 on.
        var responses = Array(repeating: 0, count: 400)
        var refusals: [Refusal: Int] = [:]
        /// By the first bound of ``Metrics/bounds`` that is not below the duration, or beyond all.
        var durations = Array(repeating: 0, count: Metrics.bounds.count + 1)
        var nanoseconds: UInt64 = 0

        /// Counts a response, `nanoseconds` after the end of its request.
        mutating func answer(_ status: Status, after nanoseconds: UInt64) {
            responses[min(status.code, 599) - 200] += 1
            durations[Metrics.bounds.firstIndex { nanoseconds <= $0 } ?? Metrics.bounds.count] += 1
            self.nanoseconds += nanoseconds
        }

        fileprivate static func + (left: Counts, right: Counts) -> Counts {
            var sum = left
            for count in countPaths { sum[keyPath: count] += right[keyPath: count] }
            for index in right.responses.indices { sum.responses[index] += right.responses[index] }
            for index in right.durations.indices { sum.durations[index] += right.durations[index] }
            sum.refusals.merge(right.refusals, uniquingKeysWith: +)
            sum.nanoseconds += right.nanoseconds
            return sum
        }

        private static var countPaths: [WritableKeyPath<Counts, Int>] {
            [
                \.acceptedConnections, \.closedConnections, \.silentDeadlines, \.receivedOctets, \.sentOctets, \.fullHandshakes,
                \.resumedHandshakes, \.failedHandshakes, \.openedStreams, \.endedStreams,
            ]
        }
    }

    /// One loop's share.
    final class Share: Sendable {
        private let counts = Mutex(Counts())

        func count(_ change: (inout Counts) -> Void) { counts.withLock { change(&$0) } }
        fileprivate var copy: Counts { counts.withLock { $0 } }
    }

    /// Of the durations, in nanoseconds: from what is ready in memory to what somebody notices.
    static let bounds: [UInt64] = [10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000, 10_000_000, 50_000_000, 250_000_000, 1_000_000_000]

    private let shares = Mutex<[Share]>([])
    private let startTime = time(nil)

    public init() {}

    func share() -> Share {
        let share = Share()
        shares.withLock { $0.append(share) }
        return share
    }

    /// All of it, and what the process uses, in the text format of Prometheus (0.0.4).
    public var text: String {
        get async { text(await Workers.disk.run { ProcessUsage() }) }
    }

    private func text(_ usage: ProcessUsage) -> String {
        let counts = shares.withLock { $0 }.reduce(Counts()) { $0 + $1.copy }
        var page = MetricsPage()
        page.family("http_requests_total", .counter, "Responses sent, by status code.")
        for (index, count) in counts.responses.enumerated() where count > 0 { page.sample("code", "\(200 + index)", count) }
        page.family("http_refusals_total", .counter, "Requests that the server itself refused, by the rule that was broken.")
        for refusal in Refusal.allCases { page.sample("rule", refusal.code, counts.refusals[refusal] ?? 0) }
        page.family("http_request_duration_seconds", .histogram, "From the end of a request to its response, with its wait for those before it.")
        page.histogram(bounds: Metrics.bounds.map { Double($0) / 1e9 }, counts.durations, sum: Double(counts.nanoseconds) / 1e9)
        page.single("http_connections_total", .counter, "Connections accepted.", counts.acceptedConnections)
        page.single("http_connections_open", .gauge, "Connections that are open.", counts.acceptedConnections - counts.closedConnections)
        page.single("http_deadlines_total", .counter, "Connections closed at a deadline without a word: idle, or not reading.", counts.silentDeadlines)
        page.single("http_streams_open", .gauge, "Streamed responses that are open.", counts.openedStreams - counts.endedStreams)
        page.single("http_received_bytes_total", .counter, "Octets read from connections.", counts.receivedOctets)
        page.single("http_sent_bytes_total", .counter, "Octets written to connections.", counts.sentOctets)
        page.family("tls_handshakes_total", .counter, "TLS handshakes, by their result.")
        for (result, count) in [("full", counts.fullHandshakes), ("resumed", counts.resumedHandshakes), ("failed", counts.failedHandshakes)] {
            page.sample("result", result, count)
        }
        page.single("process_cpu_seconds_total", .counter, "User and system time.", usage.seconds)
        page.single("process_resident_memory_bytes", .gauge, "Resident memory.", usage.residentOctets)
        page.single("process_open_fds", .gauge, "Open file descriptors.", usage.descriptors)
        page.single("process_start_time_seconds", .gauge, "When it started, in seconds since 1970.", startTime)
        return page.text
    }
}

/// Writes the text format of Prometheus: each family once, then its samples.
public struct MetricsPage {
    public enum Kind: String { case counter, gauge, histogram }

    public private(set) var text = ""
    private var name = ""

    public init() {}

    public mutating func family(_ name: String, _ kind: Kind, _ help: String) {
        self.name = name
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
    }

    /// A sample of the family, with one label, whose value needs no escape.
    public mutating func sample(_ label: String, _ value: String, _ count: some Numeric) { text += "\(name){\(label)=\"\(value)\"} \(count)\n" }

    /// A family of one sample.
    public mutating func single(_ name: String, _ kind: Kind, _ help: String, _ value: some Numeric) {
        family(name, kind, help)
        text += "\(name) \(value)\n"
    }

    /// The samples of a histogram: `counts` has one more element than `bounds`.
    public mutating func histogram(bounds: [Double], _ counts: [Int], sum: Double) {
        var total = 0
        for (bound, count) in zip(bounds.map { "\($0)" } + ["+Inf"], counts) {
            total += count
            text += "\(name)_bucket{le=\"\(bound)\"} \(total)\n"
        }
        text += "\(name)_sum \(sum)\n\(name)_count \(total)\n"
    }
}
