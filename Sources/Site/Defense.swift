import Cahier
import HTTP

/// What every response carries, and which requests are let in.
struct Defense: Sendable {
    /// `https` under TLS.
    let scheme: String
    /// Open to a network: any Host is let in, but one that could pass for the real thing.
    let lan: Bool
    /// In lower case: hosts let in without `lan`, beside the loopback addresses of IPv4: localhost, the bound name, and the one that links say.
    let hosts: [String]
    /// The origin of `--public-url`, for a proxy that speaks another scheme.
    let publicOrigin: String?

    /// The contract, « On every response ».
    static let common: Fields = [
        "X-Simulation": "exercice",
        "X-Robots-Tag": "noindex, nofollow",
        "Content-Security-Policy":
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; manifest-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
    ]

    /// The common fields, and no store: for all that belongs to an exercice, or to one of a browser's at the same address.
    static let unstored: Fields = {
        var fields = common
        fields.add(.cacheControl, "no-store")
        return fields
    }()

    /// These, with a content type.
    static func fields(_ type: String) -> Fields {
        var fields = unstored
        fields.add(.contentType, type)
        return fields
    }

    /// For what belongs to no exercice: kept, and asked about each time.
    static let files: Fields = {
        var fields = common
        fields.add(.cacheControl, "no-cache")
        return fields
    }()

    /// For the pages that belong to no exercice: a first visit asks for their style before it has read them.
    static let sharedPages: Fields = {
        var fields = files
        fields.add("Link", "</style.css>; rel=preload; as=style")
        return fields
    }()

    /// For the files that are built in: asked about behind the page that shows, which waits for none of them. After an
    /// upgrade a page may wear the style of the day before, once.
    static let builtIn: Fields = {
        var fields = common
        fields.add(.cacheControl, "max-age=600, stale-while-revalidate=86400")
        return fields
    }()

    /// Whether the request names this server (DNS rebinding).
    func letsIn(host: String) -> Bool {
        if host.isEmpty { return true }
        let octets = host.utf8Span.span
        if lan { return !HostName.couldPassForOfficial(octets) }
        let name = octets.extracting(0..<HostName.end(in: octets))
        return Self.isLoopbackIPv4(name) || hosts.contains { Self.isSame(name, $0.utf8Span.span) }
    }

    /// ASCII case aside. `host` is in lower case.
    private static func isSame(_ name: borrowing Span<UInt8>, _ host: borrowing Span<UInt8>) -> Bool {
        guard name.count == host.count else { return false }
        for index in name.indices {
            let octet = name[index]
            guard host[index] == ((0x41...0x5A).contains(octet) ? octet | 0x20 : octet) else { return false }
        }
        return true
    }

    /// Whether a request that changes something comes from our own pages, or from no page at all (curl).
    func letsIn(changing request: Request) -> Bool {
        if let site = request.first(.secFetchSite) { return site == "same-origin" || site == "none" }
        guard let origin = request.first(.origin) else { return true }
        return origin == "\(scheme)://\(request.host)" || (publicOrigin != nil && origin == publicOrigin)
    }

    /// Whether it is an address of 127.0.0.0/8, in decimal.
    private static func isLoopbackIPv4(_ name: borrowing Span<UInt8>) -> Bool {
        var part = 0, value: Int?
        for index in name.indices {
            switch name[index] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                let number = (value ?? 0) * 10 + Int(name[index] - UInt8(ascii: "0"))
                guard number <= 255 else { return false }
                value = number
            case UInt8(ascii: "."):
                guard let number = value, part > 0 || number == 127 else { return false }
                (part, value) = (part + 1, nil)
            default: return false
            }
        }
        return part == 3 && value != nil
    }
}
