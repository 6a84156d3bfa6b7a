/// A whole request: its head, and its content with any transfer coding removed.
public struct Request: Sendable {
    public let head: RequestHead
    public let body: [UInt8]

    init(head: RequestHead, body: [UInt8]) { (self.head, self.body) = (head, body) }

    /// The request that a server would have read, had a client of HTTP/1.1 sent it to `host`: for tests, and for services
    /// that ask one another. Content-Length is that of `body`.
    /// - Throws: the rule that it would break.
    public init(
        _ method: Method, _ target: String, host: String = "localhost", fields: Fields = Fields(), body: [UInt8] = []
    ) throws(Refusal) {
        var octets = Array("\(method) \(target) HTTP/1.1\r\n".utf8)
        var lines: Fields = [.host: host]
        lines.add(contentsOf: fields)
        octets.append(copying: lines.octets.span)
        if !body.isEmpty { octets.append(contentLength: body.count) }
        octets.append(text: "\r\n")
        var parser = HeadParser()
        // A target that is not one line would end the head before its end, or never.
        guard let (head, length) = try parser.parse(octets.span, limits: MessageLimits()), length == octets.count else { throw .requestLine }
        self.init(head: head, body: body)
    }

    public var method: Method { head.method }
    /// See ``RequestHead/path``.
    public var path: String { head.path }
    /// See ``RequestHead/query``.
    public var query: String? { head.query }
    /// See ``RequestHead/host``.
    public var host: String { head.host }
    public var version: Version { head.version }

    /// See ``RequestHead/first(_:)``.
    public func first(_ name: FieldName) -> String? { head.first(name) }
    /// See ``RequestHead/all(_:)``.
    public func all(_ name: FieldName) -> String? { head.all(name) }
    /// See ``RequestHead/cookie(_:)``.
    public func cookie(_ name: String) -> String? { head.cookie(name) }

    /// See ``RequestHead/accepts(mediaType:)``.
    public func accepts(mediaType: String) -> Bool { head.accepts(mediaType: mediaType) }
}
