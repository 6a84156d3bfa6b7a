import CLinux
import Glibc

/// A socket that listens. Each loop has its own on every address, and the system shares the connections out
/// (`SO_REUSEPORT`).
final class Listener: Sendable {
    enum AcceptOutcome {
        case accepted(Socket, Peer)
        case wouldBlock
        /// No descriptor or no memory is left for another connection.
        case exhausted
    }

    let descriptor: Int32

    private init(descriptor: Int32) { self.descriptor = descriptor }

    private init(_ address: SocketAddress, backlog: Int32, host: String) throws(ServerError) {
        descriptor = try Listener.bound(address, host: host, sharing: true)
        guard listen(descriptor, backlog) == 0 else { throw Listener.error(errno, host: host, port: address.port) }
    }

    deinit { close(descriptor) }

    func accept() -> AcceptOutcome {
        while true {
            let accepted = SocketAddress.reading { accept4(descriptor, $0, &$1, Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)) }
            if let accepted { return .accepted(Socket(descriptor: accepted.result), Peer(accepted.address)) }
            switch errno {
            case EAGAIN: return .wouldBlock
            // That one connection broke before it was accepted (accept(2)); there may be another.
            case ECONNABORTED, EINTR, EPERM, EPROTO, ENETDOWN, ENETUNREACH, EHOSTDOWN, EHOSTUNREACH, ENOPROTOOPT, EOPNOTSUPP: continue
            default: return .exhausted
            }
        }
    }

    /// `count` groups of listeners, each on all the addresses that `host` stands for, and these addresses with their
    /// real port.
    ///
    /// `SO_REUSEPORT` would let two programs of the same user share a port without a word: each address is first bound
    /// without it, by a probe which also chooses a free port and holds it until the groups have it.
    static func groups(
        _ count: Int, host: String, port: Int, backlog: Int32
    ) throws(ServerError) -> (listeners: [[Listener]], addresses: [SocketAddress]) {
        var addresses: [SocketAddress] = []
        var probes: [Int32] = []
        defer { for probe in probes { close(probe) } }
        var failure: ServerError?
        for address in try SocketAddress.resolve(host, port: port) {
            // The wildcard of IPv6 takes IPv4 with it.
            if host == "*", !addresses.isEmpty { break }
            var address = address
            if let first = addresses.first { address.port = first.port }
            do {
                let probe = try bound(address, host: host, sharing: false)
                probes.append(probe)
                addresses.append(SocketAddress.reading { getsockname(probe, $0, &$1) }?.address ?? address)
            } catch {
                // A machine may lack one of the families that a name resolves to; a port that is taken is final.
                if case .portTaken = error { throw error }
                failure = error
            }
        }
        if addresses.isEmpty { throw failure ?? .unknownHost(host, reason: "it has no address") }
        var listeners: [[Listener]] = []
        for _ in 0..<count {
            var group: [Listener] = []
            for address in addresses { group.append(try Listener(address, backlog: backlog, host: host)) }
            listeners.append(group)
        }
        return (listeners, addresses)
    }

    /// `count` groups of listeners on sockets that were made and bound by whoever started the program, and their
    /// addresses. The groups share each socket.
    static func groups(_ count: Int, inherited descriptors: [Int32]) throws(ServerError) -> (listeners: [[Listener]], addresses: [SocketAddress]) {
        var addresses: [SocketAddress] = []
        var listeners = Array(repeating: [Listener](), count: count)
        for descriptor in descriptors {
            var (listens, length): (Int32, socklen_t) = (0, socklen_t(MemoryLayout<Int32>.size))
            guard getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &listens, &length) == 0, listens != 0,
                let address = SocketAddress.reading({ getsockname(descriptor, $0, &$1) })?.address, [AF_INET, AF_INET6].contains(address.family),
                fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK) == 0
            else { throw .cannotPrepare("the inherited descriptor \(descriptor)", reason: "it is not a socket that listens over TCP") }
            addresses.append(address)
            prepare(descriptor)
            for group in 0..<count {
                let own = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
                guard own >= 0 else { throw .cannotPrepare("a listener", reason: systemErrorDescription()) }
                listeners[group].append(Listener(descriptor: own))
            }
            close(descriptor)
        }
        return (listeners, addresses)
    }

    private static func bound(_ address: SocketAddress, host: String, sharing: Bool) throws(ServerError) -> Int32 {
        let type = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let descriptor = socket(address.family, type, 0)
        guard descriptor >= 0 else { throw error(errno, host: host, port: address.port) }
        // A server that restarts need not wait for the last one's connections to be forgotten.
        set(descriptor, SOL_SOCKET, SO_REUSEADDR, 1)
        if sharing { set(descriptor, SOL_SOCKET, SO_REUSEPORT, 1) }
        prepare(descriptor)
        // Only the wildcard of IPv6 takes IPv4 as well.
        if address.isIPv6 { set(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, host == "*" ? 0 : 1) }
        guard address.withSockaddr({ bind(descriptor, $0, $1) }) == 0 else {
            let code = errno
            close(descriptor)
            throw error(code, host: host, port: address.port)
        }
        return descriptor
    }

    /// Sets what the accepted sockets inherit.
    private static func prepare(_ descriptor: Int32) {
        let tcp = Int32(IPPROTO_TCP)
        // A response is one write, and must not wait for the peer's acknowledgement.
        set(descriptor, tcp, TCP_NODELAY, 1)
        // The client speaks first: a connection is told of when it brings octets, and then is accepted and read at once.
        // One that stays silent is told of after a second.
        set(descriptor, tcp, TCP_DEFER_ACCEPT, 1)
        // Else the system takes megabytes for a reader who takes nothing, and runs out where there are a thousand.
        set(descriptor, tcp, TCP_NOTSENT_LOWAT, 131_072)
        // In milliseconds: who acknowledges nothing for so long has gone without a word, and is let go. Together with the
        // heartbeat of a stream, in less than a minute; the system's own patience is a quarter of an hour.
        set(descriptor, tcp, TCP_USER_TIMEOUT, 30_000)
    }

    private static func set(_ descriptor: Int32, _ level: Int32, _ option: Int32, _ value: Int32) {
        var value = value
        setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
    }

    private static func error(_ code: Int32, host: String, port: Int) -> ServerError {
        switch code {
        case EADDRINUSE: .portTaken(host: host, port: port)
        case EACCES: .cannotListen(host: host, port: port, reason: "a port below 1024 needs a privilege")
        case EADDRNOTAVAIL: .cannotListen(host: host, port: port, reason: "this machine does not have that address")
        default: .cannotListen(host: host, port: port, reason: systemErrorDescription(code))
        }
    }
}
