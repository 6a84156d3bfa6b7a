/// Takes the content of one request out of the octets that carry it. RFC 9112 §6 and §7.1.
///
/// Lines (chunk sizes, trailers) are read only once complete; until then their octets stay with the caller, who
/// gives them again with more. So the result does not depend on how the octets were cut.
struct BodyDecoder: Sendable {
    private enum State {
        /// So many octets, then the end.
        case content(remaining: Int)
        case chunkSize
        case chunkData(remaining: Int)
        /// The CR LF after a chunk's data.
        case chunkEnd
        case trailers(read: Int)
        case complete
    }

    private var state: State
    private let limit: Int
    private(set) var body: [UInt8] = []

    /// Of a request without content.
    init() { (state, limit) = (.complete, 0) }

    /// `limit` is the largest content that is accepted; a declared length beyond it is refused at once.
    init(_ framing: Framing, limit: Int) throws(Refusal) {
        self.limit = limit
        switch framing {
        case .none: state = .complete
        case .length(let length):
            guard length <= limit else { throw .contentTooLarge }
            state = .content(remaining: length)
            // A length that is declared and never sent must cost no memory.
            body.reserveCapacity(min(length, 65_536))
        case .chunked: state = .chunkSize
        }
    }

    var isComplete: Bool { if case .complete = state { true } else { false } }

    /// Takes what it can from the beginning of `input`, and says how much that was.
    mutating func decode(_ input: borrowing Span<UInt8>, limits: MessageLimits) throws(Refusal) -> Int {
        var position = 0
        while true {
            switch state {
            case .complete: return position
            case .content(let remaining):
                let taken = take(remaining, from: input, at: &position)
                state = taken == remaining ? .complete : .content(remaining: remaining - taken)
                if taken < remaining { return position }
            case .chunkSize:
                guard let size = try readChunkSize(input, at: &position, limits: limits) else { return position }
                guard size <= limit - body.count else { throw .contentTooLarge }
                state = size == 0 ? .trailers(read: 0) : .chunkData(remaining: size)
            case .chunkData(let remaining):
                let taken = take(remaining, from: input, at: &position)
                state = taken == remaining ? .chunkEnd : .chunkData(remaining: remaining - taken)
                if taken < remaining { return position }
            case .chunkEnd:
                guard position < input.count else { return position }
                guard input[position] == .cr else { throw .chunk }
                guard position + 1 < input.count else { return position }
                guard input[position + 1] == .lf else { throw .chunk }
                position += 2
                state = .chunkSize
            case .trailers(let read):
                let bound = position + Int(limits.trailers) - read
                switch try FieldLine.read(input.extracting(first: bound), at: position, origin: position) {
                case .field(_, let next):
                    state = .trailers(read: read + next - position)
                    position = next
                case .end(let next):
                    state = .complete
                    position = next
                case .incomplete:
                    guard input.count < bound else { throw .trailers }
                    return position
                }
            }
        }
    }

    private mutating func take(_ count: Int, from input: borrowing Span<UInt8>, at position: inout Int) -> Int {
        let taken = min(count, input.count - position)
        body.append(copying: input.extracting(position..<position + taken))
        position += taken
        return taken
    }

    /// `1*HEXDIG [ chunk-ext ] CRLF`; the extensions are dropped. nil while the line is incomplete.
    private func readChunkSize(_ input: borrowing Span<UInt8>, at position: inout Int, limits: MessageLimits) throws(Refusal) -> Int? {
        let bound = position + Int(limits.chunkLine)
        let end = min(input.count, bound)
        var index = position
        var size = 0
        while index < end, let digit = input[index].hexValue {
            // Fifteen digits fit in an Int; a chunk of 2^60 octets fits nowhere.
            guard index - position < 15 else { throw .chunk }
            size = size << 4 | Int(digit)
            index += 1
        }
        if index < end {
            guard index > position, input[index] == UInt8(ascii: ";") || input[index] == .cr else { throw .chunk }
            while index < end, input[index].isFieldContent { index += 1 }
        }
        if index < end, input[index] != .cr { throw .chunk }
        guard index + 1 < end else {
            guard input.count < bound else { throw .chunk }
            return nil
        }
        guard input[index + 1] == .lf else { throw .chunk }
        position = index + 2
        return size
    }
}
