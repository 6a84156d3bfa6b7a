/// How much of a message is read, each bound with its reason. In octets unless said otherwise.
public struct MessageLimits: Sendable {
    /// Longer than any registered method; beyond: 501 (RFC 9112 §3).
    public var method = 32
    /// RFC 9112 §3 asks for request lines of 8,000 octets at least; beyond: 414.
    public var target = 8_000
    /// One field line: browsers cap a cookie at 4 KiB and send several; beyond: 431.
    public var fieldLine = 16_384
    /// The whole head, its empty line included; beyond: 431. Offsets in a head are kept on 16 bits, hence 65,535 at most.
    public var head = 32_768
    /// Field lines: a browser sends about 20; beyond: 431.
    public var fields = 100
    /// A chunk's size line, its extensions included: nobody uses them.
    public var chunkLine = 256
    /// The trailers of one message, which are read and dropped.
    public var trailers = 8_192

    public init() {}
}
