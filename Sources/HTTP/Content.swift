/// Content of a known length.
public enum Content: Sendable {
    case bytes([UInt8])
    /// Read while it is sent: never whole in memory.
    indirect case source(any ContentSource)

    /// In octets.
    public var count: Int {
        switch self {
        case .bytes(let bytes): bytes.count
        case .source(let source): source.count
        }
    }

    /// Appends all of it to `output`. False where it can no longer be had, and then nothing is appended.
    public func append(to output: inout [UInt8]) -> Bool {
        switch self {
        case .bytes(let bytes):
            output.append(contentsOf: bytes)
            return true
        case .source(let source): return source.read(0..<source.count, into: &output)
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
    var extent: FileExtent? { source.extent.map { FileExtent(descriptor: $0.descriptor, offset: $0.offset + range.lowerBound) } }

    func read(_ part: Range<Int>, into output: inout [UInt8]) -> Bool {
        source.read(range.lowerBound + part.lowerBound..<range.lowerBound + part.upperBound, into: &output)
    }
}
