import HTTP

/// What every response carries, and which requests are let in.
struct Defense: Sendable {
    /// `https` under TLS.
    let scheme: String
    /// Open to a network: any Host is let in.
    let lan: Bool
    /// Hosts let in without `lan`, beside localhost and the loopback addresses: the bound name, and the one that links say.
    let hosts: Set<String>
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

    /// For the files and the API's constants, which belong to no exercice: kept, and asked about each time.
    static let files: Fields = {
        var fields = common
        fields.add(.cacheControl, "no-cache")
        return fields
    }()

    /// Whether the request names this server (DNS rebinding).
    func letsIn(host: String) -> Bool {
        if lan || host.isEmpty { return true }
        let name = Self.withoutPort(host).lowercased()
        return name == "localhost" || name == "[::1]" || Self.isLoopbackIPv4(name) || hosts.contains(name)
    }

    /// Whether a request that changes something comes from our own pages, or from no page at all (curl).
    func letsIn(changing request: Request) -> Bool {
        if let site = request.first(.secFetchSite) { return site == "same-origin" || site == "none" }
        guard let origin = request.first(.origin) else { return true }
        return origin == "\(scheme)://\(request.host)" || (publicOrigin != nil && origin == publicOrigin)
    }

    static func withoutPort(_ host: String) -> Substring {
        if host.hasPrefix("["), let end = host.firstIndex(of: "]") { return host[...end] }
        return host.firstIndex(of: ":").map { host[..<$0] } ?? host[...]
    }

    private static func isLoopbackIPv4(_ name: String) -> Bool {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}
