import Foundation
import HTTP
import Logging
import Synchronization
import Testing

@testable import Server

/// A service made of one function.
struct TestService: Service {
    var contentLimit = 1_000
    /// That of a refusal, if not its code.
    var content: Content?
    let respond: @Sendable (Request, Peer) -> Answer

    func bodyLimit(for head: RequestHead) -> Int { contentLimit }
    func answer(_ request: Request, from peer: Peer) -> Answer { respond(request, peer) }
    func refusal(_ refusal: Refusal, of head: RequestHead?) -> Response {
        Response(refusal.status, fields: ["X-Dressed": "yes"], content: content ?? .bytes(Array(refusal.code.utf8)))
    }

    /// Answers with the method, the path and the content of the request.
    static let echo = TestService { request, _ in .now(echo(request)) }

    static func echo(_ request: Request) -> Response {
        Response(.ok, body: Array("\(request.method) \(request.path) ".utf8) + request.body)
    }
}

extension Files {
    /// What is found, waited for.
    func found(_ path: String) async -> Representation? {
        switch file(at: path) {
        case .now(let file): file
        case .later(let file): await file()
        }
    }

    /// Serves them.
    var service: TestService {
        TestService { request, _ in
            switch file(at: request.path) {
            case .now(let file): .now(file?.response(to: request) ?? Response(.notFound))
            case .later(let file): .later { await file()?.response(to: request) ?? Response(.notFound) }
            }
        }
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
    // Only the test that is about a timeout meets it, however busy the machine is.
    (configuration.timeouts.head, configuration.timeouts.contentGrace, configuration.timeouts.request) = (300, 300, 300)
    (configuration.timeouts.write, configuration.timeouts.idle, configuration.timeouts.drain) = (300, 300, 300)
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
        #expect(ended.wait(timeout: .now() + 60) == .success, "The server has ended")
    }
    try await body(server)
}

/// Holds back whoever passes until it is opened.
final class Gate: Sendable {
    private let state = Mutex<(isOpen: Bool, waiting: [CheckedContinuation<Void, Never>])>((false, []))

    var isOpen: Bool { state.withLock { $0.isOpen } }

    func pass() async {
        await withCheckedContinuation { continuation in
            let isOpen = state.withLock { state in
                if !state.isOpen { state.waiting.append(continuation) }
                return state.isOpen
            }
            if isOpen { continuation.resume() }
        }
    }

    func open() {
        let waiting = state.withLock { state in
            defer { state = (true, []) }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    /// Waits until so many are held back.
    func holds(_ count: Int) async throws {
        while state.withLock({ $0.waiting.count }) < count { try await Task.sleep(for: .milliseconds(1)) }
    }
}

/// Waits until `condition` holds, for 10 seconds at most.
func eventually(_ condition: () -> Bool) async throws -> Bool {
    for _ in 0..<2_000 {
        if condition() { return true }
        try await Task.sleep(for: .milliseconds(5))
    }
    return condition()
}

extension Server.TLS {
    /// A pair of files of its own.
    static func fresh() throws -> Server.TLS {
        let directory = NSTemporaryDirectory() + "opposition-\(UUID())"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        return try selfSigned(in: directory, commonName: "EXERCICE", hosts: [], now: Int64(time(nil))).tls
    }

    /// The pair that the tests share.
    static let shared = Result { try fresh() }
}
