/// Where the parts of a request line stand, counted from its first octet. RFC 9112 §3.
struct RequestLine: Sendable {
    let method: Range<Int>
    let target: Range<Int>
    let version: Version
    /// Where the field section begins.
    let end: Int

    /// Reads the line that begins at `start`; nil while it is incomplete. Every octet is checked as soon as it
    /// is there.
    static func read(_ input: borrowing Span<UInt8>, at start: Int, limits: MessageLimits) throws(Refusal) -> RequestLine? {
        var index = start
        let token = OctetSet.token
        while index < input.count, token.contains(input[index]) {
            index += 1
            if index - start > Int(limits.method) { throw .method }
        }
        guard index < input.count else { return nil }
        guard input[index] == .space, index > start else { throw .requestLine }
        let method = 0..<index - start

        index += 1
        let targetStart = index
        let targetLimit = min(input.count, targetStart + Int(limits.target) + 1)
        let allowed = OctetSet.target
        while index < targetLimit, allowed.contains(input[index]) { index += 1 }
        guard index - targetStart <= Int(limits.target) else { throw .targetTooLong }
        guard index < input.count else { return nil }
        guard input[index] == .space else {
            throw input[index] == .cr || input[index] == .lf ? .requestLine : .target
        }
        guard index > targetStart else { throw .requestLine }
        let target = targetStart - start..<index - start

        // The only two octets left free are the digits of the version.
        index += 1
        let pattern: InlineArray<10, UInt8> = [0x48, 0x54, 0x54, 0x50, 0x2F, 0x30, 0x2E, 0x30, .cr, .lf]
        for offset in pattern.indices {
            guard index + offset < input.count else { return nil }
            let octet = input[index + offset]
            guard octet == pattern[offset] || (offset == 5 || offset == 7) && octet.isDigit else {
                throw offset >= 8 && (octet == .lf || octet == .cr || offset == 9) ? .lineEnding : .requestLine
            }
        }
        guard input[index + 5] == UInt8(ascii: "1") else { throw .version }
        let version: Version = input[index + 7] == UInt8(ascii: "0") ? .http10 : .http11
        return RequestLine(method: method, target: target, version: version, end: index + 10)
    }
}
