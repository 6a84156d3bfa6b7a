import Glibc
import HTTP
public import Logging

/// An HTTP/1.1 server: one event loop per core, each on its own thread with its own connections.
public final class Server: Sendable {
    /// Where it listens; the same port on every address.
    public let port: Int
    /// The addresses it listens on, without their port.
    public let addresses: [String]

    private let loops: [EventLoop]
    private let occupancy: Occupancy
    private let tls: TLSSource?
    private let logger: Logger

    /// Binds the address and prepares the loops; connections are accepted once ``run()`` is called, and wait until
    /// then. Raises the process's limit of open files to the hard one.
    public init(
        service: some Service, configuration: Configuration = Configuration(), logger: Logger = Logger(label: "server")
    ) throws(ServerError) {
        let tls = try configuration.tls.map { files throws(ServerError) in try TLSSource(files, logger) }
        let descriptors = DescriptorLimit.raise()
        // For its loops, which may not wait to know it.
        _ = LocalHost.addresses
        let threads = Configuration.threadCount(configuration.threads)
        let limit = configuration.limits.connections ?? max(descriptors / 2, descriptors - configuration.limits.reservedDescriptors)
        let (listeners, bound) =
            configuration.inheritedListeners.isEmpty
            ? try Listener.groups(threads, host: configuration.host, port: Int(configuration.port), backlog: configuration.limits.backlog)
            : try Listener.groups(threads, inherited: configuration.inheritedListeners)
        let occupancy = Occupancy(limit: limit, limitPerAddress: configuration.maxConnectionsPerAddress, limitsLoopback: configuration.limitsLoopback)
        var loops: [EventLoop] = []
        for group in listeners {
            loops.append(try EventLoop(configuration, service, group, occupancy, tls, logger))
        }
        self.loops = loops
        self.occupancy = occupancy
        self.tls = tls
        self.logger = logger
        port = bound[0].port
        let peers = bound.map(Peer.init)
        addresses = peers.map(\.address)
        isLocal = peers.allSatisfy(\.isLoopback)
    }

    /// Whether only this machine can reach it.
    public let isLocal: Bool

    /// The connections that are open now.
    public var connectionCount: Int { occupancy.count }

    /// Serves until stopped. Blocks the thread that calls it.
    public func run() {
        var threads: [pthread_t] = []
        for loop in loops.dropFirst() {
            var thread = pthread_t()
            let context = Unmanaged.passRetained(loop)
            let failure = pthread_create(&thread, nil, runLoop, context.toOpaque())
            if failure == 0 {
                threads.append(thread)
            } else {
                context.release()
                logger.error("A thread is missing: \(systemErrorDescription(failure))")
            }
        }
        loops[0].run()
        for thread in threads { pthread_join(thread, nil) }
    }

    /// Reads the files of `Configuration.tls` again, for the connections that come from now on; those that are open go
    /// on with what they have. Files that cannot be used change nothing. Either way a line of the log says so. May be
    /// called from any thread, but not from a signal handler.
    public func reloadCertificate() {
        guard let tls else { return logger.notice("There is no certificate to read again: this server speaks HTTP without TLS") }
        tls.reload()
    }

    /// Stops: no new connection, those in use finish what runs, within `timeouts.stop`. A second call ends at once.
    /// May be called from any thread, but not from a signal handler.
    public func stop() {
        for loop in loops { loop.stop() }
    }
}

/// The main function of a loop's thread. Not a closure: one written where the main actor rules would belong to it.
private func runLoop(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    // Retained by `run()` for this one use; never nil.
    Unmanaged<EventLoop>.fromOpaque(context!).takeRetainedValue().run()
    return nil
}
