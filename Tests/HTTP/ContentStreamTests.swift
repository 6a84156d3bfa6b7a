import Synchronization
import Testing

@testable import HTTP

/// Counts how often something happened.
private final class Count: Sendable {
    private let count = Mutex(0)
    var value: Int { count.withLock { $0 } }
    func add() { count.withLock { $0 += 1 } }
}

private func text(_ octets: [UInt8]) -> String { String(decoding: octets, as: UTF8.self) }

@Suite("Content that is written while it is sent")
struct ContentStreamTests {
    @Test("What is written is read in order, whatever the rhythm")
    func order() throws {
        let stream = ContentStream()
        var output: [UInt8] = []
        #expect(stream.write(Array("ab".utf8)) && stream.write(Array("c".utf8)))
        #expect(stream.read(into: &output))
        #expect(stream.read(into: &output))
        #expect(stream.write(Array("d".utf8)))
        stream.finish()
        #expect(!stream.read(into: &output))
        #expect(text(output) == "abcd")
    }

    @Test("News are told once, when something comes after all was taken")
    func news() throws {
        let stream = ContentStream(), told = Count()
        var output: [UInt8] = []
        stream.write([1])
        stream.attach { told.add() }
        #expect(told.value == 0)
        _ = stream.read(into: &output)
        for _ in 0..<3 { stream.write([2]) }
        #expect(told.value == 1)
        _ = stream.read(into: &output)
        stream.finish()
        #expect(told.value == 2)
    }

    @Test("Its end is told once: finished, left by its reader, or held by nobody")
    func end() throws {
        let ends = Count()
        let finished = ContentStream { ends.add() }
        finished.finish()
        finished.finish()
        finished.abandon()
        #expect(ends.value == 1)
        let left = ContentStream { ends.add() }
        left.abandon()
        left.abandon()
        left.finish()
        #expect(ends.value == 2)
        #expect(!left.isOpen && !left.write([1]))
        do { _ = ContentStream { ends.add() } }
        #expect(ends.value == 3)
    }

    @Test("A reader for whom more would wait than the limit is dropped, and nothing waits for it any more")
    func limit() throws {
        let ends = Count(), stream = ContentStream(limit: 10) { ends.add() }
        var output: [UInt8] = []
        #expect(stream.write([UInt8](repeating: 1, count: 10)))
        #expect(stream.read(into: &output))
        #expect(stream.write([UInt8](repeating: 1, count: 10)))
        #expect(!stream.write([1]))
        #expect(ends.value == 1)
        #expect(stream.isAbandoned && !stream.read(into: &output))
        #expect(output.count == 10)
    }

    @Test("Who has more to say than may wait goes on as the reader takes it, who may come later: all of it, in order")
    func room() async throws {
        let stream = ContentStream(limit: 10), parts = (0..<500).map { Array("\($0);".utf8) }
        let writer = Task {
            for part in parts {
                guard await stream.room() else { return false }
                stream.write(part)
            }
            stream.finish()
            return true
        }
        while stream.waiterCount == 0 { await Task.yield() }
        let news = Count()
        stream.attach { news.add() }
        var output: [UInt8] = []
        while stream.read(into: &output) { await Task.yield() }
        #expect(await writer.value)
        #expect(output == Array(parts.joined()))
    }

