/// Content of a known length.
public enum Content: Sendable {
    case bytes([UInt8])
    /// Read while it is sent: never whole in memory.
    indirect case source(any ContentSource)

    /// In octets.
    public var count: Int {
        switch self {
        case .bytes(let bytes): bytes.count
        case .source(let source): max(0, source.count)
        }
    }

    /// Appends all of it to `output`. False where it can no longer be had, and then nothing is appended. It may wait, as
    /// ``ContentSource/read(_:into:)`` may.
    public func append(to output: inout [UInt8]) -> Bool { append(0..<count, to: &output) }

    /// The same, of the octets of `range`, which is inside it.
    func append(_ range: Range<Int>, to output: inout [UInt8]) -> Bool {
        switch self {
        case .bytes(let bytes):
            output.append(contentsOf: bytes[range])
            return true
        case .source(let source): return source.read(range, into: &output)
        }
    }

    /// The octets of `range`, which is inside it.
    func slice(_ range: Range<Int>) -> Content {
        switch self {
        case .bytes(let bytes): .bytes(Array(bytes[range]))
        case .source(let source): .source(SourceSlice(source: source, range: range))
        }
    }
}

/// A part of a source.
private struct SourceSlice: ContentSource {
    let source: any ContentSource
    let range: Range<Int>

    var count: Int { range.count }

    func read(_ part: Range<Int>, into output: inout [UInt8]) -> Bool {
        source.read(range.lowerBound + part.lowerBound..<range.lowerBound + part.upperBound, into: &output)
    }
}

/// Several contents, one after the other.
struct ComposedSource: ContentSource {
    let count: Int
    /// Each with where it begins.
    private let parts: [(start: Int, content: Content)]

    init(_ contents: [Content]) {
        var (parts, count) = ([(start: Int, content: Content)](), 0)
        for content in contents {
            parts.append((count, content))
            count += content.count
        }
        (self.parts, self.count) = (parts, count)
    }

    func read(_ range: Range<Int>, into output: inout [UInt8]) -> Bool {
        let start = output.count
        for (offset, content) in parts {
            let part = range.clamped(to: offset..<offset + content.count)
            guard part.isEmpty || content.append(part.lowerBound - offset..<part.upperBound - offset, to: &output) else {
                output.removeSubrange(start...)
                return false
            }
        }
        return true
    }
}
