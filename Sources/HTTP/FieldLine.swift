/// Where a field line's name and value stand in the head that holds it.
struct FieldLine: Sendable {
    private let nameStart, nameEnd, valueStart, valueEnd: UInt16

    var name: Range<Int> { Int(nameStart)..<Int(nameEnd) }
    var value: Range<Int> { Int(valueStart)..<Int(valueEnd) }

    /// Both ranges are counted from `origin`, and end at most 65,535 octets after it.
    private init(name: Range<Int>, value: Range<Int>, from origin: Int) {
        nameStart = UInt16(truncatingIfNeeded: name.lowerBound - origin)
        nameEnd = UInt16(truncatingIfNeeded: name.upperBound - origin)
        valueStart = UInt16(truncatingIfNeeded: value.lowerBound - origin)
        valueEnd = UInt16(truncatingIfNeeded: value.upperBound - origin)
    }

    /// What stands at the beginning of a line of a field section.
    enum Outcome {
        /// A field line, and where the next one begins.
        case field(FieldLine, next: Int)
        /// The empty line that ends the section, and what follows it.
        case end(next: Int)
        /// All octets are acceptable, and the line is not complete.
        case incomplete
    }

    /// Reads the line that begins at `start`. Every octet is checked as soon as it is there, so that a line which can only
    /// be refused is refused before it is complete. RFC 9112 §5.
    @inline(__always)
    static func read(_ input: borrowing Span<UInt8>, at start: Int, origin: Int) throws(Refusal) -> Outcome {
        var index = start
        guard index < input.count else { return .incomplete }
        if input[index] == .cr {
            guard index + 1 < input.count else { return .incomplete }
            guard input[index + 1] == .lf else { throw .lineEnding }
            return .end(next: index + 2)
        }
        if input[index].isWhitespace { throw .foldedLine }

        index = input.endOfLetters(from: index)
        while index < input.count, input[index] != UInt8(ascii: ":"), OctetSet.token.contains(input[index]) { index += 1 }
        guard index < input.count else { return .incomplete }
        guard input[index] == UInt8(ascii: ":"), index > start else { throw input[index] == .lf ? .lineEnding : .fieldName }
        let name = start..<index

        index += 1
        let afterColon = index
        index = input.endOfFieldContent(from: index)
        guard index < input.count else { return .incomplete }
        switch input[index] {
        case .cr: break
        case .lf: throw .lineEnding
        default: throw .fieldValue
        }
        guard index + 1 < input.count else { return .incomplete }
        guard input[index + 1] == .lf else { throw .lineEnding }
        let line = FieldLine(name: name, value: input.trimming(afterColon..<index), from: origin)
        return .field(line, next: index + 2)
    }
}
