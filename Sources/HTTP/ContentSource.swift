/// Content that is not in memory: a file, or what is made as it goes. Read by one connection at a time.
public protocol ContentSource: Sendable {
    /// In octets; it does not change.
    var count: Int { get }

    /// Appends the octets of `range` to `output`. False where they can no longer be had, and then nothing is appended:
    /// the connection breaks off, as it is the only way left to say so. It may wait: a thread that may calls it.
    func read(_ range: Range<Int>, into output: inout [UInt8]) -> Bool
}
