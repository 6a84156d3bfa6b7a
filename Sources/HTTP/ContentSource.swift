/// Content that is not in memory: a file, or what is made as it goes. Read by one connection at a time.
public protocol ContentSource: Sendable {
    /// In octets; it does not change.
    var count: Int { get }

    /// Appends the octets of `range` to `output`. False where they can no longer be had, and then nothing is appended:
    /// the connection breaks off, as it is the only way left to say so.
    func read(_ range: Range<Int>, into output: inout [UInt8]) -> Bool

    /// Where they lie in a file, if they do: the system may then send them from there.
    var extent: FileExtent? { get }
}

extension ContentSource {
    public var extent: FileExtent? { nil }
}

/// A part of an open file.
public struct FileExtent: Sendable {
    /// Open for as long as the content is held.
    public let descriptor: Int32
    /// Of the content's first octet.
    public let offset: Int

    public init(descriptor: Int32, offset: Int) { (self.descriptor, self.offset) = (descriptor, offset) }
}
