import Deflate

/// `bytes` in the zlib format (RFC 1950), as FlateDecode reads it (ISO 32000-1 §7.4.4). Same input, same output.
func deflated(_ bytes: [UInt8]) -> [UInt8] { compressed(bytes, as: .zlib) }

/// The end of data whose beginning is not known yet: deflated once, then given out behind any beginning for the price of
/// a copy.
struct DeflatedTail: Sendable {
    /// RFC 1951, its last block included.
    private let blocks: [UInt8]
    private let sum: Adler32

    init(_ bytes: [UInt8]) {
        blocks = compressed(bytes, as: .bare)
        sum = Adler32(bytes)
    }

    /// `head` as it is, then the tail, in the zlib format: the head is worth no compression.
    func behind(_ head: [UInt8]) -> [UInt8] {
        // RFC 1950 §2.2: deflate, a window of 32 KiB, the fastest algorithm.
        var sink = ByteSink(capacity: head.count + blocks.count + 16)
        sink.bigEndian(0x7801, width: 2)
        for start in stride(from: 0, to: head.count, by: 0xFFFF) {
            let part = Array(head[start..<min(start + 0xFFFF, head.count)])
            // RFC 1951 §3.2.4: a stored block, its length least significant octet first, and the same inverted.
            sink.raw([0, UInt8(part.count & 0xFF), UInt8(part.count >> 8), UInt8(~part.count & 0xFF), UInt8(~part.count >> 8 & 0xFF)])
            sink.raw(part)
        }
        sink.raw(blocks)
        sink.bigEndian(Int(sum.behind(head)), width: 4)
        return sink.bytes
    }
}
