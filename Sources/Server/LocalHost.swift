import Glibc

/// What this machine is called by those who are near it, now.
public enum LocalHost {
    /// On loopback, and its own.
    public static var names: [String] {
        var name = [CChar](repeating: 0, count: 256)
        gethostname(&name, name.count - 1)
        let host = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        // A name that DNS cannot hold is one that nobody can type.
        let isName = !host.isEmpty && host.lowercased().utf8.allSatisfy("abcdefghijklmnopqrstuvwxyz0123456789-.".utf8.contains)
        // Without a dot, multicast DNS adds one (RFC 6762 §3).
        return ["localhost", "127.0.0.1", "::1"] + (isName ? host.contains(".") ? [host] : [host, host + ".local"] : [])
    }

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
    public static var addresses: [Peer] {
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
