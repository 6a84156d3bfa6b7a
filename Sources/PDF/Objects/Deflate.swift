import CZlib

/// `bytes` in the zlib format (RFC 1950), as FlateDecode reads it (ISO 32000-1 §7.4.4). Same input, same output.
/// The only unsafe code of this room: zlib is given two buffers, of the lengths that they have, for one call.
func deflated(_ bytes: [UInt8], level: Int32 = 9) -> [UInt8] {
    // A window and tables no larger than the input: getting and clearing them would cost more than compressing a page.
    let inputBits = Int32(Int.bitWidth - bytes.count.leadingZeroBitCount)
    let windowBits = max(9, min(15, inputBits))
    let memoryLevel = max(1, min(8, inputBits - 7))
    var stream = z_stream()
    let status = deflateInit2_(
        &stream, level, Z_DEFLATED, windowBits, memoryLevel, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
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
