import ArgumentParser
import Server

struct Healthcheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Exit 0 when a server answers on this machine, over HTTP or HTTPS, 1 otherwise.")

    @Option(help: "The port it listens on.")
    var port: UInt16 = 8080

    func run() throws {
        guard Probe.status(of: "/healthz", port: Int(port)) == 200 else { throw Silence(port: port) }
    }

    private struct Silence: Error, CustomStringConvertible {
        let port: UInt16
        var description: String { "No server answers on port \(port)." }
    }
}
