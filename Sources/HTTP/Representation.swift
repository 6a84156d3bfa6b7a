/// A representation that a GET or a HEAD selects, with its validators: whole, in part, or not at all where the client
/// has it already. RFC 9110 §3.2, §13 and §14. A class, as each response would copy its many parts.
public final class Representation: Sendable {
    public let content: Content
    /// The value of Content-Type.
    public let contentType: String
    public let etag: EntityTag
    public let lastModified: HTTPDate?
    /// The value of Content-Encoding, where the content is coded.
    public let contentCoding: String?
    private let gzipForm: GzipForm?
    private let fields: Fields
    /// Written once for all responses: what is on each, what describes the content, and all of a 200.
    private let validated: Fields, type: Fields, whole: Fields

    /// On every response that another Accept-Encoding could have had otherwise, the 304 as well: RFC 9110 §12.5.5.
    private static let vary: Fields = [.vary: "Accept-Encoding"]
    private static let acceptRanges: Fields = [.acceptRanges: "bytes"]

    /// - Parameter fields: what each response carries besides.
    public convenience init(
        _ content: Content, contentType: String, etag: EntityTag, lastModified: HTTPDate? = nil, fields: Fields = Fields()
    ) {
        self.init(content, contentType, etag, lastModified, fields)
    }

    /// Of octets, validated by their own tag.
    public convenience init(_ octets: [UInt8], contentType: String, fields: Fields = Fields()) {
        self.init(.bytes(octets), contentType: contentType, etag: EntityTag(of: octets), fields: fields)
    }

    private init(
        _ content: Content, _ contentType: String, _ etag: EntityTag, _ lastModified: HTTPDate?, _ fields: Fields,
        contentCoding: String? = nil, isNegotiated: Bool = false, gzipForm: GzipForm? = nil
    ) {
        (self.content, self.contentType, self.etag, self.lastModified) = (content, contentType, etag, lastModified)
        (self.fields, self.contentCoding, self.gzipForm) = (fields, contentCoding, gzipForm)
        var validated = fields, type: Fields = [.contentType: contentType]
        validated.add(.etag, etag.description)
        if let lastModified { validated.add(.lastModified, lastModified.description) }
        if isNegotiated { validated.add(contentsOf: Representation.vary) }
        if let contentCoding { type.add(.contentEncoding, contentCoding) }
        (self.validated, self.type) = (validated, type)
        validated.add(contentsOf: Representation.acceptRanges)
        validated.add(contentsOf: type)
        whole = validated
    }

    /// The same, also offered as gzip: compressed once, when it is first asked for. For content in memory that is the
    /// same for everyone: what is compressed together with a secret gives it away by its length (BREACH).
    public func offeringGzip() -> Representation {
        Representation(content, contentType, etag, lastModified, fields, gzipForm: GzipForm())
    }

    /// The same, where there is a coded one beside it.
    func besideGzip() -> Representation {
        Representation(content, contentType, etag, lastModified, fields, isNegotiated: true)
    }

    /// The same as gzip codes it: another representation, so its tag is another (RFC 9110 §8.8.3.3).
    func coded(gzip octets: [UInt8]) -> Representation {
        Representation(
            .bytes(octets), contentType, etag.with(suffix: "-gzip"), lastModified, fields, contentCoding: "gzip", isNegotiated: true)
    }

    /// The response to a GET or a HEAD: 200, 206, 304, 412 or 416.
    public func response(to request: Request) -> Response {
        if let forms = gzipForm?.forms(of: self) { return (request.head.prefersGzip ? forms.coded : forms.plain).response(to: request) }
        // In the order of RFC 9110 §13.2.2.
        guard isExpected(by: request) else { return Response(.preconditionFailed, fields: validated) }
        if isKnown(to: request) { return Response(.notModified, fields: validated) }
        // RFC 9110 §14.2: Range is defined for GET only.
        guard request.method == .get, let range = request.first(.range), mayServeRange(to: request) else {
            return Response(.ok, fields: whole, content: content)
        }
        switch ByteRanges(range, length: content.count) {
        case .whole: return Response(.ok, fields: whole, content: content)
        case .parts(let parts): return partial(parts) ?? Response(.ok, fields: whole, content: content)
        case .unsatisfiable:
            var fields = validated
            fields.add(contentsOf: Representation.acceptRanges)
            fields.add(.contentRange, "bytes */\(content.count)")
            return Response(.rangeNotSatisfiable, fields: fields)
        }
    }

    /// Whether this is a version that the request can do with. If-Unmodified-Since is not looked at beside If-Match:
    /// RFC 9110 §13.2.2.
    private func isExpected(by request: Request) -> Bool {
        if let tags = request.all(.ifMatch) {
            return tags == "*" || EntityTag.list(tags)?.contains(where: etag.matchesStrongly) ?? false
        }
        guard let lastModified, let since = request.first(.ifUnmodifiedSince).flatMap(HTTPDate.init) else { return true }
        return lastModified.seconds <= since.seconds
    }

    /// Whether the client has this very version. If-Modified-Since is not looked at beside If-None-Match: RFC 9110
    /// §13.2.2.
    private func isKnown(to request: Request) -> Bool {
        if let tags = request.all(.ifNoneMatch) {
            return tags == "*" || EntityTag.list(tags)?.contains(where: etag.matchesWeakly) ?? false
        }
        guard let lastModified, let since = request.first(.ifModifiedSince).flatMap(HTTPDate.init) else { return false }
        return lastModified.seconds <= since.seconds
    }

    /// Whether If-Range, if any, names this version: RFC 9110 §13.1.5.
    private func mayServeRange(to request: Request) -> Bool {
        guard let condition = request.first(.ifRange) else { return true }
        if let tag = EntityTag.list(condition)?.first { return etag.matchesStrongly(tag) }
        return lastModified != nil && HTTPDate(condition) == lastModified
    }

    /// 206: one part as it is, several as multipart/byteranges (RFC 9110 §15.3.7), read while
    /// they are sent; nil where they cannot be told.
    private func partial(_ parts: [Range<Int>]) -> Response? {
        var fields = validated
        fields.add(contentsOf: Representation.acceptRanges)
        if parts.count == 1 {
            fields.add(.contentRange, contentRange(parts[0]))
            fields.add(contentsOf: type)
            return Response(.partialContent, fields: fields, content: content.slice(parts[0]))
        }
        // The parts would be coded and what holds them not, which Content-Encoding cannot say: the whole is sent; as it is
        // where nothing could be added to its length.
        guard contentCoding == nil, content.count < Int.max / 2 else { return nil }
        let boundary = "part-of-" + etag.description.filter { $0.isLetter || $0.isNumber }
        let opening = "\r\n--\(boundary)\r\nContent-Type: \(contentType)\r\nContent-Range: "
        let pieces = parts.flatMap { [.bytes(Array("\(opening)\(contentRange($0))\r\n\r\n".utf8)), content.slice($0)] }
        fields.add(.contentType, "multipart/byteranges; boundary=\(boundary)")
        return Response(.partialContent, fields: fields, content: .source(ComposedSource(pieces + [.bytes(Array("\r\n--\(boundary)--\r\n".utf8))])))
    }

    private func contentRange(_ part: Range<Int>) -> String {
        "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(content.count)"
    }
}
