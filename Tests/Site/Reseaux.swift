import Foundation
import PDF
import Testing
@testable import Cahier
@testable import Server
@testable import Site

@Suite("Where the room finds the server")
struct Reseaux {
    @Test("Private networks come first, IPv4 before IPv6; loopback and addresses of the link alone never")
    func order() {
        let given = [
            "2001:db8::7", "127.0.0.1", "169.254.3.9", "203.0.113.5", "::1", "fe80::1", "febf::2", "fd12:3456::9", "192.168.1.20", "10.0.0.4", "172.31.255.1",
            "172.32.0.1", "169.255.0.1", "fec0::1",
        ]
        let peers = given.compactMap { try? SocketAddress.resolve($0, port: 0).first }.map(Peer.init)
        #expect(peers.map(\.address) == given)
        #expect(LocalHost.order(peers).map(\.address) == [
            "192.168.1.20", "10.0.0.4", "172.31.255.1", "fd12:3456::9", "203.0.113.5", "172.32.0.1", "169.255.0.1", "2001:db8::7", "fec0::1",
        ])
    }

    private func network(host: String = "127.0.0.1", lan: Bool = true, tls: Bool = false, publicURL: String? = nil) -> LocalNetwork {
        var configuration = Site.Configuration()
        (configuration.host, configuration.lan, configuration.tls, configuration.publicURL) = (host, lan, tls, publicURL)
        return LocalNetwork(configuration)
    }

    @Test("Closed, it is told nowhere; bound to one address, that one; behind a proxy, the proxy's")
    func origins() {
        #expect(network(lan: false).origins(port: 8080) == [])
        #expect(network(host: "192.168.7.9").origins(port: 8080) == ["http://192.168.7.9:8080"])
        #expect(network(host: "fd00::9", tls: true).origins(port: nil) == ["https://[fd00::9]"])
        #expect(network(publicURL: "https://salle.example/").origins(port: 8080) == ["https://salle.example"])
        #expect(network().origins(port: 8080) == LocalHost.reachable.map { "http://\($0.isIPv4 ? $0.address : "[\($0.address)]"):8080" })
    }

    @Test("What is said aloud to the room is an address without brackets, where there is one")
    func said() {
        #expect(LocalNetwork.said(of: []) == nil)
        #expect(LocalNetwork.said(of: ["http://[fd00::9]:8080", "http://[fd00::7]:8080"]) == "http://[fd00::9]:8080")
        #expect(LocalNetwork.said(of: ["http://[fd00::9]:8080", "http://203.0.113.5:8080", "http://203.0.113.6:8080"]) == "http://203.0.113.5:8080")
    }

    @Test("A terminal shows each module, with its light margin, dark on light whatever its colours", arguments: ["http://192.168.1.20:8080", "a"])
    func terminal(text: String) throws {
        let code = try QRCode(text), lines = code.terminal.split(separator: "\n")
        #expect(lines.count == (code.size + 8 + 1) / 2)
        for (rank, line) in lines.enumerated() {
            #expect(line.hasPrefix("\u{1B}[38;5;16;48;5;231m") && line.hasSuffix("\u{1B}[0m"))
            let letters = Array(line.dropFirst("\u{1B}[38;5;16;48;5;231m".count).dropLast("\u{1B}[0m".count))
            #expect(letters.count == code.size + 8)
            for (column, letter) in letters.enumerated() {
                for (half, dark) in [(0, "█▀"), (1, "█▄")] {
                    let (x, y) = (column - 4, rank * 2 + half - 4)
                    let isInside = (0..<code.size).contains(x) && (0..<code.size).contains(y)
                    #expect(dark.contains(letter) == (isInside && code.isDark(column: x, row: y)))
                }
            }
        }
    }
}
