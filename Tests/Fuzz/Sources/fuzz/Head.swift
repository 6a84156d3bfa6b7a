@testable import HTTP

/// Limits that short inputs reach.
private let limits = {
    var limits = MessageLimits()
    (limits.method, limits.target, limits.fieldLine, limits.head, limits.fields) = (12, 80, 120, 400, 8)
    return limits
}()

private let representation = Representation(
    .bytes(Array(String(repeating: "0123456789", count: 20).utf8)), contentType: "text/plain", etag: EntityTag(of: []),
    lastModified: HTTPDate(seconds: 784_111_777)
).offeringGzip()

/// The head parser, and what the fields of a head are read for.
func fuzzHead(_ octets: [UInt8]) {
    let whole = parse(octets, cuts: [])
    require(whole == parse(octets, cuts: [somePlace(in: octets)]), "A head is the same, cut in two")
    require(whole == parse(octets, cuts: Array(octets.indices)), "A head is the same, octet by octet")
    require(whole == parse(octets + Array("\r\nGET".utf8), cuts: []) || whole == .incomplete, "What follows a head changes nothing in it")
    guard case .head(let length, let written) = whole else { return }
    require(length <= octets.count && length <= Int(limits.head) + 2, "A head is of the octets that were given, within its limit")
    require(octets[..<length].suffix(4).elementsEqual([.cr, .lf, .cr, .lf]), "A head ends by an empty line")
    require(parse(written, cuts: [], MessageLimits()) == .head(length: written.count, written: written), "A head that is written again is the same head")
}

private enum Outcome: Equatable {
    /// How long it was, and the head as it would be written from what was read.
    case head(length: Int, written: [UInt8])
    case refused(Refusal)
    case incomplete
}

private func parse(_ octets: [UInt8], cuts: [Int], _ limits: MessageLimits = limits) -> Outcome {
    var parser = HeadParser()
    do throws(Refusal) {
        for end in cuts + [octets.count] {
            guard let (head, length) = try parser.parse(octets.span.extracting(0..<end), limits: limits) else { continue }
            return .head(length: length, written: written(head))
        }
        return .incomplete
    } catch { return .refused(error) }
}

private func written(_ head: RequestHead) -> [UInt8] {
    require(head.method.rawValue.utf8.count <= Int(limits.method) && Method(head.method.rawValue) != nil, "A method is a token, within its limit")
    require(head.path.utf8.first == UInt8(ascii: "/") || head.path == "*" && head.method == .options, "A path begins with a slash")
    require(head.path.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }, "A path is of visible octets")
    require(head.version == .http10 || head.host.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "@") }, "A host has no userinfo")
    require(head.framing != .chunked || head.version == .http11 && head.first(.contentLength) == nil, "Nothing is framed twice")

    let request = Request(head: head, body: [])
    let response = representation.response(to: request)
    require([200, 206, 304, 412, 416].contains(response.status.code), "A representation is whole, in part, known, not expected or out of range")
    let isCoded = response.fields.first(.contentEncoding) != nil
    require(response.status != .ok || isCoded || response.body.count == 200, "A whole representation is whole")
    require(!isCoded || head.all(.acceptEncoding)?.contains { $0 == "*" || $0.lowercased() == "z" } ?? false, "Only who asks for gzip gets it")

    // Every name in use goes through the lookups that a service does.
    var lines = ""
    for name in [
        FieldName.acceptEncoding, .connection, .contentLength, .cookie, .expect, .host, .ifMatch, .ifModifiedSince,
        .ifNoneMatch, .ifRange, .ifUnmodifiedSince, .range, .transferEncoding, "X",
    ] {
        guard let value = head.all(name) else { continue }
        require(value.utf8.allSatisfy { $0.isFieldContent }, "A value holds no control character")
        require(value.utf8.starts(with: (head.first(name) ?? "-").utf8), "The first of the values comes first")
        // Where the last of the values is empty, the join ends by a space, which would not be read again.
        lines += "\(name): \(value.hasSuffix(" ") ? String(value.dropLast()) : value)\r\n"
    }
    _ = head.cookie("exercice")
    let target = head.path + (head.query.map { "?" + $0 } ?? "")
    return Array("\(head.method) \(target) HTTP/1.\(head.version == .http10 ? 0 : 1)\r\n\(lines)\r\n".utf8)
}
