import Foundation
import HTTP
import Logging
import Testing

@testable import Server

/// A service made of one function.
struct TestService: Service {
    var contentLimit = 1_000
    let respond: @Sendable (Request, Peer) -> Answer

    func bodyLimit(for head: RequestHead) -> Int { contentLimit }
    func answer(_ request: Request, from peer: Peer) -> Answer { respond(request, peer) }
    func refusal(_ refusal: Refusal) -> Response {
        Response(refusal.status, fields: ["X-Dressed": "yes"], body: Array(refusal.code.utf8))
    }

    /// Answers with the method, the path and the content of the request.
    static let echo = TestService { request, _ in .now(echo(request)) }

    static func echo(_ request: Request) -> Response {
        Response(.ok, body: Array("\(request.method) \(request.path) ".utf8) + request.body)
    }
}

/// A server of its own on a free port, on threads of its own, until the end of `body`.
func withServer(
    _ service: TestService = .echo, configure: (inout Server.Configuration) -> Void = { _ in },
    _ body: (Server) async throws -> Void
) async throws {
    var configuration = Server.Configuration()
    configuration.port = 0
    configuration.threads = 2
    configure(&configuration)
    let server = try Server(service: service, configuration: configuration, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    let ended = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
        server.run()
        ended.signal()
    }
    defer {
        server.stop()
        server.stop()
        #expect(ended.wait(timeout: .now() + 5) == .success, "The server has ended")
    }
    try await body(server)
}
