import Glibc

/// Which threads may wait: for a disk, a name look-up, a reader of the log, another thread's work. An event loop's may
/// not, as all its connections wait with it.
///
/// What waits is reached from a loop by a suspension only (``Workers/run(_:)``); a debug build traps where a loop's own
/// thread enters it all the same.
public enum Waiting {
    /// Its value on a thread is not nil where that thread may not wait.
    private static let key: pthread_key_t = {
        var key = pthread_key_t()
        let failure = unsafe pthread_key_create(&key, nil)
        precondition(failure == 0, "A program has at least 128 keys (POSIX, PTHREAD_KEYS_MAX), and uses a few of them.")
        return key
    }()

    /// From now on this thread may not wait, or may again.
    public static func forbid(_ isForbidden: Bool = true) {
        // Never read through: only whether it is nil counts.
        unsafe pthread_setspecific(key, isForbidden ? UnsafeRawPointer(bitPattern: 1) : nil)
    }

    /// Whether this thread may wait.
    public static var isAllowed: Bool { unsafe pthread_getspecific(key) == nil }

    /// Traps, in a debug build, on a thread that may not wait.
    public static func assertAllowed(_ what: @autoclosure () -> String = "This", file: StaticString = #file, line: UInt = #line) {
        assert(isAllowed, "\(what()) waits, and this is the thread of an event loop", file: file, line: line)
    }
}
