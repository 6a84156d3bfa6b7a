public import Logging
import Procedure

/// How long an exercise is kept once nobody touches it. What is older is erased as by hand: from memory, from the
/// database, its WAL and its free pages; the log says how many, and not which.
///
/// A life is counted in use, not by the clock on the wall alone: what was used is kept until servers have run for an hour
/// since, so that a clock that is set forward, or was wrong at the start, erases nothing that a room is using.
public struct Retention: Sendable {
    /// From the last thing that happened.
    public let duration: Duration

    public static let standard = Retention(seconds: 7 * 86_400)

    private init(seconds: Int) { duration = .seconds(seconds) }

    /// - Parameter text: a number of days, hours or minutes, from one minute to ten years: `7d`, `12h`, `90m`; `nil` for anything else.
    public init?(_ text: String) {
        guard let unit = text.last.flatMap({ ["d": 86_400, "h": 3_600, "m": 60][$0] }), text.count <= 8,
            text.dropLast().utf8.allSatisfy({ (0x30...0x39).contains($0) }), let count = Int(text.dropLast()),
            (60...10 * 365 * 86_400).contains(count * unit)
        else { return nil }
        self.init(seconds: count * unit)
    }

    /// Erases now what is too old, and then as long as the task runs; the steps of others go on meanwhile.
    public func keep(_ cahier: Cahier, logger: Logger) async {
        var clocks = Clocks(wall: cahier.now()), told = SuspendingClock.now, next = ContinuousClock.now
        while !Task.isCancelled {
            if told.duration(to: .now) >= Self.told {
                // Where it cannot be written, nothing is erased either.
                if (try? await cahier.exercices.ran(for: told.duration(to: .now))) != nil { told = .now }
            }
            if next <= .now {
                await sweep(cahier, logger: logger)
                // Often enough that what is kept is at most a tenth older than was asked.
                next = .now + max(Self.tick, min(duration / 10, .seconds(3_600)))
            }
            try? await Task.sleep(for: Self.tick)
            if let step = clocks.step(wall: cahier.now()) {
                logger.warning("The clock of this machine was set \(Self.roughly(step.magnitude)) \(step > 0 ? "forward" : "back"). What was used in the last hour is kept, whatever its date says.")
            }
        }
    }

    private static let tick = Duration.seconds(60)
    /// How often it is written that the server runs.
    private static let told = Duration.seconds(300)

    /// The clock on the wall, against one that nobody sets.
    struct Clocks {
        private var wall: Instant, steady: ContinuousClock.Instant
        /// What people set, not what keeps a clock right.
        private static let tolerance: UInt64 = 60

        init(wall: Instant, steady: ContinuousClock.Instant = .now) { (self.wall, self.steady) = (wall, steady) }

        /// By how many seconds the wall's was set since it was last looked at, if it was.
        mutating func step(wall now: Instant, steady then: ContinuousClock.Instant = .now) -> Int64? {
            let step = (now - wall) / 1_000 - steady.duration(to: then).components.seconds
            (wall, steady) = (now, then)
            return step.magnitude > Self.tolerance ? step : nil
        }
    }

    func sweep(_ cahier: Cahier, logger: Logger) async {
        do {
            let limit = cahier.now() + -duration.components.seconds * 1_000
            let idle = try await cahier.exercices.idle(since: limit)
            // A salle goes as a whole, and keeps what belongs to it.
            let (salles, kept) = try await cahier.salles.erase(idleSince: limit, Set(idle))
            let exercices = try await cahier.exercices.erase(idle.filter { !kept.contains($0) }, idleSince: limit)
            for (count, name) in [(salles, "salle"), (exercices, "exercice")] where count > 0 {
                logger.notice("Retention: \(count) \(name)\(count == 1 ? "" : "s") in which nothing had happened for \(inWords) erased")
            }
            if salles + exercices > 0 { try await cahier.exercices.trim() }
        } catch {
            logger.error("Retention: what is older than \(inWords) could not be erased; it will be tried again")
        }
    }

    /// As it was asked for: « 7 days ».
    private var inWords: String {
        let seconds = duration.components.seconds
        let (count, unit) = seconds % 86_400 == 0 ? (seconds / 86_400, "day") : seconds % 3_600 == 0 ? (seconds / 3_600, "hour") : (seconds / 60, "minute")
        return "\(count) \(unit)\(count == 1 ? "" : "s")"
    }

    private static func roughly(_ seconds: UInt64) -> String {
        seconds >= 2 * 86_400 ? "\(seconds / 86_400) days" : seconds >= 2 * 3_600 ? "\(seconds / 3_600) hours" : "\(seconds / 60) minutes"
    }
}
