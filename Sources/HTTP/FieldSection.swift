/// What the fields of a head say about the message itself: collected in one pass over the lines, judged at the end.
struct FieldSection {
    private(set) var host: Range<Int>?
    private var contentLength: Int?
    private var isContentLengthOverflowing = false
    private var transferCodings = 0
    private var isChunkedLast = false
    private var hasUnknownCoding = false
    private var hasTransferEncoding = false
    private var hasCodingList = false
    private var hasClose = false
    private var hasKeepAlive = false
    private(set) var expectsContinue = false
    /// A bit for the length, modulo 64, of each name.
    private(set) var nameLengths: UInt64 = 0

    init(_ octets: borrowing Span<UInt8>, _ lines: [FieldLine]) throws(Refusal) {
        for line in lines {
            nameLengths |= 1 << UInt64(line.name.count & 63)
            // The length tells the few names of interest from all others.
            switch line.name.count {
            case 4 where octets.equals(line.name, ignoringCase: "host"):
                guard host == nil else { throw .hostRepeated }
                host = line.value
            case 6 where octets.equals(line.name, ignoringCase: "expect"):
                try readExpect(octets, line.value)
            case 10 where octets.equals(line.name, ignoringCase: "connection"):
                readConnection(octets, line.value)
            case 14 where octets.equals(line.name, ignoringCase: "content-length"):
                try readContentLength(octets, line.value)
            case 17 where octets.equals(line.name, ignoringCase: "transfer-encoding"):
                try readTransferEncoding(octets, line.value)
            default: break
            }
        }
    }

    /// RFC 9112 §9.3: persistent unless `close` is said, and in HTTP/1.0 only where `keep-alive` is.
    func isPersistent(_ version: Version) -> Bool {
        !hasClose && (version == .http11 || hasKeepAlive)
    }

    /// RFC 9112 §6.3. Whatever two readers could frame differently is refused.
    func framing(_ version: Version) throws(Refusal) -> Framing {
        if hasTransferEncoding {
            guard contentLength == nil else { throw .ambiguousLength }
            // Item 4: without a last “chunked” nobody can tell where the content ends.
            guard version == .http11, isChunkedLast else { throw .transferEncoding }
            // An empty element means nothing (RFC 9110 §5.6.1), but common readers do not see “chunked” beside one.
            guard transferCodings == 1, !hasCodingList else { throw hasUnknownCoding ? .transferCoding : .transferEncoding }
            return .chunked
        }
        guard !isContentLengthOverflowing else { throw .contentTooLarge }
        guard let contentLength, contentLength > 0 else { return .none }
        return .length(contentLength)
    }

    /// RFC 9110 §10.1.1: a list, of which only one member can be met.
    private mutating func readExpect(_ octets: borrowing Span<UInt8>, _ value: Range<Int>) throws(Refusal) {
        var (known, unknown) = (expectsContinue, false)
        octets.forEachElement(in: value) { element in
            if octets.equals(element, ignoringCase: "100-continue") { known = true } else { unknown = true }
        }
        guard !unknown else { throw .expectation }
        expectsContinue = known
    }

    private mutating func readConnection(_ octets: borrowing Span<UInt8>, _ value: Range<Int>) {
        var (close, keepAlive) = (hasClose, hasKeepAlive)
        octets.forEachElement(in: value) { element in
            if octets.equals(element, ignoringCase: "close") { close = true }
            if octets.equals(element, ignoringCase: "keep-alive") { keepAlive = true }
        }
        (hasClose, hasKeepAlive) = (close, keepAlive)
    }

    /// A second line is refused even where it agrees with the first, and so is a list.
    private mutating func readContentLength(_ octets: borrowing Span<UInt8>, _ value: Range<Int>) throws(Refusal) {
        guard contentLength == nil, !value.isEmpty else { throw .contentLength }
        var length = 0
        for index in value {
            guard octets[index].isDigit else { throw .contentLength }
            let (product, overflows) = length.multipliedReportingOverflow(by: 10)
            let (sum, carries) = product.addingReportingOverflow(Int(octets[index] - UInt8(ascii: "0")))
            if overflows || carries { isContentLengthOverflowing = true }
            length = sum
        }
        contentLength = length
    }

    private mutating func readTransferEncoding(_ octets: borrowing Span<UInt8>, _ value: Range<Int>) throws(Refusal) {
        hasCodingList = hasTransferEncoding
        hasTransferEncoding = true
        var (count, chunkedLast, unknown) = (transferCodings, isChunkedLast, hasUnknownCoding)
        octets.forEachElement(in: value) { element in
            count += 1
            chunkedLast = octets.equals(element, ignoringCase: "chunked")
            if !chunkedLast { unknown = true }
        }
        (transferCodings, isChunkedLast, hasUnknownCoding) = (count, chunkedLast, unknown)
        for index in value where octets[index] == UInt8(ascii: ",") { hasCodingList = true }
    }
}