    @Test("Several may wait for room: all are told", arguments: [false, true])
    func manyWriters(isLeft: Bool) async {
        let stream = ContentStream()
        stream.write([0])
        let writers = (0..<3).map { _ in Task { await stream.room() } }
        while stream.waiterCount < writers.count { await Task.yield() }
        var output: [UInt8] = []
        if isLeft { stream.abandon() } else { #expect(stream.read(into: &output)) }
        for writer in writers { #expect(await writer.value == !isLeft) }
    }

    @Test("There is room at once where nothing waits, and none where nobody reads", arguments: [false, true])
    func noWait(isLeft: Bool) async throws {
        let stream = ContentStream()
        if isLeft { stream.abandon() }
        #expect(await stream.room() == !isLeft)
    }

    @Test("Who waits for room is told once when the reader leaves, is too slow, or all is said")
    func noRoom() async throws {
        let ends: [@Sendable (ContentStream) -> Void] = [
            { $0.abandon() }, { $0.finish() }, { $0.write([1, 2, 3, 4, 5]) }, { Response(.ok, fields: [:], stream: $0).abandon() },
            { ResponseSerializer.append(Response(.ok, fields: [:], stream: $0), .init(isHead: true), date: HTTPDate(seconds: 0)) },
        ]
        for end in ends {
            let stream = ContentStream(limit: 5)
            stream.write([0])
            async let room = stream.room()
            while stream.waiterCount == 0 { await Task.yield() }
            end(stream)
            #expect(await !room)
            end(stream)
        }
    }

    @Test("Many may write at once: every part comes whole, and once")
    func writers() async throws {
        let stream = ContentStream(limit: .max)
        await withTaskGroup { group in
            for writer in 0..<8 {
                group.addTask { for index in 0..<500 { stream.write(Array("\(writer)/\(index);".utf8)) } }
            }
        }
        stream.finish()
        var output: [UInt8] = []
        #expect(!stream.read(into: &output))
        let parts = text(output).split(separator: ";").map(String.init)
        #expect(parts.count == 4_000 && Set(parts).count == 4_000)
        for writer in 0..<8 { #expect(parts.filter { $0.hasPrefix("\(writer)/") } == (0..<500).map { "\(writer)/\($0)" }) }
    }
}

@Suite("A streamed response, framed")
struct StreamedResponseTests {
    private struct UnexpectedPhase: Error {}

    private func respond(_ request: String, _ stream: ContentStream) -> (head: String, content: StreamedContent?, exchanges: Exchanges) {
        var exchanges = Exchanges(), head: [UInt8] = []
        _ = exchanges.receive(Array(request.utf8).span) { _ in 0 }
        let remaining = exchanges.respond(with: Response(.ok, fields: [:], stream: stream), closing: false, date: HTTPDate(seconds: 0), into: &head)
        if case .stream(let content)? = remaining { return (text(head), content, exchanges) }
        return (text(head), nil, exchanges)
    }

    @Test("In HTTP/1.1 it is chunked, and the connection goes on (RFC 9112 §7.1)")
    func chunked() throws {
        let stream = ContentStream()
        let (head, content, exchanges) = respond("GET / HTTP/1.1\r\nHost: h\r\n\r\n", stream)
        #expect(head.hasSuffix("\r\nTransfer-Encoding: chunked\r\n\r\n") && !head.contains("Content-Length"))
        let streamed = try #require(content)
        var sent: [UInt8] = []
        #expect(streamed.read(into: &sent))
        #expect(sent.isEmpty, "An empty chunk would end the content")
        stream.write(Array("seventeen octets.".utf8))
        #expect(streamed.read(into: &sent))
        stream.finish()
        #expect(!streamed.read(into: &sent))
        #expect(text(sent) == "11\r\nseventeen octets.\r\n0\r\n\r\n")
        guard case .head = exchanges.phase else { throw UnexpectedPhase() }
    }

    @Test("In HTTP/1.0 it ends with the connection (RFC 9112 §6.3)")
    func untilTheEnd() throws {
        let stream = ContentStream()
        let (head, content, exchanges) = respond("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", stream)
        #expect(head.hasSuffix("\r\nConnection: close\r\n\r\n") && !head.contains("chunked"))
        stream.write(Array("abc".utf8))
        stream.finish()
        var sent: [UInt8] = []
        #expect(content?.read(into: &sent) == false)
        #expect(text(sent) == "abc")
        guard case .closed = exchanges.phase else { throw UnexpectedPhase() }
    }

    @Test("HEAD has the same head and leaves the stream (RFC 9110 §9.3.2)")
    func head() {
        let stream = ContentStream()
        let (head, content, _) = respond("HEAD / HTTP/1.1\r\nHost: h\r\n\r\n", stream)
        #expect(head.contains("Transfer-Encoding: chunked") && content == nil && !stream.isOpen)
    }

    @Test("A heartbeat is a part like another, and a stream without one does not beat")
    func heartbeat() throws {
        var sent: [UInt8] = []
        let beating = try #require(respond("GET / HTTP/1.1\r\nHost: h\r\n\r\n", ContentStream(heartbeat: Array(":\n\n".utf8))).content)
        #expect(beating.beats && beating.beat(into: &sent))
        #expect(text(sent) == "3\r\n:\n\n\r\n")
        let silent = try #require(respond("GET / HTTP/1.1\r\nHost: h\r\n\r\n", ContentStream()).content)
        #expect(!silent.beats && !silent.beat(into: &sent))
    }
}

extension ResponseSerializer {
    /// To nowhere.
    fileprivate static func append(_ response: Response, _ context: Context, date: HTTPDate) {
        var output: [UInt8] = []
        _ = append(response, context, date: date, to: &output)
    }
}
