/// How much a request wants its content coded by gzip, and as it is. RFC 9110 §12.5.3.
struct AcceptEncoding {
    // In thousandths; nil where nothing was said of it.
    private var gzip: Int?
    private var identity: Int?
    private var others: Int?

    /// Whether gzip is acceptable, and no less wanted than no coding. A request that says nothing is answered as it
    /// always was: without a coding.
    var prefersGzip: Bool {
        let gzip = gzip ?? others ?? 0
        return gzip > 0 && gzip >= identity ?? others ?? 0
    }

    /// Reads the value of one line. Allocates nothing.
    mutating func read(_ octets: borrowing Span<UInt8>, _ value: Range<Int>) {
        var read = self
        octets.forEachElement(in: value) { element in
            var end = element.lowerBound
            while end < element.upperBound, octets[end] != UInt8(ascii: ";") { end += 1 }
            let coding = octets.trimming(element.lowerBound..<end)
            // What is malformed is not wanted: content without a coding is never wrong.
            let weight = end == element.upperBound ? 1_000 : octets.weight(end + 1..<element.upperBound) ?? 0
            // The length tells the few codings of interest from all others.
            switch coding.count {
            case 1 where octets.equals(coding, ignoringCase: "*"): read.others = weight
            case 8 where octets.equals(coding, ignoringCase: "identity"): read.identity = weight
            // RFC 9110 §8.4.1.3: x-gzip is the same.
            case 4 where octets.equals(coding, ignoringCase: "gzip"),
                6 where octets.equals(coding, ignoringCase: "x-gzip"):
                read.gzip = min(read.gzip ?? weight, weight)
            default: break
            }
        }
        self = read
    }
}
