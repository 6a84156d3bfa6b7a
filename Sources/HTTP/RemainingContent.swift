/// What is sent after the head of a response, as it comes.
public enum RemainingContent: Sendable {
    case source(any ContentSource)
    case stream(StreamedContent)
}

/// The content of a stream in its framing: chunked (RFC 9112 §7.1), or as it is until the connection ends.
public struct StreamedContent: Sendable {
    private let stream: ContentStream
    private let isChunked: Bool

    init(_ stream: ContentStream, isChunked: Bool) { (self.stream, self.isChunked) = (stream, isChunked) }

    /// The reader begins. `news` is called, from any thread, when there is something to read after all has been taken, and
    /// when nothing ever will.
    public func attach(_ news: @escaping @Sendable () -> Void) { stream.attach(news) }

    /// Takes what waits, in one chunk; false when it was the last, which the last chunk follows.
    public func read(into output: inout [UInt8]) -> Bool {
        var octets: [UInt8] = []
        let isOpen = stream.read(into: &octets)
        append(octets, to: &output)
        if !isOpen, isChunked { output.append(contentsOf: "0\r\n\r\n".utf8) }
        return isOpen
    }

    /// Whether the reader was dropped, as it did not keep up: the connection breaks off.
    public var isAbandoned: Bool { stream.isAbandoned }

    /// Appends the stream's heartbeat; false where it has none.
    public func beat(into output: inout [UInt8]) -> Bool {
        append(stream.heartbeat, to: &output)
        return !stream.heartbeat.isEmpty
    }

    /// Whether it has a heartbeat.
    public var beats: Bool { !stream.heartbeat.isEmpty }

    /// Asks for its end: what was written is sent first.
    public func finish() { stream.finish() }

    /// The reader leaves.
    public func abandon() { stream.abandon() }

    private func append(_ octets: [UInt8], to output: inout [UInt8]) {
        // RFC 9112 §7.1: an empty chunk would be the last.
        guard !octets.isEmpty else { return }
        if isChunked { output.append(contentsOf: (String(octets.count, radix: 16) + "\r\n").utf8) }
        output.append(contentsOf: octets)
        if isChunked { output.append(contentsOf: "\r\n".utf8) }
    }
}
