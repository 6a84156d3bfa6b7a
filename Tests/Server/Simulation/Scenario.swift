import HTTP

@testable import Server

/// What one client asks, and what it is answered.
struct Scenario {
    enum Kind {
        case bytes(Int)
        /// Read in pieces; it can no longer be from one octet on, if any.
        case source(Int, lostFrom: Int?)
        case stream
        /// 204, which forbids content.
        case nothing
    }

    struct Ask {
        let id: Int
        let method: HTTP.Method
        let version: String
        let closes: Bool
        let expects: Bool
        let isChunked: Bool
        let content: [UInt8]
        let kind: Kind
        let isLater: Bool
    }

    /// What follows the requests.
    enum Ending: CaseIterable { case nothing, finish, partialHead, partialContent, malformed, tooLarge, badChunk }

    private(set) var asks: [Ask] = []
    let ending: Ending
    /// All that the client sends.
    let octets: [UInt8]
    /// Where each request ends.
    let ends: [Int]

    init(_ chance: inout Chance) {
        for id in 0..<chance.below(5) { asks.append(Ask(id, &chance)) }
        ending = Ending.allCases[chance.below(Ending.allCases.count)]
        var octets: [UInt8] = [], ends: [Int] = []
        for ask in asks {
            octets += ask.octets
            ends.append(octets.count)
        }
        let id = asks.count
        switch ending {
        case .nothing, .finish: break
        case .partialHead: octets += "GET /\(id) HTTP/1.1\r\nHost".utf8
        case .partialContent: octets += "PUT /\(id) HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nabc".utf8
        case .malformed:
            octets += "GET  / HTTP/1.1\r\nHost: h\r\n\r\n".utf8 + Array(repeating: 0x78, count: chance.below(300))
        case .tooLarge: octets += "HEAD /\(id) HTTP/1.1\r\nHost: h\r\nContent-Length: 9999\r\n\r\nxxxxxxxx".utf8
        case .badChunk:
            octets += "PUT /\(id) HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n".utf8
        }
        (self.octets, self.ends) = (octets, ends)
    }
}

extension Scenario.Ask {
    init(_ id: Int, _ chance: inout Chance) {
        self.id = id
        method = [.get, .get, .head, .post][chance.below(4)]
        version = chance.once(in: 12) ? "1.0" : "1.1"
        closes = chance.once(in: 8)
        isChunked = version == "1.1" && chance.once(in: 3)
        content = method == .post || chance.once(in: 6) ? (0..<chance.below(60)).map { UInt8(97 + ($0 + id) % 26) } : []
        expects = version == "1.1" && !content.isEmpty && chance.once(in: 3)
        isLater = chance.once(in: 3)
        kind =
            switch chance.below(8) {
            case 0: .stream
            case 1: .source(chance.below(400), lostFrom: nil)
            case 2: .source(1 + chance.below(400), lostFrom: chance.once(in: 3) ? chance.below(400) : nil)
            case 3: .nothing
            case 4: .bytes(chance.below(1_200))
            default: .bytes(chance.below(60))
            }
    }

    /// The content of its response, unlike that of any other: an octet that is lost, repeated or elsewhere is seen.
    func responseOctets(_ range: Range<Int>) -> [UInt8] {
        range.map { UInt8(97 + ($0 &* 7 &+ $0 / 26 &+ id &* 5) % 26) }
    }

    var octets: [UInt8] {
        var text = "\(method) /\(id) HTTP/\(version)\r\nHost: h\r\n"
        if closes { text += "Connection: close\r\n" }
        if expects { text += "Expect: 100-continue\r\n" }
        guard !content.isEmpty || method == .post else { return Array((text + "\r\n").utf8) }
        if isChunked {
            text += "Transfer-Encoding: chunked\r\n\r\n"
            let half = content.count / 2, parts = [content[..<half], content[half...]].filter { !$0.isEmpty }
            let chunks = parts.flatMap { Array((String($0.count, radix: 16) + "\r\n").utf8) + $0 + Array("\r\n".utf8) }
            return Array(text.utf8) + chunks + Array("0\r\n\r\n".utf8)
        }
        return Array((text + "Content-Length: \(content.count)\r\n\r\n").utf8) + content
    }

    /// Whether the connection closes behind its response, whatever the server wants.
    var isLast: Bool { closes || version == "1.0" }
    var isStream: Bool { if case .stream = kind { true } else { false } }
    /// Whether its response has content.
    var hasContent: Bool { if method == .head { false } else if case .nothing = kind { false } else { true } }
}

/// The content of a response, read in pieces.
struct SimulatedSource: ContentSource {
    let ask: Scenario.Ask
    let count: Int
    let lostFrom: Int?

    func read(_ range: Range<Int>, into output: inout [UInt8]) -> Bool {
        if let lostFrom, range.upperBound > lostFrom { return false }
        output += ask.responseOctets(range)
        return true
    }
}
