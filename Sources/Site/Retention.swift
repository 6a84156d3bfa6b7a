public import Logging
import Procedure

/// How long an exercise is kept once nobody touches it. What is older is erased as by hand: from memory, from the
/// database, its WAL and its free pages; the log says how many, and not which.
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
    public func keep(_ site: Site, logger: Logger) async {
        while !Task.isCancelled {
            await sweep(site, logger: logger)
            // Often enough that what is kept is at most a tenth older than was asked.
            try? await Task.sleep(for: max(.seconds(60), min(duration / 10, .seconds(3_600))))
        }
    }

    func sweep(_ site: Site, logger: Logger) async {
        do {
            let limit = site.now() + -duration.components.seconds * 1_000
            let idle = try await site.exercices.idle(since: limit)
            // A salle goes as a whole, and keeps what belongs to it.
            let (salles, kept) = try await site.salles.erase(idleSince: limit, Set(idle))
            let exercices = try await site.exercices.erase(idle.filter { !kept.contains($0) }, idleSince: limit)
            for (count, name) in [(salles, "salle"), (exercices, "exercice")] where count > 0 {
                logger.notice("Retention: \(count) \(name)\(count == 1 ? "" : "s") in which nothing had happened for \(inWords) erased")
            }
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
}
