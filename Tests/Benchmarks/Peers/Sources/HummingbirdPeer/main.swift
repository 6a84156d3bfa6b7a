import Hummingbird
import Logging
import NIOPosix
import Pages

// hummingbird-peer FOLDER: serves its pages from memory, on a free port that the first line says.
let router = Router()
for page in try Page.all(in: CommandLine.arguments[1]) {
    var fields = HTTPFields()
    for (name, value) in page.fields { if let name = HTTPFields.Element.Name(name) { fields.append(.init(name: name, value: value)) } }
    let response = Response(status: .ok, headers: fields, body: ResponseBody(byteBuffer: ByteBuffer(bytes: page.body)))
    router.get(RouterPath(page.path)) { _, _ in response }
}
var logger = Logger(label: "hummingbird-peer")
logger.logLevel = .error
let application = Application(
    router: router,
    configuration: .init(address: .hostname("127.0.0.1", port: 0)),
    onServerRunning: { channel in
        print("Listening on http://127.0.0.1:\(channel.localAddress?.port ?? 0)")
        fflush(nil)
    },
    eventLoopGroupProvider: .shared(MultiThreadedEventLoopGroup(numberOfThreads: 1)),
    logger: logger)
try await application.runService()
