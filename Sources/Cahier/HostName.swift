import Glibc

/// The name of a host, as an address of ours may show it.
public enum HostName {
    /// Whether it could pass for one of the State or of the service (`domain.md` §11): hyphens and dots dropped, it holds a
    /// name of theirs. An internationalised name (RFC 5890) or one with escapes may look like any other.
    public static func couldPassForOfficial(_ host: String) -> Bool { couldPassForOfficial(host.utf8Span.span) }

    // On octets, and nothing is made: each request from a network passes here.
    public static func couldPassForOfficial(_ host: borrowing Span<UInt8>) -> Bool {
        for start in host.indices {
            switch host[start] | 0x20 {
            case UInt8(ascii: "a"): if holds(host, start, "ameli") || holds(host, start, "assurancemaladie") { return true }
            case UInt8(ascii: "e"): if holds(host, start, "espacesante") { return true }
            case UInt8(ascii: "g"): if holds(host, start, "gouvfr") { return true }
            case UInt8(ascii: "x"): if holds(host, start, "xn"), start + 3 < host.count, host[start + 2] == 0x2D, host[start + 3] == 0x2D { return true }
            case UInt8(ascii: "%") | 0x20: if host[start] == UInt8(ascii: "%") { return true }
            default: break
            }
        }
        return false
    }

    private static func holds(_ host: borrowing Span<UInt8>, _ start: Int, _ name: StaticString) -> Bool {
        name.withUTF8Buffer { name in
            var index = start, found = 0
            while found < name.count {
                guard index < host.count else { return false }
                let octet = host[index]
                index += 1
                if octet == UInt8(ascii: "-") || octet == UInt8(ascii: ".") { continue }
                guard octet | 0x20 == name[found] else { return false }
                found += 1
            }
            return true
        }
    }

    /// The host of an http or https address, without brackets; what is no address is taken as a host.
    public static func host(of url: String) -> String {
        let rest = url.range(of: "://").map { url[$0.upperBound...] } ?? url[...]
        let authority = String(rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" })
        return withoutPort(authority).trimming(["[", "]"])
    }

    /// The host of an authority (RFC 3986 §3.2), with the brackets of an address of IPv6.
    public static func withoutPort(_ host: String) -> Substring {
        host[..<host.utf8.index(host.startIndex, offsetBy: end(in: host.utf8Span.span))]
    }

    /// Where the host of an authority ends.
    // On octets, as it is for each request: on characters it would be a quarter of the time that one takes.
    public static func end(in host: borrowing Span<UInt8>) -> Int {
        let isLiteral = host.count > 0 && host[0] == UInt8(ascii: "[")
        for index in host.indices where host[index] == UInt8(ascii: isLiteral ? "]" : ":") { return isLiteral ? index + 1 : index }
        return host.count
    }

    /// Whether it is an address in figures, which is no number of anybody's: 192.168.1.20, 2001:db8::1.
    public static func isNumeric(_ host: String) -> Bool {
        var octets = in6_addr()
        return inet_pton(AF_INET, host, &octets) == 1 || inet_pton(AF_INET6, host, &octets) == 1
    }
}

extension Substring {
    fileprivate func trimming(_ ends: Set<Character>) -> String {
        var rest = self
        while let first = rest.first, ends.contains(first) { rest.removeFirst() }
        while let last = rest.last, ends.contains(last) { rest.removeLast() }
        return String(rest)
    }
}
