import FlyingFox
import Foundation
import Pages

// flyingfox-peer FOLDER: serves its pages from memory, on a free port that the first line says.
let server = HTTPServer(address: try .inet(ip4: "127.0.0.1", port: 0), logger: .disabled)
for page in try Page.all(in: CommandLine.arguments[1]) {
    let fields = Dictionary(uniqueKeysWithValues: page.fields.map { (HTTPHeader($0.name), $0.value) })
    await server.appendRoute(HTTPRoute(stringLiteral: "GET " + page.path)) { _ in HTTPResponse(statusCode: .ok, headers: fields, body: page.body) }
}
let running = Task { try await server.run() }
try await server.waitUntilListening()
if case .ip4(_, let port)? = await server.listeningAddress { print("Listening on http://127.0.0.1:\(port)") }
fflush(nil)
try await running.value
