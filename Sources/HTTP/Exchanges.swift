/// The exchanges of one connection, in order: requests out of the octets received, responses into octets to send.
/// It does no input or output and knows no clock.
///
///     head ──► content ──► answering ──► head …
///       │         │            └───────► closed     the response said so
///       └─────────┴────────────────────► closed     a rule was broken, a deadline passed
///
/// One request is in flight at a time: what follows it stays with the caller, who gives it again after the response.
public struct Exchanges: Sendable {
    /// What the caller does next.
    public enum Action: Sendable {
        /// Wait for more octets.
        case read
        /// Send ``interimResponse``, then wait for more octets: the client holds its content back until then.
        case sendContinue
        /// Answer this request, by ``respond(with:closing:date:into:)``.
        case answer(Request)
        /// Say so, by ``refuse(with:date:into:)``, and close.
        case refuse(Refusal)
    }

    /// What a timeout depends on.
    public enum Phase: Sendable {
        /// A head is expected, or has come in part.
        case head
        /// The content of a request is coming.
        case content
        /// A request waits for its response.
        case answering
        /// Nothing more is read or written.
        case closed
    }

    public private(set) var phase = Phase.head
    /// The head of the request whose content is coming, or was refused.
    public private(set) var receiving: RequestHead?

    private var parser = HeadParser()
    private var decoder = BodyDecoder()
    private var context = ResponseSerializer.Context()
    private let limits: MessageLimits
    /// That of the connection: a target that names another is refused (RFC 9110 §7.4). nil where it is not known.
    public var scheme: Scheme?

    public init(limits: MessageLimits = MessageLimits(), scheme: Scheme? = nil) {
        (self.limits, self.scheme) = (limits, scheme)
    }

    public static var interimResponse: [UInt8] { ResponseSerializer.interim }

    /// The content received so far of the request that is coming, in octets.
    public var receivedContent: Int { decoder.body.count }

    /// Reads from the beginning of `input`, and says how many octets it is done with: the rest is to be given again,
    /// followed by what comes next. `contentLimit` is asked once for each request that has content, before any of it
    /// is read.
    public mutating func receive(
        _ input: borrowing Span<UInt8>, contentLimit: (RequestHead) -> Int
    ) -> (consumed: Int, action: Action) {
        do throws(Refusal) {
            var consumed = 0
            if case .head = phase {
                guard let (head, length) = try parser.parse(input, limits: limits) else { return (0, .read) }
                consumed = length
                parser = HeadParser()
                context = .init(isHead: head.method == .head, version: head.version, isPersistent: head.isPersistent)
                if let said = head.scheme, let scheme, said != scheme { throw .misdirected }
                if head.framing == .none { return (consumed, answer(Request(head: head, body: []))) }
                receiving = head
                decoder = try BodyDecoder(head.framing, limit: contentLimit(head))
                phase = .content
                // RFC 9110 §10.1.1: not needed where the content has already begun to arrive.
                if head.expectsContinue, consumed == input.count { return (consumed, .sendContinue) }
            }
            guard case .content = phase, let head = receiving else { return (consumed, .read) }
            consumed += try decoder.decode(input.extracting(consumed..<input.count), limits: limits)
            return (consumed, decoder.isComplete ? answer(Request(head: head, body: decoder.body)) : .read)
        } catch {
            phase = .closed
            return (input.count, .refuse(error))
        }
    }

    private mutating func answer(_ request: Request) -> Action {
        (phase, receiving, decoder) = (.answering, nil, BodyDecoder())
        return .answer(request)
    }

    /// Appends to `output` the response to the request in flight, and returns what is to be sent after it if its
    /// content is not in memory. The connection closes after it where either side wants so: see ``phase``. Where no request
    /// is in flight, `response` answers nothing: it is abandoned.
    public mutating func respond(
        with response: Response, closing: Bool, date: HTTPDate, into output: inout [UInt8]
    ) -> RemainingContent? {
        guard case .answering = phase else {
            response.abandon()
            return nil
        }
        // RFC 9112 §6.3: in HTTP/1.0 content without a length ends with the connection.
        if closing || (response.body.count == nil && context.version == .http10) { context.isPersistent = false }
        phase = context.isPersistent ? .head : .closed
        // What is said next, perhaps of a request that cannot be read, depends on nothing that this one said.
        defer { context = .init() }
        return ResponseSerializer.append(response, context, date: date, to: &output)
    }

    /// Appends to `output` a last response, to a request that could not be read, and returns what is to be sent after it
    /// if its content is not in memory.
    public mutating func refuse(with response: Response, date: HTTPDate, into output: inout [UInt8]) -> RemainingContent? {
        context.isPersistent = false
        phase = .closed
        return ResponseSerializer.append(response, context, date: date, to: &output)
    }
}
