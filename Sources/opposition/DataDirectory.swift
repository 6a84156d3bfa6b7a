import ArgumentParser
import Foundation

/// Where the data are, for every command that uses them.
struct DataDirectory: ParsableArguments {
    @Option(help: ArgumentHelp(
        "Where the database and the key live. Default: $OPPOSITION_DATA, else ${XDG_DATA_HOME:-~/.local/share}/opposition.",
        valueName: "directory"))
    var data: String?

    var path: String {
        if let data { return data }
        let environment = ProcessInfo.processInfo.environment.filter { !$0.value.isEmpty }
        if let chosen = environment["OPPOSITION_DATA"] { return chosen }
        if let base = environment["XDG_DATA_HOME"] { return base + "/opposition" }
        return (environment["HOME"] ?? NSHomeDirectory()) + "/.local/share/opposition"
    }

    /// Keys and certificates that others could read are for one's own eyes from now on, as those that are made.
    func tighten() {
        for directory in [path, path + "/certificats"] {
            for name in (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? [] where name.hasSuffix(".pem") {
                fchmodat(AT_FDCWD, directory + "/" + name, 0o600, AT_SYMLINK_NOFOLLOW)
            }
        }
    }
}
