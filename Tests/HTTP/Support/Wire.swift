import Testing

@testable import HTTP

/// What one reads on a connection.
enum Outcome: Equatable {
    case request(method: String, path: String, query: String?, host: String, body: String)
    case refusal(Refusal)
}

extension Outcome {
    /// A request without content, to the host `h`.
    static func get(_ path: String, query: String? = nil, host: String = "h") -> Outcome {
        .request(method: "GET", path: path, query: query, host: host, body: "")
    }

    static func post(_ body: String) -> Outcome {
        .request(method: "POST", path: "/", query: nil, host: "h", body: body)
    }
}

/// A connection as a server would drive it: what is not consumed is given again, followed by what comes next.
struct Wire {
    var exchanges: Exchanges
    let contentLimit: Int
    var buffer: [UInt8] = []
    var outcomes: [Outcome] = []
    var requests: [Request] = []
    var interims = 0
    var sent: [UInt8] = []

    init(limits: MessageLimits = MessageLimits(), contentLimit: Int = 1_000, scheme: Scheme? = nil) {
        exchanges = Exchanges(limits: limits, scheme: scheme)
        self.contentLimit = contentLimit
    }

    mutating func receive(_ octets: some Sequence<UInt8>) {
        buffer.append(contentsOf: octets)
        while !buffer.isEmpty {
            let (octets, limit) = (buffer, contentLimit)
            let (consumed, action) = exchanges.receive(octets.span) { _ in limit }
            buffer.removeFirst(consumed)
            switch action {
            case .read: return
            case .sendContinue: interims += 1
            case .answer(let request):
                requests.append(request)
                outcomes.append(
                    .request(
                        method: request.method.rawValue, path: request.path, query: request.query, host: request.host,
                        body: String(decoding: request.body, as: UTF8.self)))
                _ = exchanges.respond(with: Response(.ok), closing: false, date: HTTPDate(seconds: 0), into: &sent)
                if case .closed = exchanges.phase { return }
            case .refuse(let refusal):
                outcomes.append(.refusal(refusal))
                _ = exchanges.refuse(with: Response(refusal.status, body: Array(refusal.code.utf8)), date: HTTPDate(seconds: 0), into: &sent)
                return
            }
        }
    }

    /// Whether the next octet would begin another request.
    var isBetweenRequests: Bool { if case .head = exchanges.phase { buffer.isEmpty } else { false } }
}

/// What is read in `octets`: whole, octet by octet, cut in two at each place, and with another request right behind. All
/// must agree.
func read(
    _ octets: [UInt8], limits: MessageLimits = MessageLimits(), contentLimit: Int = 1_000,
    sourceLocation: SourceLocation = #_sourceLocation
) -> [Outcome] {
    var whole = Wire(limits: limits, contentLimit: contentLimit)
    whole.receive(octets)

    var trickle = Wire(limits: limits, contentLimit: contentLimit)
    for octet in octets where trickle.outcomes.last?.isRefusal != true { trickle.receive([octet]) }
    #expect(trickle.outcomes == whole.outcomes, "octet by octet", sourceLocation: sourceLocation)

    if octets.count < 1_000 {
        for cut in octets.indices {
            var halves = Wire(limits: limits, contentLimit: contentLimit)
            halves.receive(octets[..<cut])
            if halves.outcomes.last?.isRefusal != true { halves.receive(octets[cut...]) }
            #expect(halves.outcomes == whole.outcomes, "cut at \(cut)", sourceLocation: sourceLocation)
        }
    }

    var coalesced = Wire(limits: limits, contentLimit: contentLimit)
    coalesced.receive(octets + Array("GET /next HTTP/1.1\r\nHost: next\r\n\r\n".utf8))
    if whole.isBetweenRequests {
        let next = Outcome.get("/next", host: "next")
        #expect(coalesced.outcomes == whole.outcomes + [next], "with another behind", sourceLocation: sourceLocation)
    } else if whole.outcomes.last?.isRefusal == true {
        #expect(coalesced.outcomes == whole.outcomes, "with another behind", sourceLocation: sourceLocation)
    }
    return whole.outcomes
}

func read(
    _ text: String, limits: MessageLimits = MessageLimits(), contentLimit: Int = 1_000,
    sourceLocation: SourceLocation = #_sourceLocation
) -> [Outcome] {
    read(Array(text.utf8), limits: limits, contentLimit: contentLimit, sourceLocation: sourceLocation)
}

/// What is read in a GET to `h` with these other lines, each with its CR LF.
func readFields(_ lines: String, sourceLocation: SourceLocation = #_sourceLocation) -> [Outcome] {
    read("GET / HTTP/1.1\r\nHost: h\r\n\(lines)\r\n", sourceLocation: sourceLocation)
}

/// The request that `text` is, which must be whole.
func request(_ text: String) throws -> Request {
    var wire = Wire()
    wire.receive(text.utf8)
    return try #require(wire.requests.first)
}

/// The request that a GET with these lines is.
func request(fields lines: String) throws -> Request { try request("GET / HTTP/1.1\r\nHost: h\r\n\(lines)\r\n") }

extension Outcome {
    var isRefusal: Bool { if case .refusal = self { true } else { false } }
}

/// The octets of RFC 9110's `token`, written out once more so that the sweeps do not trust the table they test.
let tokenOctets = Set("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
