extension Span<UInt8> {
    /// The thousandths of `OWS "q=" qvalue`, or nil where it is none. RFC 9110 §12.4.2.
    func weight(_ parameter: Range<Int>) -> Int? {
        let range = trimming(parameter), start = range.lowerBound
        guard (3...7).contains(range.count), self[start].lowercased == UInt8(ascii: "q"), self[start + 1] == UInt8(ascii: "="),
            range.count == 3 || self[start + 3] == UInt8(ascii: ".")
        else { return nil }
        var weight = 0
        var unit = 1_000
        for index in start + 2..<range.upperBound where index != start + 3 {
            guard self[index].isDigit else { return nil }
            weight += unit * Int(self[index] - UInt8(ascii: "0"))
            unit /= 10
        }
        return weight <= 1_000 ? weight : nil
    }
}
