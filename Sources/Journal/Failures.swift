/// Why a journal cannot be opened. The description is one line.
public enum JournalError: Error, CustomStringConvertible {
    case inaccessible(String, reason: String)
    case busy(String)
    case unreadable(String)
    case tooRecent(String)

    public var description: String {
        switch self {
        case .inaccessible(let path, let reason): "The data directory \(path) cannot be used: \(reason). Choose another with --data."
        case .busy(let path): "Another opposition server uses the data directory \(path). Stop it, or choose another with --data."
        case .unreadable(let path): "\(path) is not a readable database. Put a backup back, or move the file away to begin anew; nothing was changed."
        case .tooRecent(let path): "\(path) was made by a newer version of opposition. Use that version; nothing was changed."
        }
    }
}

public enum AppendError: Error {
    /// The exercice is not at the version that was expected.
    case conflict
    /// The disk refuses (full, unplugged, damaged).
    case unavailable
    /// What was to be written could not be read back: a fault of this program. Nothing was written.
    case unreadable
}

public enum ReadError: Error {
    case unavailable
}
