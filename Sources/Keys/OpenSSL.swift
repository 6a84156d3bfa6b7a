import COpenSSL

/// An object of OpenSSL, freed once, with the last who holds it.
///
/// Unchecked: what is shared between threads (keys, certificates) is not changed once it is made, which is what OpenSSL
/// asks; what is changed (contexts, buffers) does not leave the function that made it.
final class Owned: @unchecked Sendable {
    let pointer: OpaquePointer
    private let free: @convention(c) (OpaquePointer?) -> Void

    /// - Throws: what OpenSSL says, when it made nothing.
    init(_ pointer: OpaquePointer?, _ free: @escaping @convention(c) (OpaquePointer?) -> Void) throws(KeyError) {
        guard let pointer else { throw OpenSSL.refusal() }
        (self.pointer, self.free) = (pointer, free)
    }

    deinit { free(pointer) }
}

enum OpenSSL {
    /// - Throws: what OpenSSL says, unless `status` is that of success.
    static func check(_ status: Int32) throws(KeyError) {
        guard status > 0 else { throw refusal() }
    }

    /// The first error of this thread's queue, which is emptied.
    static func refusal() -> KeyError {
        let code = ERR_get_error()
        ERR_clear_error()
        return .refused(code == 0 ? "no reason given" : ERR_reason_error_string(code).map { String(cString: $0) } ?? "error \(code)")
    }

    /// A buffer to read `octets` from: a copy, so that it may outlive the call.
    static func buffer(_ octets: [UInt8] = []) throws(KeyError) -> Owned {
        let buffer = try Owned(BIO_new(BIO_s_mem()), { BIO_free_all($0) })
        guard octets.isEmpty || BIO_write(buffer.pointer, octets, Int32(clamping: octets.count)) == octets.count else { throw refusal() }
        return buffer
    }

    /// What was written to a buffer.
    static func content(_ buffer: Owned) -> [UInt8] {
        let count = BIO_ctrl_pending(buffer.pointer)
        return [UInt8](unsafeUninitializedCapacity: count) { octets, written in
            written = count == 0 ? 0 : max(0, Int(BIO_read(buffer.pointer, octets.baseAddress, Int32(count))))
        }
    }

    /// What one of the `i2d` functions writes.
    static func octets(_ write: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> Int32) throws(KeyError) -> [UInt8] {
        let count = write(nil)
        guard count > 0 else { throw refusal() }
        return [UInt8](unsafeUninitializedCapacity: Int(count)) { octets, written in
            var next = octets.baseAddress
            written = Int(write(&next))  // as many as it has just said
        }
    }

    /// Asked for the password of a key that has one: there is none, and nobody to ask.
    static func noPassword(_: UnsafeMutablePointer<CChar>?, _: Int32, _: Int32, _: UnsafeMutableRawPointer?) -> Int32 { -1 }
}
