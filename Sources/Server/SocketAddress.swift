import Glibc
import Threads

/// An address of IPv4 or IPv6 with its port, as the system keeps it.
struct SocketAddress: Sendable {
    private var storage: sockaddr_storage
    private(set) var length: socklen_t

    /// Reads what the system wrote into `storage`.
    init(_ storage: sockaddr_storage, length: socklen_t) {
        (self.storage, self.length) = (storage, length)
    }

    /// The address behind the system's pointer; nil where it is of another family.
    init?(_ address: UnsafePointer<sockaddr>?) {
        guard let address, let size = [AF_INET: MemoryLayout<sockaddr_in>.size, AF_INET6: MemoryLayout<sockaddr_in6>.size][Int32(address.pointee.sa_family)]
        else { return nil }
        var storage = sockaddr_storage()
        // As many octets as an address of that family has.
        memcpy(&storage, address, size)
        self.init(storage, length: socklen_t(size))
    }

    /// Lets a system call read the address.
    func withSockaddr<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        // sockaddr is the common beginning of what sockaddr_storage is made to hold.
        withUnsafePointer(to: storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, length) }
        }
    }

    /// Lets a system call write an address; nil where it returns a negative number.
    static func reading(_ body: (UnsafeMutablePointer<sockaddr>, inout socklen_t) -> Int32) -> (address: SocketAddress, result: Int32)? {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let result = withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, &length) }
        }
        return result < 0 ? nil : (SocketAddress(storage, length: length), result)
    }

    var isIPv6: Bool { Int32(storage.ss_family) == AF_INET6 }
    var family: Int32 { Int32(storage.ss_family) }

    var port: Int {
        get {
            // The port stands at the same place in sockaddr_in and sockaddr_in6.
            withUnsafeBytes(of: storage) { Int($0[2]) << 8 | Int($0[3]) }
        }
        set {
            withUnsafeMutableBytes(of: &storage) { octets in
                octets[2] = UInt8(newValue >> 8)
                octets[3] = UInt8(newValue & 0xFF)
            }
        }
    }

    /// The 16 octets of the address; one of IPv4 is mapped into IPv6 (RFC 4291 §2.5.5.2).
    var octets: InlineArray<16, UInt8> {
        withUnsafeBytes(of: storage) { raw in
            // sin6_addr begins at octet 8 of sockaddr_in6, sin_addr at octet 4 of sockaddr_in.
            if isIPv6 { return InlineArray { raw[8 + $0] } }
            return InlineArray { $0 < 10 ? 0 : $0 < 12 ? 0xFF : raw[4 + $0 - 12] }
        }
    }

    /// The addresses that `host` stands for; `*` stands for all addresses of the machine.
    static func resolve(_ host: String, port: Int) throws(ServerError) -> [SocketAddress] {
        Waiting.assertAllowed("A name look-up")
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
        var list: UnsafeMutablePointer<addrinfo>?
        // Written by hand, `[::1]` is as good as `::1`.
        let name = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
        let failure = getaddrinfo(host == "*" ? nil : name, String(port), &hints, &list)
        guard failure == 0 else {
            throw .unknownHost(host, reason: failure == EAI_SYSTEM ? systemErrorDescription() : String(cString: gai_strerror(failure)))
        }
        defer { freeaddrinfo(list) }
        var addresses: [SocketAddress] = []
        var entry = list
        while let info = entry {
            var storage = sockaddr_storage()
            memcpy(&storage, info.pointee.ai_addr, Int(info.pointee.ai_addrlen))
            addresses.append(SocketAddress(storage, length: info.pointee.ai_addrlen))
            entry = info.pointee.ai_next
        }
        // For the wildcard: IPv6 takes IPv4 with it, where the machine has it.
        return host == "*" ? addresses.sorted { $0.isIPv6 && !$1.isIPv6 } : addresses
    }
}
