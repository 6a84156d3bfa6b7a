import Glibc

/// A point of the clock that never goes back, in milliseconds.
struct Instant: Comparable, Sendable {
    private let milliseconds: Int64

    static let distantFuture = Instant(milliseconds: .max)

    static var now: Instant {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
    }

    static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }
    static func + (left: Instant, seconds: Double) -> Instant {
        Instant(milliseconds: left.milliseconds + Int64(seconds * 1_000))
    }

    /// Milliseconds until `later`, at least 0.
    func milliseconds(until later: Instant) -> Int64 { max(0, later.milliseconds - milliseconds) }

    /// Rounded up to a multiple of `step` milliseconds, so that deadlines fall due together.
    func roundedUp(to step: Int64) -> Instant {
        self == .distantFuture ? self : Instant(milliseconds: (milliseconds + step - 1) / step * step)
    }
}

/// Measures a duration that is shorter than a millisecond.
struct Stopwatch: Sendable {
    private let start = Stopwatch.now

    /// Since it was made.
    var nanoseconds: UInt64 { Stopwatch.now - start }

    private static var now: UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
