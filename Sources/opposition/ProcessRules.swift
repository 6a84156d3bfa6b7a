import Foundation

/// What holds for every command, from its first instruction on.
enum ProcessRules {
    /// What the person who runs the command set: it holds for the documents that are written for them.
    private nonisolated(unsafe) static var usual: mode_t = 0o077  // Written once, before any thread is made.

    /// Files are for one's own eyes, and no core file is written: it would hold what was typed, refused or not.
    static func apply() {
        usual = umask(0o077)
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
    }

    /// Writes a document that one asked for, whole or not at all.
    static func write(_ octets: [UInt8], to path: String) throws {
        umask(usual)
        defer { umask(0o077) }
        try Data(octets).write(to: URL(fileURLWithPath: path), options: .atomic)
    }
}
