import HTTP
import Server

/// Greets whoever asks, and counts to ten for who wishes to wait.
struct Greeter: Service {
    func answer(_ request: Request, from peer: Peer) -> Answer {
        switch (request.method, request.path) {
        case (.get, "/"), (.head, "/"):
            return .now(Response(.ok, text: "Hello \(request.query ?? "you"), from \(peer.address)\n"))
        case (.post, "/echo"):
            return .now(Response(.ok, fields: [.contentType: request.first(.contentType) ?? "text/plain"], body: request.body))
        case (.get, "/ten"):
            return .later {
                let stream = ContentStream()
                Task {
                    for number in 1...10 where await stream.room() { stream.write(Array("\(number)\n".utf8)) }
                    stream.finish()
                }
                return Response(.ok, fields: [.contentType: "text/plain; charset=utf-8"], stream: stream)
            }
        case (_, "/"), (_, "/echo"), (_, "/ten"): return .now(Response(.methodNotAllowed, text: "Not so\n"))
        default: return .now(Response(.notFound, text: "Nothing is there\n"))
        }
    }
}

// A service is tested without a socket: it is asked, and answers.
let asked = try Request(.get, "/?Ada", fields: [.accept: "text/plain"])
guard let peer = Peer("192.0.2.1"), case .now(let response) = Greeter().answer(asked, from: peer), response.status == .ok else {
    fatalError("The greeter does not greet")
}

var configuration = Server.Configuration()
configuration.port = CommandLine.arguments.dropFirst().first.flatMap(UInt16.init) ?? 8080
let server = try Server(service: Greeter(), configuration: configuration)
print("http://127.0.0.1:\(server.port)")
server.run()
