@testable import HTTP

private let limits = {
    var limits = MessageLimits()
    (limits.chunkLine, limits.trailers) = (24, 60)
    return limits
}()

/// The chunked decoder. The first octet is the largest content that is accepted.
func fuzzChunked(_ octets: [UInt8]) {
    guard let limit = octets.first.map(Int.init) else { return }
    let octets = Array(octets.dropFirst())
    let whole = decode(octets, cuts: [], limit: limit)
    require(whole == decode(octets, cuts: [somePlace(in: octets)], limit: limit), "Content is the same, cut in two")
    require(whole == decode(octets, cuts: Array(octets.indices), limit: limit), "Content is the same, octet by octet")
    guard case .read(let body, let consumed, let isComplete) = whole else { return }
    require(body.count <= limit, "Content keeps to its limit")
    require(consumed <= octets.count, "No octet is consumed that was not given")
    guard isComplete else { return }
    require(whole == decode(octets + [0], cuts: [], limit: limit), "What follows content changes nothing in it")
    require(consumed == octets.count || decode(Array(octets[..<(consumed - 1)]), cuts: [], limit: limit) != whole, "Content ends where it says")
    let encoded = encode(body, in: limit % 7 + 1)
    require(decode(encoded, cuts: [], limit: limit) == .read(body, consumed: encoded.count, isComplete: true), "What is encoded is decoded")
}

private enum Outcome: Equatable {
    case read([UInt8], consumed: Int, isComplete: Bool)
    case refused(Refusal)
}

/// As a connection would: what is not consumed is given again, with what comes next.
private func decode(_ octets: [UInt8], cuts: [Int], limit: Int) -> Outcome {
    do throws(Refusal) {
        var decoder = try BodyDecoder(.chunked, limit: limit)
        var consumed = 0
        for end in cuts + [octets.count] where !decoder.isComplete && end >= consumed {
            consumed += try decoder.decode(octets.span.extracting(consumed..<end), limits: limits)
        }
        return .read(decoder.body, consumed: consumed, isComplete: decoder.isComplete)
    } catch { return .refused(error) }
}

private func encode(_ body: [UInt8], in size: Int) -> [UInt8] {
    var encoded: [UInt8] = []
    for start in stride(from: 0, to: body.count, by: size) {
        let chunk = body[start..<min(start + size, body.count)]
        encoded += Array("\(String(chunk.count, radix: 16))\r\n".utf8) + chunk + [.cr, .lf]
    }
    return encoded + Array("0\r\n\r\n".utf8)
}
