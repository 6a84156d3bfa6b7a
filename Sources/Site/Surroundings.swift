import Cahier
import HTTP
import Procedure
import Server

/// What handlers work with: the application, and what is known of the web around it.
final class Surroundings: Sendable {
    let cahier: Cahier
    let defense: Defense
    let network: LocalNetwork
    let metrics: Metrics
    /// Whether it was given other facts than those of the data file.
    let hasOwnFacts: Bool
    private let cookie: String

    init(_ cahier: Cahier, _ configuration: SiteConfiguration, _ metrics: Metrics, hasOwnFacts: Bool) {
        (self.cahier, self.metrics, self.hasOwnFacts) = (cahier, metrics, hasOwnFacts)
        let origin = configuration.publicURL.map { url in
            url.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false).prefix(3).joined(separator: "/")
        }
        var hosts = ["localhost", "[::1]", configuration.host.lowercased()]
        if let authority = origin?.split(separator: "/").last { hosts.append(HostName.withoutPort(String(authority)).lowercased()) }
        defense = Defense(scheme: configuration.tls ? "https" : "http", lan: configuration.lan, hosts: hosts, publicOrigin: origin)
        cookie = "; Path=/; Max-Age=604800; HttpOnly; SameSite=Lax" + (configuration.tls ? "; Secure" : "")
        network = LocalNetwork(configuration)
    }

    var exercices: Exercices { cahier.exercices }
    var salles: Salles { cahier.salles }
    var conseillers: Conseillers { cahier.conseillers }

    /// Where links lead that leave with a document: the public address, else the one that the person used. None for a
    /// name that is not this machine's: on a network any Host is let in, and nobody may have a document signed that
    /// leads elsewhere.
    func origin(of request: Request) -> String? {
        if let origin = defense.publicOrigin { return origin }
        let name = HostName.withoutPort(request.host).lowercased()
        let bare = name.hasPrefix("[") ? String(name.dropFirst().dropLast()) : name
        // A machine may be named so, too.
        guard !HostName.couldPassForOfficial(name) else { return nil }
        guard LocalHost.names.contains(bare) || LocalHost.addresses.contains(where: { $0.address == bare }) || defense.hosts.contains(name) else { return nil }
        return "\(defense.scheme)://\(request.host)"
    }

    /// The same, for another device: none while only this machine is let in.
    func sharedOrigin(of request: Request) -> String? {
        defense.lan || defense.publicOrigin != nil ? origin(of: request) : nil
    }

    /// Where a room finds this server: as ``sharedOrigin(of:)`` says, unless whoever asks sits at the machine itself.
    func roomOrigin(of request: Request) -> String? {
        let name = HostName.withoutPort(request.host).lowercased()
        let isHere = defense.publicOrigin == nil && (LocalHost.names.contains(String(name)) || name == "[::1]" || name.hasPrefix("127."))
        // The port as it was asked for: behind one that was forwarded, it is that one.
        return isHere ? LocalNetwork.said(of: network.origins(port: Borne.port.lue(request.host.dropFirst(name.count + 1)))) : sharedOrigin(of: request)
    }

    /// The field that hands an exercice to a browser.
    func cookie(_ id: ExerciceID) -> String { Call.cookie + "=\(id)" + cookie }

    /// The same, for the code that lets a second device in.
    func cookie(_ code: CodeConseiller) -> String { Call.cookieConseiller + "=\(code)" + cookie }
}
