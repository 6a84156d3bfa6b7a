/// Reads the head of one request in place, a line at a time. The lines before `line` are accepted and not read
/// again; the line that begins there is read again from its beginning when more octets have come.
struct HeadParser: Sendable {
    /// Where the request line begins: after the one empty line that RFC 9112 §2.2 asks to ignore.
    private var start = 0
    private var line = 0
    private var requestLine: RequestLine?
    private var fields: [FieldLine] = []

    /// The head that `input` begins with and its length, or nil while it is incomplete; then the same octets,
    /// followed by more, must be given again. What is accepted or refused does not depend on how the octets
    /// were cut.
    mutating func parse(_ input: borrowing Span<UInt8>, limits: MessageLimits) throws(Refusal) -> (head: RequestHead, length: Int)? {
        guard let requestLine = try readRequestLine(input, limits: limits) else { return nil }
        while true {
            let bound = min(start + Int(limits.head), line + Int(limits.fieldLine))
            switch try FieldLine.read(input.extracting(first: bound), at: line, origin: start) {
            case .field(let field, let next):
                guard fields.count < Int(limits.fields) else { throw .tooManyFields }
                fields.append(field)
                line = next
            case .end(let next):
                let octets = [UInt8](copying: input.extracting(start..<next))
                var fields: [FieldLine] = []
                swap(&fields, &self.fields)
                return (try RequestHead(octets, requestLine, fields), next)
            case .incomplete:
                guard input.count < bound else { throw .headTooLarge }
                return nil
            }
        }
    }

    private mutating func readRequestLine(_ input: borrowing Span<UInt8>, limits: MessageLimits) throws(Refusal) -> RequestLine? {
        if let requestLine { return requestLine }
        guard input.count > 0 else { return nil }
        if line == 0, input[0] == .cr {
            guard input.count > 1 else { return nil }
            guard input[1] == .lf else { throw .lineEnding }
            (start, line) = (2, 2)
        }
        guard let read = try RequestLine.read(input, at: start, limits: limits) else { return nil }
        requestLine = read
        line = read.end
        fields.reserveCapacity(16)
        return read
    }
}
