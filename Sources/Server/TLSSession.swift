import CLinux
import COpenSSL
import Glibc

/// A socket seen through TLS, with the outcomes of ``Socket``. Belongs to its loop's thread.
///
/// OpenSSL is given the socket through functions of ours, which differ from its own in that a peer that has left is no
/// signal, and that a read which empties the socket is noticed: the next one would be a call of the system for nothing.
final class TLSSession {
    enum HandshakeOutcome { case done, wouldBlock, failed }

    let socket: Socket
    /// Freed with this object; its BIO holds an unretained pointer to this object, and does not outlive it.
    private let ssl, bio: OpaquePointer
    private var supply = Supply.plenty
    /// Whether a close_notify can be sent: after the handshake, until something fails; not inside a record that the
    /// system has taken in part.
    private var isIntact = false
    /// Whether what is being sent is held back for what follows it at once: another record, or the end.
    private var isFollowed = false

    /// What the last read told of the socket.
    private enum Supply { case plenty, emptied, blocked }

    /// nil where there is no memory for it.
    init?(_ socket: Socket, _ context: TLSContext) {
        guard let ssl = SSL_new(context.pointer) else { return nil }
        guard let bio = BIO_new(socketMethod) else {
            SSL_free(ssl)
            return nil
        }
        (self.socket, self.ssl, self.bio) = (socket, ssl, bio)
        BIO_set_data(bio, Unmanaged.passUnretained(self).toOpaque())
        BIO_set_init(bio, 1)
        SSL_set_bio(ssl, bio, bio)
        if SSL_is_server(ssl) == 1 { SSL_set_accept_state(ssl) } else { SSL_set_connect_state(ssl) }
    }

    deinit { SSL_free(ssl) }

    /// Goes on with the handshake as far as it can. Where it fails the peer has been sent an alert.
    func shakeHands() -> HandshakeOutcome {
        forgetWaiting()
        let result = SSL_do_handshake(ssl)
        isIntact = result == 1
        if isIntact { return .done }
        return isWaiting(result) ? .wouldBlock : .failed
    }

    /// Whether a ticket of before spared the certificate (RFC 8446 §2.2).
    var isResumed: Bool { SSL_session_reused(ssl) == 1 }

    /// Reads into `buffer` from `offset` on: what the socket holds, or what there is room for.
    func read(into buffer: inout [UInt8], from offset: Int) -> Socket.ReadOutcome {
        var end = offset
        while end < buffer.count {
            var count = 0
            forgetWaiting()
            let result = buffer.withUnsafeMutableBytes { octets in
                // Inside the array's own storage: `end` is less than its count.
                SSL_read_ex(ssl, octets.baseAddress.map { $0 + end }, octets.count - end, &count)
            }
            if result == 1 {
                end += count
                if supply != .plenty, SSL_has_pending(ssl) == 0 { return .received(end - offset, mayHaveMore: false) }
            } else if isWaiting(result) {
                // Unless it is the socket that is waited for, this was a record for TLS itself: there may be more.
                let isBlocked = supply == .blocked || SSL_want(ssl) == SSL_WRITING
                return isBlocked && end == offset ? .wouldBlock : .received(end - offset, mayHaveMore: !isBlocked)
            } else if end > offset {
                // It will be told again.
                return .received(end - offset, mayHaveMore: true)
            } else {
                if obstacle(result) == SSL_ERROR_ZERO_RETURN { return .ended }
                isIntact = false
                return .failed
            }
        }
        return .received(end - offset, mayHaveMore: true)
    }

    /// Sends what follows `offset`, one record of it. After `wouldBlock` the same octets are to be given again.
    func write(_ octets: borrowing Span<UInt8>, from offset: Int, isLast: Bool = false) -> Socket.WriteOutcome {
        var count = 0
        isFollowed = isLast || octets.count - offset > Int(SSL3_RT_MAX_PLAIN_LENGTH)
        defer { isFollowed = false }
        forgetWaiting()
        let result = octets.withUnsafeBytes { raw in
            // Inside the span: `offset` is less than its count.
            SSL_write_ex(ssl, raw.baseAddress.map { $0 + offset }, raw.count - offset, &count)
        }
        isIntact = result == 1
        if isIntact { return .sent(count) }
        return isWaiting(result) ? .wouldBlock : .failed
    }

