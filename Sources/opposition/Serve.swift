import ArgumentParser
import Cahier
import Documents
import Foundation
import Journal
import Logging
import PDF
import Procedure
import Server
import Site

struct Serve: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve the pages and the API until stopped (SIGINT or SIGTERM; a second one stops at once). SIGHUP reads the TLS certificate and its key again.")

    @Option(help: "The name or address to listen on. One that is not loopback needs --lan.")
    var host = "127.0.0.1"

    @Option(help: "The port to listen on; 0 is any free one.")
    var port = 8080

    @OptionGroup var directory: DataDirectory

    @Option(name: .customLong("public"), help: ArgumentHelp("Serve the pictures, sounds, films, fonts and plain texts of this directory too. It takes the place of no file of ours, and nothing that runs or is styled is served.", valueName: "directory"))
    var publicDirectory: String?

    @Option(help: "Event loops, each a thread. Default: one per core.")
    var threads: Int?

    @Flag(help: "Listen on all addresses of this machine: everyone on the network can then use it.")
    var lan = false

    @Option(help: ArgumentHelp("Serve HTTPS, with this certificate and the chain to its issuer (PEM). Needs --tls-key.", valueName: "file"))
    var tlsCertificate: String?

    @Option(help: ArgumentHelp("The private key of --tls-certificate (PEM).", valueName: "file"))
    var tlsKey: String?

    @Option(help: ArgumentHelp("Serve HTTPS with a certificate made for this machine, kept in the data directory: self-signed.", valueName: "self-signed"))
    var tls: TLSMode?

    enum TLSMode: String, ExpressibleByArgument { case selfSigned = "self-signed" }

    @Option(name: .customLong("public-url"), help: ArgumentHelp("The address that links say, for a container or a proxy.", valueName: "url"))
    var publicURL: String?

    @Option(help: "Connections from one address. Default: unlimited on loopback, 256 elsewhere.")
    var maxConnectionsPerAddress: Int?

    @Option(help: ArgumentHelp("How long exercices are kept once nothing happens in them: days, hours or minutes, as in 7d, 12h, 90m. Then they are erased.", valueName: "duration"), transform: Self.retention)
    var retention = Retention.standard

    @Flag(help: "Write a line for each response to standard error: method, address, status, octets, microseconds. Nothing that was typed.")
    var accessLog = false

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("--port is a number from 0 to 65535.") }
        guard threads.map({ (1...256).contains($0) }) ?? true else { throw ValidationError("--threads is a number from 1 to 256.") }
        guard maxConnectionsPerAddress.map({ $0 > 0 }) ?? true else { throw ValidationError("--max-connections-per-address is a number above 0.") }
        guard lan || isLoopback else { throw ValidationError("--host \(host) is not a loopback address: it needs --lan, which opens this server to the network.") }
        guard (tlsCertificate == nil) == (tlsKey == nil) else { throw ValidationError("--tls-certificate and --tls-key go together.") }
        guard tls == nil || tlsCertificate == nil else { throw ValidationError("--tls self-signed and --tls-certificate exclude each other.") }
        guard publicURL.map(Self.isOrigin) ?? true else { throw ValidationError(Self.originExpected) }
        for (option, address) in [("--host", host), ("--public-url", publicURL ?? "")] where HostName.couldPassForOfficial(HostName.host(of: address)) {
            throw ValidationError(Self.official(option))
        }
    }

    func run() throws {
        // Writing to a closed connection, or past a limit of file size, is an error to handle, not a death.
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        let signals = Signals()
        try checkDescriptors()
        let log = LineWriter(STDERR_FILENO)
        // Whoever reads it has a second for the last lines.
        defer { log.flush(seconds: 1) }
        let logger = Logger(label: "opposition", factory: { StreamLogHandler(label: $0, stream: log) })
        let journal = try Journal(directory: directory.path, logger: logger)
        directory.tighten()
        let keyring = try Keyring(directory: directory.path, now: Self.now().milliseconds / 1000)
        let (tls, fingerprint) = try tlsFiles(logger)
        var site = Site.Configuration()
        (site.host, site.lan, site.tls, site.publicURL, site.publicDirectory) = (host, lan, tls != nil, publicURL, publicDirectory)
        site.fingerprint = fingerprint
        var configuration = Server.Configuration()
        let service: Site
        do {
            service = try Site(journal: journal, keyring: keyring, configuration: site, metrics: configuration.metrics, clock: Self.now)
        } catch { throw ValidationError("--public: \(error)") }

        if let publicDirectory, case let refused = PublicAdditions.refused(in: publicDirectory), refused > 0 {
            logger.warning("--public: \(refused) of its files \(refused == 1 ? "is" : "are") not served: it adds pictures, sounds, films, fonts and plain text, and takes the place of no file of ours")
        }
        let listensOnAll = lan && isLoopback
        configuration.host = listensOnAll ? "*" : host
        configuration.port = UInt16(port)
        configuration.inheritedListeners = ServiceManager.listeners
        configuration.threads = threads
        configuration.tls = tls
        configuration.maxConnectionsPerAddress = maxConnectionsPerAddress ?? 256
        configuration.limitsLoopback = maxConnectionsPerAddress != nil
        if accessLog { configuration.accessLogger = Logger(label: "access", factory: { StreamLogHandler(label: $0, stream: log) }) }
        let server = try Server(service: service, configuration: configuration, logger: logger)

        guard lan || server.isLocal else { throw ValidationError("The socket handed over is not on a loopback address: it needs --lan, which opens this server to the network.") }

        let stop: @Sendable () -> Void = {
            ServiceManager.notify("STOPPING=1")
            server.stop()
        }
        let reload: @Sendable () -> Void = { server.reloadCertificate() }, stay: @Sendable () -> Void = {}
        // Without a certificate to read again it is what it was: a terminal that is closed takes its server with it, unless
        // it was started under nohup.
        signals.onEach(stop: stop, hangUp: tls != nil ? reload : signals.ignoresHangUp ? stay : stop)
        let address = configuration.inheritedListeners.isEmpty ? listensOnAll ? "0.0.0.0" : host : server.addresses[0]
        let scheme = tls == nil ? "http" : "https", authority = "\(address.contains(":") ? "[\(address)]" : address):\(server.port)"
        print("Listening on \(scheme)://\(authority)")
        fflush(nil)
        if lan { tell(LocalNetwork(site), port: server.port, here: "\(scheme)://\(listensOnAll ? "localhost:\(server.port)" : authority)", log, logger) }
        ServiceManager.notify("READY=1")
        let keeper = Task.detached { [retention] in await retention.keep(service.cahier, logger: logger) }
        server.run()
        keeper.cancel()
    }

    /// Fewer open files would fail it in the middle of what it does.
    private func checkDescriptors() throws {
        let (limit, needed) = (DescriptorLimit.raise(), 64 + 4 * Server.Configuration.threadCount(threads))
        guard limit >= needed else { throw ValidationError("\(limit) open files are allowed (ulimit -n): this server needs \(needed).") }
    }

    private static func retention(_ text: String) throws -> Retention {
        guard let retention = Retention(text) else { throw ValidationError("--retention is a number of days, hours or minutes, from 1m to 3650d, as in 7d or 12h.") }
        return retention
    }

    /// What `--lan` opens, and where, to the person who leads the room, in their language: in a terminal as plain lines, with
    /// codes for cameras; else in the log.
    private func tell(_ network: LocalNetwork, port: Int, here: String, _ log: LineWriter, _ logger: Logger) {
        let isTerminal = isatty(STDERR_FILENO) == 1
        func say(_ level: Logger.Level, _ line: String) {
            if isTerminal { log.write(line + "\n") } else { logger.log(level: level, "\(line)") }
        }
        say(.warning, "--lan\u{A0}: tout appareil de ce réseau peut ouvrir ces pages et jouer, sans voir l’exercice d’un autre, ni rien d’autre de cette machine. Ctrl-C l’arrête.")
        let origins = network.origins(port: port)
        if origins.isEmpty { say(.warning, "Cette machine n’a pas d’adresse qu’une autre puisse joindre\u{A0}: reliez-la à un réseau. La page \(LocalNetwork.page) montre ses adresses quand elles viennent.") }
        for origin in origins {
            say(.notice, "Autres appareils\u{A0}: \(origin)")
            if isTerminal, let code = try? QRCode(origin) { log.write(code.terminal) }
        }
        // Last, so that no code hides it.
        say(.notice, "Pour ouvrir une salle, ici\u{A0}: \(here)/formation")
    }

    private func tlsFiles(_ logger: Logger) throws -> (files: Server.TLS?, fingerprint: String?) {
        if let tlsCertificate, let tlsKey { return (Server.TLS(certificateFile: tlsCertificate, keyFile: tlsKey), nil) }
        guard tls == .selfSigned else { return (nil, nil) }
        // A URL writes an IPv6 address in brackets.
        let names = [host.trimmingCharacters(in: ["[", "]"])] + (publicURL.map { [HostName.host(of: $0)] } ?? [])
        let (files, fingerprint) = try Server.TLS.selfSigned(
            in: directory.path, commonName: "EXERCICE - simulation, cahier d'exercices", hosts: names, now: Self.now().milliseconds / 1000)
        logger.notice("Browsers do not know this server's certificate. What they show of it must be, in SHA-256: \(fingerprint)")
        return (files, fingerprint)
    }

    static func now() -> Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    private var isLoopback: Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }

    static let originExpected = "--public-url is http:// or https://, a host and at most a port, as in http://192.168.1.20:8080."

    /// What is said of an address that could pass for the real thing (`domain.md` §11).
    static func official(_ option: String) -> String {
        "\(option) is an address that could pass for the State’s or the service’s (espacesante, ameli, assurancemaladie, gouv.fr, or an internationalised name): choose another."
    }

    static func isOrigin(_ url: String) -> Bool { url.wholeMatch(of: /https?:\/\/[A-Za-z0-9.\-\[\]:]+\/?/) != nil }
}
