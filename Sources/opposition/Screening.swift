import Cahier
import Foundation
import Procedure

/// What the command is given from outside, before anything reads it: no real-shaped number is taken, nor told (`domain.md` §10).
enum Screening {
    /// The variables that are read.
    private static let variables = ["OPPOSITION_DATA", "XDG_DATA_HOME", "HOME", "NOTIFY_SOCKET", "LISTEN_PID", "LISTEN_FDS"]

    /// Why nothing is done, if that is so: which it was, and nothing of what it held.
    static func refusal(arguments: [String], environment: [String: String]) -> String? {
        if Garde.placeOfRealNumber(inText: arguments.map(withoutAddress).joined(separator: " ")) != nil {
            return "An option looks like a number of social security: it is refused, and not shown. Numbers go to the pages of the exercise alone, as the fiche gives them."
        }
        return variables.first { Garde.placeOfRealNumber(inText: environment[$0] ?? "") != nil }.map { "$\($0) looks like a number of social security: it is refused, and not shown." }
    }

    /// An address in figures and its port are known by a grammar of their own.
    private static func withoutAddress(_ argument: String) -> String {
        let value = argument.hasPrefix("-") ? argument.split(separator: "=", maxSplits: 1).last.map(String.init) ?? argument : argument
        let host = HostName.host(of: value)
        guard HostName.isNumeric(host) || HostName.isNumeric(value), let place = value.range(of: host) else { return argument }
        return String(value[place.upperBound...].drop { $0 != "/" && $0 != "?" && $0 != "#" })
    }
}
