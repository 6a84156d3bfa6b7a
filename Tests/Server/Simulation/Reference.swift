import HTTP

@testable import Server

/// What a client must receive: the right responses in the order of its requests, written anew here and not by the
/// serializer; and nothing else, up to where it was cut.
struct Reference {
    private let received: [UInt8]
    private var position = 0
    private(set) var faults: [String] = []
    /// Whether the end came in the middle of something.
    private(set) var isCut = false

    /// - Parameter methodsAreKept: a fault: each response is of the method of the request before.
    init(
        _ received: [UInt8], _ asks: [Scenario.Ask], _ service: SimulatedService, isPending: Bool,
        methodsAreKept: Bool = false
    ) {
        self.received = received
        let asked = service.asked.dropLast(isPending ? 1 : 0)
        for id in asked where !isCut && faults.isEmpty {
            let ask = asks[id]
            if ask.expects { _ = takes(whole: Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)) }
            let isHead = methodsAreKept && id > 0 ? asks[id - 1].method == .head : ask.method == .head
            let isLast = id == asked.last && service.refusals.isEmpty
            read(ask, isHead: isHead, mayClose: isLast, service.streams[id])
        }
        if let refusal = service.refusals.first, !isCut, faults.isEmpty {
            if service.refusals.count > 1 { faults.append("is refused twice") }
            _ = takes(whole: Array("HTTP/1.1 100 Continue\r\n\r\n".utf8))
            let response = SimulatedService.refusal(refusal.refusal), body = Array(refusal.refusal.code.utf8)
            expect(head(response.status, "X-Refusal: yes", "Content-Length: \(body.count)", closes: true))
            if !refusal.isOfHead { expect(body) }
        }
        if !isCut, faults.isEmpty, isPending, asks[service.asked.count - 1].expects {
            _ = takes(whole: Array("HTTP/1.1 100 Continue\r\n\r\n".utf8))
        }
        // The interim response to a request whose content did not come.
        if !isCut, faults.isEmpty, position < received.count {
            _ = takes(whole: Array("HTTP/1.1 100 Continue\r\n\r\n".utf8))
        }
        if !isCut, faults.isEmpty, position < received.count {
            faults.append("gets octets that are of nothing: \(String(decoding: rest.prefix(60), as: UTF8.self))")
        }
    }

    private mutating func read(_ ask: Scenario.Ask, isHead: Bool, mayClose: Bool, _ stream: SimulatedStream?) {
        let framing: String? =
            switch ask.kind {
            case .nothing: nil
            case .bytes(let count), .source(let count, _): "Content-Length: \(count)"
            case .stream: ask.version == "1.0" ? nil : "Transfer-Encoding: chunked"
            }
        let status: Status = if case .nothing = ask.kind { .noContent } else { .ok }
        let stays = head(status, "X-Id: \(ask.id)", framing, closes: false)
        let closes = head(status, "X-Id: \(ask.id)", framing, closes: true)
        if ask.isLast || (mayClose && rest.starts(with: closes.prefix(rest.count)) && !rest.starts(with: stays)) {
            expect(closes)
        } else {
            expect(stays)
        }
        guard !isCut, faults.isEmpty, !isHead else { return }
        switch ask.kind {
        case .nothing: break
        case .bytes(let count), .source(let count, _): expect(ask.responseOctets(0..<count))
        case .stream: read(stream, ask, isChunked: ask.version != "1.0")
        }
    }

    /// The parts that were written, heartbeats between them, and the end where it was said.
    private mutating func read(_ stream: SimulatedStream?, _ ask: Scenario.Ask, isChunked: Bool) {
        var payload: [UInt8] = [], isEnded = false
        if isChunked {
            while !isEnded, let chunk = chunk() {
                isEnded = chunk.isEmpty
                if chunk != SimulatedStream.heartbeat { payload += chunk }
            }
            if !isEnded { isCut = true }
        } else {
            // Up to the end of the connection.
            payload = rest.filter { !SimulatedStream.heartbeat.contains($0) }
            position = received.count
            isEnded = stream?.isAbandoned == false && payload.count == stream?.written
            isCut = !isEnded
        }
        let written = stream?.written ?? 0
        if payload != ask.responseOctets(0..<payload.count) || payload.count > written {
            faults.append("gets another stream than \(ask.id)")
        }
        if isEnded, payload.count < written { faults.append("gets the end of a stream before its octets") }
        if isChunked, isEnded, stream?.isAbandoned == true {
            faults.append("gets the end of a stream that was given up")
        }
    }

    /// The next chunk, if it is whole.
    private mutating func chunk() -> [UInt8]? {
        let rest = rest
        guard let line = rest.firstRange(of: Array("\r\n".utf8)) else {
            if rest.count > 4 { faults.append("gets a chunk without a size") }
            return nil
        }
        guard let size = Int(String(decoding: rest[..<line.lowerBound], as: UTF8.self), radix: 16) else {
            faults.append("gets a size that is none")
            return nil
        }
        guard rest.count >= line.upperBound + size + 2 - rest.startIndex else { return nil }
        let data = rest[line.upperBound..<line.upperBound + size], end = rest[(line.upperBound + size)...].prefix(2)
        if Array(end) != Array("\r\n".utf8) { faults.append("gets a chunk without an end") }
        position = line.upperBound + size + 2
        return Array(data)
    }

    private func head(_ status: Status, _ field: String, _ framing: String?, closes: Bool) -> [UInt8] {
        let lines =
            ["HTTP/1.1 \(status.code) \(status.reason)", "Date: Thu, 01 Jan 1970 00:00:00 GMT", field]
            + [framing, closes ? "Connection: close" : nil].compactMap { $0 }
        return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
    }

    private var rest: ArraySlice<UInt8> { received[position...] }

    /// Takes `octets` if they are there, or the beginning of them, which is then all there is.
    private mutating func takes(whole octets: [UInt8]) -> Bool {
        let common = min(octets.count, received.count - position)
        guard rest.prefix(common).elementsEqual(octets.prefix(common)) else { return false }
        // Nothing is no beginning of an optional thing.
        if common < octets.count, common > 0 { isCut = true }
        position += common == octets.count ? common : 0
        return common == octets.count
    }

    private mutating func expect(_ octets: [UInt8]) {
        guard !isCut, faults.isEmpty else { return }
        let common = min(octets.count, received.count - position)
        guard rest.prefix(common).elementsEqual(octets.prefix(common)) else {
            let expected = String(decoding: octets.prefix(80), as: UTF8.self)
            faults.append("gets “\(String(decoding: rest.prefix(80), as: UTF8.self))” for “\(expected)”")
            return
        }
        position += common
        isCut = common < octets.count
    }
}
