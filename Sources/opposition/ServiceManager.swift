import Foundation

/// What a service manager such as systemd hands over and is told: sd_listen_fds(3) and sd_notify(3).
enum ServiceManager {
    /// The listening sockets that this very process was started with.
    static var listeners: [Int32] {
        let environment = ProcessInfo.processInfo.environment
        guard environment["LISTEN_PID"].flatMap(Int32.init) == getpid(), let count = environment["LISTEN_FDS"].flatMap(Int32.init), (1...1_024).contains(count) else { return [] }
        return (0..<count).map { 3 + $0 }
    }

    /// Tells the manager, if there is one, of a change of state: `READY=1`, `STOPPING=1`.
    static func notify(_ state: String) {
        guard let path = ProcessInfo.processInfo.environment["NOTIFY_SOCKET"], !path.isEmpty else { return }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        // `@` stands for the zero octet of an abstract address.
        let octets = path.utf8.enumerated().map { $0 == 0 && $1 == UInt8(ascii: "@") ? 0 : $1 }
        guard octets.count < MemoryLayout.size(ofValue: address.sun_path) else { return }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: octets) }
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        let length = socklen_t(MemoryLayout<sockaddr_un>.size - MemoryLayout.size(ofValue: address.sun_path) + octets.count)
        withUnsafePointer(to: address) { address in
            // sockaddr is the common beginning of every address.
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) { _ = sendto(descriptor, state, state.utf8.count, Int32(MSG_NOSIGNAL), $0, length) }
        }
    }
}
