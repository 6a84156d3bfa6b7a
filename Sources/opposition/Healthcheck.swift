import ArgumentParser
import Foundation

struct Healthcheck: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Exit 0 when a server answers on this machine, 1 otherwise.")

    @Option(help: "The port it listens on.")
    var port: UInt16 = 8080

    func run() throws {
        guard Self.answers(port) else { throw Silence(port: port) }
    }

    private struct Silence: Error, CustomStringConvertible {
        let port: UInt16
        var description: String { "No server answers on port \(port)." }
    }

    private static func answers(_ port: UInt16) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var patience = timeval(tv_sec: 5, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, size)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, size)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
        let request = "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n\r\n"
        guard connected == 0, send(descriptor, request, request.utf8.count, Int32(MSG_NOSIGNAL)) == request.utf8.count else { return false }
        var answer = [UInt8](repeating: 0, count: 12)
        return recv(descriptor, &answer, 12, Int32(MSG_WAITALL)) == 12 && String(decoding: answer, as: UTF8.self) == "HTTP/1.1 200"
    }
}
