import Threads

extension Workers {
    /// For files that are served, and for what the system is asked about itself. No such work waits for another thread.
    static let disk = Workers(2)
}
