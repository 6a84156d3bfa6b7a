/// A whole request: its head, and its content with any transfer coding removed.
public struct Request: Sendable {
    public let head: RequestHead
    public let body: [UInt8]

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
