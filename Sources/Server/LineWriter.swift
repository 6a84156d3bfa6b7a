import Glibc
import Synchronization
import Threads

/// Lines for a descriptor, written by a thread of its own: who has something to say never waits for who reads it, and a
/// reader who takes nothing, or has left, stops nobody.
///
/// What waits is bounded: beyond that lines are lost, whole, and once the reader takes some again a line says how many.
public final class LineWriter: TextOutputStream, Sendable {
    private struct State {
        var waiting: [UInt8] = []
        var lost = 0
        /// Whether the thread has something to do.
        var isBusy = false
    }

    private let state = Mutex(State())
    private let writer = Workers()
    private let descriptor: Int32
    private let limit: Int

    /// - Parameters:
    ///   - descriptor: open for as long as this lives.
    ///   - limit: the octets that may wait: some ten thousand lines, so that nothing is lost to a reader who reads.
    public init(_ descriptor: Int32, limit: Int = 1_048_576) { (self.descriptor, self.limit) = (descriptor, limit) }

    /// Adds a line, with its end.
    public func write(_ line: String) {
        let begins = state.withLock { state in
            guard state.waiting.count + line.utf8.count <= limit else {
                state.lost += 1
                return false
            }
            state.waiting.append(contentsOf: line.utf8)
            defer { state.isBusy = true }
            return !state.isBusy
        }
        if begins { writer.enqueue { self.writeAll() } }
    }

    /// Waits until all is written, for so many seconds at most: for the end of the program.
    public func flush(seconds: Double) {
        Waiting.assertAllowed("The log")
        let end = Instant.now + seconds
        while state.withLock({ $0.isBusy }), Instant.now < end { usleep(1_000) }
    }

    private func writeAll() {
        while let octets = takeAll() {
            var written = 0
            while written < octets.count {
                let count = octets.withUnsafeBytes { raw in
                    // Inside the array: `written` is less than its count.
                    Glibc.write(descriptor, raw.baseAddress.map { $0 + written }, raw.count - written)
                }
                if count >= 0 { written += count } else if !waitForRoom() { break }
            }
        }
    }

    /// What waits, and a word on what was lost before; nil where there is nothing.
    private func takeAll() -> [UInt8]? {
        state.withLock { state in
            if state.waiting.isEmpty, state.lost > 0 {
                state.waiting = Array("\(state.lost) lines of the log are lost: nobody read them.\n".utf8)
                state.lost = 0
            }
            state.isBusy = !state.waiting.isEmpty
            defer { state.waiting = [] }
            return state.isBusy ? state.waiting : nil
        }
    }

    /// After an error: whether to try again. A descriptor that others made non-blocking is waited for.
    private func waitForRoom() -> Bool {
        guard errno == EAGAIN || errno == EINTR else { return false }
        var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&entry, 1, -1)
        return true
    }
}
