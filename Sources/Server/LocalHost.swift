import Glibc
import Synchronization
import Threads

/// What this machine is called by those who are near it, now.
public enum LocalHost {
    private struct Knowledge {
        var names: [String], addresses: [Peer]
        /// When it was asked for.
        let since: Instant
    }

    /// What was found last.
    private static let known = Mutex<Knowledge?>(nil)
    /// For how many seconds a loop, which may not wait, goes by what was found before it has it looked for anew.
    private static let recency = 1.0

    /// On loopback, and its own.
    public static var names: [String] { current.names }

    /// Those of its addresses that another device can be told, the likeliest first: private networks, and IPv4, which is
    /// shorter to type. Never loopback, nor an address of the link alone.
    public static var reachable: [Peer] { Self.order(addresses) }

    static func order(_ addresses: [Peer]) -> [Peer] {
        func rank(_ peer: Peer) -> Int { (peer.isPrivate ? 0 : 2) + (peer.isIPv4 ? 0 : 1) }
        // As the system gives them where they rank the same: a sort keeps no order by itself.
        return addresses.enumerated().filter { !$0.element.isLinkLocal && !$0.element.isLoopback }
            .sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }.map(\.element)
    }

    /// On its networks.
    public static var addresses: [Peer] { current.addresses }

    /// Looks anew, for who may not wait and must know how it is now.
    public static func refresh() async { await Workers.disk.run { _ = look() } }

    /// As it is; on a loop, as it was found last.
    private static var current: Knowledge {
        if Waiting.isAllowed { return look() }
        let now = Instant.lately
        let (found, isOld) = known.withLock { known in
            let found = known ?? Knowledge(names: loopbackNames, addresses: [], since: now)
            let isOld = known == nil || found.since + recency < now
            // Asked for once.
            if isOld { known = Knowledge(names: found.names, addresses: found.addresses, since: now) }
            return (found, isOld)
        }
        if isOld { Workers.disk.enqueue { _ = look() } }
        return found
    }

    private static func look() -> Knowledge {
        Waiting.assertAllowed("The system's word on itself")
        let found = Knowledge(names: findNames(), addresses: findAddresses(), since: .lately)
        known.withLock { $0 = found }
        return found
    }

    private static let loopbackNames = ["localhost", "127.0.0.1", "::1"]

    private static func findNames() -> [String] {
        var name = [CChar](repeating: 0, count: 256)
        gethostname(&name, name.count - 1)
        let host = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        // A name that DNS cannot hold is one that nobody can type.
        let isName = !host.isEmpty && host.lowercased().utf8.allSatisfy("abcdefghijklmnopqrstuvwxyz0123456789-.".utf8.contains)
        // Without a dot, multicast DNS adds one (RFC 6762 §3).
        return loopbackNames + (isName ? host.contains(".") ? [host] : [host, host + ".local"] : [])
    }

    private static func findAddresses() -> [Peer] {
        var list: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&list) == 0 else { return [] }
        defer { freeifaddrs(list) }
        var addresses: [Peer] = []
        var entry = list
        while let interface = entry {
            entry = interface.pointee.ifa_next
            guard interface.pointee.ifa_flags & UInt32(IFF_UP) != 0, let address = SocketAddress(interface.pointee.ifa_addr) else { continue }
            let peer = Peer(address)
            // An address of the link alone (fe80::) is of no use without the name of the interface.
            if !peer.isLoopback, !peer.address.hasPrefix("fe80:") { addresses.append(peer) }
        }
        return addresses
    }
}
