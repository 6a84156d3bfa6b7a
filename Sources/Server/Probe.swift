import Glibc
import Threads

/// A client that asks the server of this machine how it is.
public enum Probe {
    /// The status of the answer to a GET of `path` on a port of 127.0.0.1; over TLS where there is no other way. The
    /// certificate is not looked at: it may be for another name, nobody else has this address, and nothing said is
    /// secret. nil without an answer; each wait for one ends after `seconds`.
    public static func status(of path: String, port: Int, seconds: Int = 5) -> Int? {
        let plain = Socket(port: port, seconds: seconds).flatMap { status(of: path, over: .plain($0)) }
        guard plain == 400 else { return plain }
        return TLSContext.client.flatMap { context in
            Socket(port: port, seconds: seconds).flatMap { socket in TLSSession(socket, context).flatMap { status(of: path, over: .tls($0)) } }
        } ?? plain
    }

    private static func status(of path: String, over transport: Transport) -> Int? {
        Waiting.assertAllowed("A probe")
        var transport = transport
        defer { transport.close() }
        let request = Array("GET \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".utf8)
        guard case .open = transport.open(), case .sent(request.count) = transport.write(request.span, from: 0, isLast: false) else { return nil }
        var answer = [UInt8](repeating: 0, count: 4_096)
        var count = 0
        // “HTTP/1.1 200”
        while count < 12 {
            guard case .received(let more, _) = transport.read(into: &answer, from: count) else { return nil }
            count += more
        }
        return Int(String(decoding: answer[9..<12], as: UTF8.self))
    }
}

extension Socket {
    /// A connection to a port of 127.0.0.1, of which each read and write waits for so many seconds at most.
    fileprivate init?(port: Int, seconds: Int) {
        guard let address = try? SocketAddress.resolve("127.0.0.1", port: port).first else { return nil }
        self.init(descriptor: Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0))
        var patience = timeval(tv_sec: seconds, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, size)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, size)
        guard address.withSockaddr({ connect(descriptor, $0, $1) }) == 0 else {
            close()
            return nil
        }
    }
}
