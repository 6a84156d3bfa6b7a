import Testing

@testable import HTTP

/// The same numbers on every run (SplitMix64).
private struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}

@Suite("Whatever the octets are")
struct MutationTests {
    private static let seeds = [
        "GET /a/b?c=d HTTP/1.1\r\nHost: h:80\r\nConnection: keep-alive\r\nCookie: a=b\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 12\r\nExpect: 100-continue\r\n\r\nhello, world",
        "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n3\r\n...\r\n0\r\nX: y\r\n\r\n",
        "OPTIONS * HTTP/1.0\r\nConnection: close, keep-alive\r\n\r\n",
        "GET http://u.example:8080/p HTTP/1.1\r\nHost: [::1]\r\n\r\n",
    ].map { Array($0.utf8) }

    /// Octets that mean something in a message, so that mutations often do.
    private static let pieces = ["\r\n", "\r", "\n", " ", "\t", ":", ";", ",", "0", "f", "%", "/", "?", "[", "\0", "\u{7F}", "Host: x\r\n",
        "Content-Length: 3\r\n", "Transfer-Encoding: chunked\r\n", "chunked", "HTTP/1.1", "99999999999999999999"].map { Array($0.utf8) }

    @Test("A request is read or refused, never both ways, and the way it is cut changes nothing", arguments: 0..<UInt64(20))
    func mutations(seed: UInt64) {
        var random = Seeded(state: seed)
        for _ in 0..<10 {
            var octets = Self.seeds[Int.random(in: 0..<Self.seeds.count, using: &random)]
            if Bool.random(using: &random) { octets += Self.seeds[Int.random(in: 0..<Self.seeds.count, using: &random)] }
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: 0..<octets.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: octets[place] = UInt8.random(in: 0...255, using: &random)
                case 1: octets.remove(at: place)
                case 2: octets.insert(contentsOf: Self.pieces[Int.random(in: 0..<Self.pieces.count, using: &random)], at: place)
                default: octets.insert(contentsOf: octets[place..<min(place + 20, octets.count)], at: place)
                }
            }
            _ = read(octets)
        }
    }
}
