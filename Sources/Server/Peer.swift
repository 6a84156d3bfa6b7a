import Glibc

/// Who is at the other end of a connection.
public struct Peer: Hashable, Sendable {
    private let high: UInt64
    private let low: UInt64

    init(_ address: SocketAddress) { self.init(octets: address.octets) }

    /// The address in text, of IPv4 or IPv6, without a port or a zone; nil for anything else.
    public init?(_ address: String) {
        // Sixteen octets of IPv6, or four of IPv4, which are mapped into it (RFC 4291 §2.5.5.2).
        var long = in6_addr(), short = in_addr()
        if inet_pton(AF_INET6, address, &long) == 1 {
            let octets = withUnsafeBytes(of: long) { raw in InlineArray<16, UInt8> { raw[$0] } }
            self.init(octets: octets)
        } else if inet_pton(AF_INET, address, &short) == 1 {
            let octets = withUnsafeBytes(of: short) { raw in InlineArray<16, UInt8> { $0 < 10 ? 0 : $0 < 12 ? 0xFF : raw[$0 - 12] } }
            self.init(octets: octets)
        } else {
            return nil
        }
    }

    private init(octets: InlineArray<16, UInt8>) {
        var (high, low): (UInt64, UInt64) = (0, 0)
        for index in 0..<8 {
            high = high << 8 | UInt64(octets[index])
            low = low << 8 | UInt64(octets[index + 8])
        }
        (self.high, self.low) = (high, low)
    }

    /// Whether the address is of IPv4, mapped into IPv6 or not.
    public var isIPv4: Bool { high == 0 && low >> 32 == 0xFFFF }

    /// 127.0.0.0/8 or ::1.
    public var isLoopback: Bool { isIPv4 ? low >> 24 & 0xFF == 127 : high == 0 && low == 1 }

    /// 169.254.0.0/16 (RFC 3927) or fe80::/10 (RFC 4291 §2.5.6): good for one link, and gone with it.
    public var isLinkLocal: Bool { isIPv4 ? low >> 16 & 0xFFFF == 0xA9FE : high >> 54 == 0xFE80 >> 6 }

    /// 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 (RFC 1918) or fc00::/7 (RFC 4193): of a network that is somebody's own.
    public var isPrivate: Bool {
        isIPv4 ? low >> 24 & 0xFF == 10 || low >> 20 & 0xFFF == 0xAC1 || low >> 16 & 0xFFFF == 0xC0A8 : high >> 57 == 0xFC >> 1
    }

    /// The address in text, without a port: `192.168.1.20`, `2001:db8::1` (RFC 5952).
    public var address: String {
        if isIPv4 {
            return [24, 16, 8, 0].map { shift in String(low >> shift & 0xFF) }.joined(separator: ".")
        }
        let groups = [high, low].flatMap { half in [48, 32, 16, 0].map { shift in half >> shift & 0xFFFF } }
        guard let zeros = Peer.longestZeros(groups) else { return Peer.text(groups[...]) }
        return Peer.text(groups[..<zeros.lowerBound]) + "::" + Peer.text(groups[zeros.upperBound...])
    }

    private static func text(_ groups: ArraySlice<UInt64>) -> String {
        groups.map { String($0, radix: 16) }.joined(separator: ":")
    }

    /// The first of the longest runs of two groups of zeros or more.
    private static func longestZeros(_ groups: [UInt64]) -> Range<Int>? {
        var longest: Range<Int>?
        var start = 0
        for index in 0...groups.count where index == groups.count || groups[index] != 0 {
            if index - start >= 2, index - start > longest?.count ?? 0 { longest = start..<index }
            start = index + 1
        }
        return longest
    }
}
