import HTTP

/// What moves the octets of a connection: ``Transport``, or a simulation of it.
protocol Wire {
    var isTLS: Bool { get }
    /// Whether its handshake was that of a session known before.
    var isResumed: Bool { get }
    /// Goes on towards the point where octets can be read and written.
    mutating func open() -> Transport.OpeningOutcome
    func read(into buffer: inout [UInt8], from offset: Int) -> Socket.ReadOutcome
    func write(_ octets: borrowing Span<UInt8>, from offset: Int, isLast: Bool) -> Socket.WriteOutcome
    /// Says that nothing more will be sent. What still comes is read as it is, and only to be dropped.
    mutating func endWriting()
    func close()
    /// Closes, and drops what the peer has not taken, which the system would keep for it.
    func reset()
}

/// What a connection has of its loop: the clock, the buffers, the service, and whatever is done elsewhere.
/// ``EventLoop``, or a simulation of it.
protocol ConnectionHost: AnyObject, Sendable {
    associatedtype ConnectionWire: Wire

    var configuration: Server.Configuration { get }
    var service: any Service { get }
    var counts: Metrics.Share { get }
    var lifecycle: Lifecycle.Table { get }

    /// The octets that the connection whose turn it is has received.
    var input: [UInt8] { get set }
    /// The octets that it sends.
    var output: [UInt8] { get set }
    /// The octets that went through this turn.
    var traffic: (received: Int, sent: Int) { get set }
    /// When this turn of the loop began.
    var now: Instant { get }
    /// The clock.
    var clock: Instant { get }
    var date: HTTPDate { get }
    var isStopping: Bool { get }

    /// Lets a connection advance once more, after the others. May be called from any thread.
    func giveTurn(to token: Token)
    /// Makes sure that deadlines are looked at when `deadline` falls due.
    func arm(_ deadline: Instant)
    /// Runs `work`, and gives its response to the connection if that is still there.
    func start(_ work: @escaping @Sendable () async -> Response, for token: Token)
    /// Has octets of a content read, and gives them to the connection if that is still there.
    func read(_ range: Range<Int>, of content: any ContentSource, for token: Token)
    /// `connection` is closing.
    func forget(_ connection: Connection<Self>)
}
