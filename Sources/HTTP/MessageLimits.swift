/// How much of a message is read, each bound with its reason. In octets unless said otherwise; on 16 bits, as offsets in a
/// head are kept.
public struct MessageLimits: Sendable {
    /// Longer than any registered method; beyond: 501 (RFC 9112 §3).
    public var method: UInt16 = 32
    /// RFC 9112 §3 asks for request lines of 8,000 octets at least; beyond: 414.
    public var target: UInt16 = 8_000
    /// One field line: browsers cap a cookie at 4 KiB and send several; beyond: 431.
    public var fieldLine: UInt16 = 16_384
    /// The whole head, its empty line included; beyond: 431.
    public var head: UInt16 = 32_768
    /// Field lines: a browser sends about 20; beyond: 431.
    public var fields: UInt16 = 100
    /// A chunk's size line, its extensions included: nobody uses them.
    public var chunkLine: UInt16 = 256
    /// The trailers of one message, which are read and dropped.
    public var trailers: UInt16 = 8_192

    public init() {}
}
