import Procedure

/// How many exercices began in the minute under way.
struct Births: Sendable {
    private var minute: Int64 = 0, count = 0

    mutating func isAllowed(_ wanted: Int, at reel: Instant, limit: Int) -> Bool {
        let now = reel.milliseconds / 60_000
        if now != minute { (minute, count) = (now, 0) }
        guard count + wanted <= limit else { return false }
        count += wanted
        return true
    }
}