    /// Says that nothing more will be sent (RFC 8446 §6.1), where that can still be said and the socket has room for it.
    func closeNotify() {
        guard isIntact else { return }
        isFollowed = true
        SSL_shutdown(ssl)
    }

    /// Before each call of OpenSSL: what the socket made the last one wait for is no news of this one.
    private func forgetWaiting() { BIO_clear_flags(bio, BIO_FLAGS_READ | BIO_FLAGS_WRITE | BIO_FLAGS_SHOULD_RETRY) }

    private func isWaiting(_ result: Int32) -> Bool {
        let obstacle = obstacle(result)
        return obstacle == SSL_ERROR_WANT_READ || obstacle == SSL_ERROR_WANT_WRITE
    }

    /// What OpenSSL stopped at, as the session and its socket tell; `SSL_ERROR_SYSCALL` where they tell nothing, as after a
    /// broken rule. The thread's queue of errors is not asked: another connection may have left something there, and to
    /// look before each call costs what is only wanted after a failure.
    private func obstacle(_ result: Int32) -> Int32 {
        ERR_clear_error()
        return SSL_get_error(ssl, result)
    }

    // MARK: The socket, for OpenSSL

    /// `room` octets from `buffer` on are OpenSSL's own.
    fileprivate func receive(_ buffer: UnsafeMutablePointer<CChar>?, _ room: Int, _ count: UnsafeMutablePointer<Int>?) -> Int32 {
        let received = Linux_recv(socket.descriptor, buffer, UInt(room), 0)
        if received > 0 {
            supply = received < room ? .emptied : .plenty
            count?.pointee = received
            return 1
        }
        if received < 0, errno == EAGAIN {
            supply = .blocked
            BIO_set_flags(bio, BIO_FLAGS_READ | BIO_FLAGS_SHOULD_RETRY)
        }
        return 0
    }

    /// `length` octets from `octets` on are OpenSSL's own.
    fileprivate func send(_ octets: UnsafePointer<CChar>?, _ length: Int, _ count: UnsafeMutablePointer<Int>?) -> Int32 {
        let sent = Linux_send(socket.descriptor, octets, UInt(length), Socket.flags(isFollowed: isFollowed))
        if sent > 0 {
            count?.pointee = sent
            return 1
        }
        if sent < 0, errno == EAGAIN { BIO_set_flags(bio, BIO_FLAGS_WRITE | BIO_FLAGS_SHOULD_RETRY) }
        return 0
    }
}

/// Does something with the session of a BIO, which `TLSSession.init` has given it. The functions below are called from
/// within those of the session, so that it is alive: not to hold it once more is worth two atomic operations for each.
private func withSession(_ bio: OpaquePointer?, _ body: (TLSSession) -> Int32) -> Int32 {
    guard let session = BIO_get_data(bio) else { return 0 }
    return Unmanaged<TLSSession>.fromOpaque(session)._withUnsafeGuaranteedRef(body)
}

/// The socket of a session, as OpenSSL wants it; made once and kept. nil where there is no memory for it.
private nonisolated(unsafe) let socketMethod: OpaquePointer? = {
    let method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "socket")
    BIO_meth_set_read_ex(method) { bio, buffer, room, count in withSession(bio) { $0.receive(buffer, room, count) } }
    BIO_meth_set_write_ex(method) { bio, octets, length, count in withSession(bio) { $0.send(octets, length, count) } }
    // Nothing is held back: a flush is always done. No other control is known.
    BIO_meth_set_ctrl(method) { _, command, _, _ in command == BIO_CTRL_FLUSH ? 1 : 0 }
    return method
}()
