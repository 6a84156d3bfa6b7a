import CZlib
import Synchronization

/// The two forms of a representation that is offered as gzip: made when they are first wanted, and once.
final class GzipForm: Sendable {
    struct Forms: Sendable { let plain, coded: Representation }

    private final class Made: Sendable {
        let forms: Forms?
        init(_ forms: Forms?) { self.forms = forms }
    }

    private let made = AtomicLazyReference<Made>()

    /// nil where it would not be smaller by a tenth: then it is not worth the client's work.
    func forms(of plain: Representation) -> Forms? {
        if let made = made.load() { return made.forms }
        // Two threads may come here together: the first to be done is the one that counts.
        return made.storeIfNil(Made(make(plain))).forms
    }

    private func make(_ plain: Representation) -> Forms? {
        guard case .bytes(let octets) = plain.content else { return nil }
        let coded = gzip(octets)
        return coded.count * 10 <= octets.count * 9 ? Forms(plain: plain.besideGzip(), coded: plain.coded(gzip: coded)) : nil
    }
}

/// `octets` in the gzip format (RFC 1952), as small as zlib makes them. Same input, same output: no name, no time.
/// zlib is given two buffers, of the lengths that they have, for one call.
private func gzip(_ octets: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    // 15 bits of window, and 16 more to say gzip.
    let status = deflateInit2_(
        &stream, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "zlib cannot start: no memory, or the library is not the one of the header")
    defer { deflateEnd(&stream) }
    let bound = Int(deflateBound(&stream, UInt(octets.count)))
    return [UInt8](unsafeUninitializedCapacity: bound) { output, written in
        octets.withUnsafeBufferPointer { input in
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
