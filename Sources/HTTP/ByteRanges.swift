/// What a Range field asks of a representation of so many octets. RFC 9110 §14.1 and §14.2.
enum ByteRanges: Equatable {
    /// The whole: the field is malformed, of another unit, or asks for more pieces than anybody needs.
    case whole
    case parts([Range<Int>])
    /// None of the ranges meets the representation: 416.
    case unsatisfiable

    /// Beyond it the whole is sent: many small ranges are an attack (RFC 9110 §17.15).
    private static let maximumCount = 8

    init(_ value: String, length: Int) {
        guard let equals = value.firstIndex(of: "="), value[..<equals].lowercased() == "bytes" else {
            self = .whole
            return
        }
        var parts: [Range<Int>] = []
        var total = 0
        for spec in value[value.index(after: equals)...].split(separator: ",") {
            guard let range = ByteRanges.range(spec.filter { $0 != " " && $0 != "\t" }, length: length) else {
                self = .whole
                return
            }
            guard !range.isEmpty else { continue }
            // More octets than the whole has: they overlap.
            guard parts.count < ByteRanges.maximumCount, range.count <= length - total else {
                self = .whole
                return
            }
            parts.append(range)
            total += range.count
        }
        self = parts.isEmpty ? .unsatisfiable : .parts(parts)
    }

    /// One `first-last`, `first-` or `-suffix`, cut to the length; empty where it is outside, nil where it is malformed.
    private static func range(_ spec: String, length: Int) -> Range<Int>? {
        let sides = spec.split(separator: "-", omittingEmptySubsequences: false)
        guard sides.count == 2, sides.allSatisfy({ $0.utf8.allSatisfy(\.isDigit) && $0.utf8.count < 19 }) else { return nil }
        switch (Int(sides[0]), Int(sides[1])) {
        case (let first?, let last?):
            guard first <= last else { return nil }
            return first < length ? first..<min(last + 1, length) : 0..<0
        case (let first?, nil): return first < length ? first..<length : 0..<0
        case (nil, let suffix?): return max(0, length - suffix)..<length
        case (nil, nil): return nil
        }
    }
}
