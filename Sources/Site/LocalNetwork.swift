import Server

/// Where other devices reach this server, and what is told of it.
public struct LocalNetwork: Sendable {
    /// The page that shows it, to whoever runs the server.
    public static let page = "/reseau"

    private let configuration: SiteConfiguration
    /// Whether others are let in at all.
    var isOpen: Bool { configuration.lan }
    /// The SHA-256 of a certificate that browsers do not know.
    var fingerprint: String? { configuration.fingerprint }

    public init(_ configuration: SiteConfiguration) { self.configuration = configuration }

    /// As they are now, the likeliest first: the public address, if one was given; else the address that was bound, or all
    /// that this machine has.
    public func origins(port: Int?) -> [String] {
        guard isOpen else { return [] }
        if let url = configuration.publicURL { return [url.hasSuffix("/") ? String(url.dropLast()) : url] }
        let scheme = configuration.tls ? "https" : "http"
        let isBound = !LocalHost.names.contains(configuration.host) && !configuration.host.hasPrefix("127.") && !["0.0.0.0", "::", "[::]"].contains(configuration.host)
        let hosts = isBound ? [configuration.host] : LocalHost.reachable.map(\.address)
        return hosts.map { host in
            let name = host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host
            return "\(scheme)://\(name)" + (port.map { ":\($0)" } ?? "")
        }
    }

    /// The one to say aloud: the first that a telephone's keyboard writes without brackets, else the first.
    static func said(of origins: [String]) -> String? { origins.first { !$0.contains("[") } ?? origins.first }
}
