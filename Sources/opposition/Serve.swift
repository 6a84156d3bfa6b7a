import ArgumentParser
import Documents
import Foundation
import Journal
import Logging
import Procedure
import Server
import Site

struct Serve: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve the pages and the API until stopped (SIGINT or SIGTERM; a second one stops at once).")

    @Option(help: "The name or address to listen on. One that is not loopback needs --lan.")
    var host = "127.0.0.1"

    @Option(help: "The port to listen on; 0 is any free one.")
    var port = 8080

    @OptionGroup var directory: DataDirectory

    @Option(name: .customLong("public"), help: ArgumentHelp("Serve the files of this directory instead of the built-in ones.", valueName: "directory"))
    var publicDirectory: String?

    @Option(help: "Event loops, each a thread. Default: one per core.")
    var threads: Int?

    @Flag(help: "Listen on all addresses of this machine: everyone on the network can then use it.")
    var lan = false

    @Option(name: .customLong("public-url"), help: ArgumentHelp("The address that links say, for a container or a proxy.", valueName: "url"))
    var publicURL: String?

    @Option(help: "Connections from one address. Default: unlimited on loopback, 256 elsewhere.")
    var maxConnectionsPerAddress: Int?

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("--port is a number from 0 to 65535.") }
        guard threads.map({ (1...256).contains($0) }) ?? true else { throw ValidationError("--threads is a number from 1 to 256.") }
        guard maxConnectionsPerAddress.map({ $0 > 0 }) ?? true else { throw ValidationError("--max-connections-per-address is a number above 0.") }
        guard lan || isLoopback else { throw ValidationError("--host \(host) is not a loopback address: it needs --lan, which opens this server to the network.") }
        guard publicURL.map(Self.isOrigin) ?? true else { throw ValidationError(Self.originExpected) }
    }

    func run() throws {
        // Writing to a closed connection, or past a limit of file size, is an error to handle, not a death.
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        let stopSignals = StopSignals()
        let logger = Logger(label: "opposition", factory: { StreamLogHandler.standardError(label: $0) })
        let journal = try Journal(directory: directory.path, logger: logger)
        let keyring = try Keyring(directory: directory.path, now: Self.now().milliseconds / 1000)
        var site = Site.Configuration()
        (site.host, site.lan, site.publicURL) = (host, lan, publicURL)
        let service = Site(
            journal: journal, keyring: keyring, configuration: site, files: try files(), clock: Self.now)

        var configuration = Server.Configuration()
        let listensOnAll = lan && isLoopback
        configuration.host = listensOnAll ? "*" : host
        configuration.port = port
        configuration.threads = threads
        configuration.maxConnectionsPerAddress = maxConnectionsPerAddress ?? 256
        configuration.limitsLoopback = maxConnectionsPerAddress != nil
        let server = try Server(service: service, configuration: configuration, logger: logger)

        stopSignals.onEach { server.stop() }
        if lan { logger.warning("--lan: everyone on this network can open this server. Use it in a room you know, and stop it afterwards.") }
        print("Listening on http://\(listensOnAll ? "0.0.0.0" : host.contains(":") ? "[\(host)]" : host):\(server.port)")
        fflush(nil)
        server.run()
    }

    private func files() throws -> Files {
        guard let publicDirectory else { return Public.files }
        do { return try Files(directory: publicDirectory) } catch { throw ValidationError("--public: \(error)") }
    }

    static func now() -> Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    private var isLoopback: Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }

    static let originExpected = "--public-url is http:// or https://, a host and at most a port, as in http://192.168.1.20:8080."

    static func isOrigin(_ url: String) -> Bool { url.wholeMatch(of: /https?:\/\/[A-Za-z0-9.\-\[\]:]+\/?/) != nil }
}
