import CZlib

/// `bytes` in the zlib format (RFC 1950), as FlateDecode reads it (ISO 32000-1 §7.4.4). Same input, same output.
func deflated(_ bytes: [UInt8]) -> [UInt8] { compressed(bytes, wraps: true) }

/// The end of data whose beginning is not known yet: deflated once, then given out behind any beginning for the price of
/// a copy.
struct DeflatedTail: Sendable {
    /// RFC 1951, its last block included.
    private let blocks: [UInt8]
    private let sum: UInt
    private let count: Int

    init(_ bytes: [UInt8]) {
        blocks = compressed(bytes, wraps: false)
        sum = adler32(1, bytes, UInt32(bytes.count))
        count = bytes.count
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
        sink.bigEndian(Int(adler32_combine(adler32(1, head, UInt32(head.count)), sum, count)), width: 4)
        return sink.bytes
    }
}

// The only unsafe code of this room: zlib is given two buffers, of the lengths that they have, for one call.

/// Gives out what `bytes`, a zlib stream, hold, piece by piece, while `body` agrees.
/// - Returns: whether they hold exactly `count` pieces of `size` octets, and nothing stands behind them.
func inflated(_ bytes: [UInt8], pieces count: Int, of size: Int, _ body: (borrowing Span<UInt8>) -> Bool) -> Bool {
    guard let inputCount = UInt32(exactly: bytes.count), let pieceCount = UInt32(exactly: size) else { return false }
    var stream = z_stream()
    let status = inflateInit_(&stream, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "zlib cannot start: no memory, or the library is not the one of the header")
    defer { inflateEnd(&stream) }
    var piece = [UInt8](repeating: 0, count: size)
    return bytes.withUnsafeBufferPointer { input in
        stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.avail_in = inputCount
        /// - Returns: how many octets were made, and whether they are the last.
        func fill(_ room: UInt32) -> (count: UInt32, isLast: Bool) {
            piece.withUnsafeMutableBufferPointer { output in
                stream.next_out = output.baseAddress
                stream.avail_out = room
                let status = inflate(&stream, Z_NO_FLUSH)
                return (room - stream.avail_out, status == Z_STREAM_END)
            }
        }
        var isLast = false
        for _ in 0..<count {
            let made = fill(pieceCount)
            guard made.count == pieceCount, body(piece.span) else { return false }
            isLast = made.isLast
        }
        if !isLast { isLast = fill(1) == (0, true) }
        return isLast && stream.avail_in == 0
    }
}

/// - Parameter wraps: in the zlib format; else bare blocks.
private func compressed(_ bytes: [UInt8], wraps: Bool) -> [UInt8] {
    var stream = z_stream()
    let status = deflateInit2_(
        &stream, Z_BEST_COMPRESSION, Z_DEFLATED, wraps ? MAX_WBITS : -MAX_WBITS, MAX_MEM_LEVEL, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
        Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "zlib cannot start: no memory, or the library is not the one of the header")
    defer { deflateEnd(&stream) }
    let bound = Int(deflateBound(&stream, UInt(bytes.count)))
    return [UInt8](unsafeUninitializedCapacity: bound) { output, written in
        bytes.withUnsafeBufferPointer { input in
            stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
            stream.avail_in = UInt32(input.count)
            stream.next_out = output.baseAddress
            stream.avail_out = UInt32(bound)
            let end = deflate(&stream, Z_FINISH)
            precondition(end == Z_STREAM_END, "deflateBound promised room for all")
        }
        written = bound - Int(stream.avail_out)
    }
}
