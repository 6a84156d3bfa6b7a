import CLinux
import Glibc

/// Waits for descriptors to become ready. Readiness is told once, when it begins (edge-triggered): whoever is told
/// reads or writes until the system says that it would block. The one type that knows it is epoll.
///
/// `wake` may be called from any thread, all else from the one that waits.
final class Poller {
    struct Event {
        /// As it was given to `add`; nil for a mere wake-up.
        let token: UInt64?
        /// Octets to read, the end of the stream, or an error.
        let isReadable: Bool
        /// Room to write, or an error.
        let isWritable: Bool
        /// The peer will send nothing more, or the connection is broken: reading comes to an end.
        let isEnded: Bool
    }

    private let epoll: Int32
    private let wakeup: Int32
    private var events = Array(repeating: epoll_event(), count: 256)
    private static let wakeupToken = UInt64.max

    init() throws(ServerError) {
        epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
        wakeup = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        guard epoll >= 0, wakeup >= 0, add(wakeup, token: Poller.wakeupToken) else {
            throw .cannotPrepare("an event loop", reason: systemErrorDescription())
        }
    }

    deinit {
        close(wakeup)
        close(epoll)
    }

    /// Watches `descriptor` until it is closed. False where the system has no room for it.
    func add(_ descriptor: Int32, token: UInt64) -> Bool {
        var event = epoll_event()
        event.events = EPOLLIN.rawValue | EPOLLOUT.rawValue | EPOLLRDHUP.rawValue | EPOLLET.rawValue
        event.data.u64 = token
        return epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event) == 0
    }

    /// Waits for at most so many milliseconds (-1 is for ever) or until woken, and says how many events there are.
    func wait(milliseconds: Int32) -> Int {
        max(0, Int(epoll_wait(epoll, &events, Int32(events.count), milliseconds)))
    }

    /// One of the events that the last wait counted.
    func event(_ index: Int) -> Event {
        let mask = events[index].events
        let token = events[index].data.u64
        let isBroken = mask & (EPOLLERR.rawValue | EPOLLHUP.rawValue) != 0
        let isEnded = isBroken || mask & EPOLLRDHUP.rawValue != 0
        return Event(
            token: token == Poller.wakeupToken ? nil : token,
            isReadable: isEnded || mask & EPOLLIN.rawValue != 0,
            isWritable: isBroken || mask & EPOLLOUT.rawValue != 0,
            isEnded: isEnded)
    }

    /// Ends the wait of another thread, or its next one.
    func wake() {
        // Never read: each write is an edge of its own.
        eventfd_write(wakeup, 1)
    }
}
