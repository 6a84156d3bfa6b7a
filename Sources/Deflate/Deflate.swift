import CZlib

// The only unsafe code about compression: zlib is given two buffers, of the lengths that they have, for one call.

/// What stands around deflated data (RFC 1951).
public enum CompressedForm: Sendable {
    /// RFC 1950: FlateDecode, PNG.
    case zlib
    /// RFC 1952, without a name or a time.
    case gzip
    /// Nothing.
    case bare

    /// As zlib takes it: 15 bits of window, and 16 more to say gzip, or the opposite to say bare.
    fileprivate var windowBits: Int32 {
        switch self {
        case .zlib: MAX_WBITS
        case .gzip: MAX_WBITS + 16
        case .bare: -MAX_WBITS
        }
    }
}

/// `octets` as small as zlib makes them. Same input, same output.
public func compressed(_ octets: [UInt8], as form: CompressedForm) -> [UInt8] {
    var stream = unsafe z_stream()
    let status = unsafe deflateInit2_(
        &stream, Z_BEST_COMPRESSION, Z_DEFLATED, form.windowBits, MAX_MEM_LEVEL, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
        Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "zlib cannot start: no memory, or the library is not the one of the header")
    defer { unsafe deflateEnd(&stream) }
    let bound = unsafe Int(deflateBound(&stream, UInt(octets.count)))
    return unsafe [UInt8](unsafeUninitializedCapacity: bound) { output, written in
        unsafe octets.withUnsafeBufferPointer { input in
            unsafe stream.next_in = unsafe UnsafeMutablePointer(mutating: input.baseAddress)
            unsafe stream.avail_in = UInt32(input.count)
            unsafe stream.next_out = output.baseAddress
            unsafe stream.avail_out = UInt32(bound)
            let end = unsafe deflate(&stream, Z_FINISH)
            precondition(end == Z_STREAM_END, "deflateBound promised room for all")
        }
        written = unsafe bound - Int(stream.avail_out)
    }
}

/// Gives out what `octets`, in the form of zlib, hold, piece by piece, while `body` agrees.
/// - Returns: whether they hold exactly `count` pieces of `size` octets, and nothing stands behind them.
public func inflated(_ octets: [UInt8], pieces count: Int, of size: Int, _ body: (borrowing Span<UInt8>) -> Bool) -> Bool {
    guard let inputCount = UInt32(exactly: octets.count), let pieceCount = UInt32(exactly: size) else { return false }
    var stream = unsafe z_stream()
    let status = unsafe inflateInit_(&stream, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "zlib cannot start: no memory, or the library is not the one of the header")
    defer { unsafe inflateEnd(&stream) }
    var piece = [UInt8](repeating: 0, count: size)
    return unsafe octets.withUnsafeBufferPointer { input in
        unsafe stream.next_in = unsafe UnsafeMutablePointer(mutating: input.baseAddress)
        unsafe stream.avail_in = inputCount
        /// - Returns: how many octets were made, and whether they are the last.
        func fill(_ room: UInt32) -> (count: UInt32, isLast: Bool) {
            unsafe piece.withUnsafeMutableBufferPointer { output in
                unsafe stream.next_out = output.baseAddress
                unsafe stream.avail_out = room
                let status = unsafe inflate(&stream, Z_NO_FLUSH)
                return unsafe (room - stream.avail_out, status == Z_STREAM_END)
            }
        }
        var isLast = false
        for _ in 0..<count {
            let made = fill(pieceCount)
            guard made.count == pieceCount, body(piece.span) else { return false }
            isLast = made.isLast
        }
        if !isLast { isLast = fill(1) == (0, true) }
        return unsafe isLast && stream.avail_in == 0
    }
}

/// What a chunk of PNG is checked by (ISO/IEC 15948 §5.5).
public func crc32(_ octets: [UInt8]) -> UInt32 { unsafe UInt32(truncatingIfNeeded: CZlib.crc32_z(0, octets, octets.count)) }

/// What the form of zlib ends by (RFC 1950 §8), of octets that come in parts.
public struct Adler32: Sendable {
    private let sum: UInt
    private let count: Int

    public init(_ octets: [UInt8]) { (sum, count) = unsafe (adler32_z(1, octets, octets.count), octets.count) }

    /// That of `head` with these octets behind it.
    public func behind(_ head: [UInt8]) -> UInt32 {
        unsafe UInt32(truncatingIfNeeded: adler32_combine(adler32_z(1, head, head.count), sum, count))
    }
}
