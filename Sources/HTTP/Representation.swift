/// A representation that a GET or a HEAD selects, with its validators: whole, in part, or not at all where the client
/// has it already. RFC 9110 §3.2, §13 and §14.
public struct Representation: Sendable {
    public var body: Response.Body
    /// The value of Content-Type.
    public var contentType: String
    public var etag: EntityTag
    public var lastModified: HTTPDate?

    public init(_ body: Response.Body, contentType: String, etag: EntityTag, lastModified: HTTPDate? = nil) {
        (self.body, self.contentType, self.etag, self.lastModified) = (body, contentType, etag, lastModified)
    }

    /// Of octets, validated by their own tag.
    public init(_ octets: [UInt8], contentType: String) {
        self.init(.bytes(octets), contentType: contentType, etag: EntityTag(of: octets))
    }

    /// The response to a GET or a HEAD: 200, 206, 304 or 416, with `fields` on each.
    public func response(to request: Request, fields: Fields = Fields()) -> Response {
        var fields = fields
        fields.add(.etag, etag.description)
        if let lastModified { fields.add(.lastModified, lastModified.description) }
        if isKnown(to: request) { return Response(.notModified, fields: fields) }
        fields.add(.acceptRanges, "bytes")
        // RFC 9110 §14.2: Range is defined for GET only.
        if request.method == .get, let range = request.first(.range), mayServeRange(to: request) {
            switch ByteRanges(range, length: body.count) {
            case .whole: break
            case .parts(let parts):
                if let partial = partial(parts, fields) { return partial }
            case .unsatisfiable:
                fields.add(.contentRange, "bytes */\(body.count)")
                return Response(.rangeNotSatisfiable, fields: fields)
            }
        }
        fields.add(.contentType, contentType)
        return Response(.ok, fields: fields, body: body)
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

    /// 206: one part as it is, several as multipart/byteranges (RFC 9110 §15.3.7); nil where they cannot be read.
    private func partial(_ parts: [Range<Int>], _ fields: Fields) -> Response? {
        var fields = fields
        if parts.count == 1 {
            fields.add(.contentRange, contentRange(parts[0]))
            fields.add(.contentType, contentType)
            return Response(.partialContent, fields: fields, body: body.slice(parts[0]))
        }
        let boundary = "part-of-" + etag.description.filter { $0.isLetter || $0.isNumber }
        var octets: [UInt8] = []
        for part in parts {
            let head = "\r\n--\(boundary)\r\nContent-Type: \(contentType)\r\nContent-Range: \(contentRange(part))\r\n\r\n"
            octets.append(contentsOf: head.utf8)
            switch body.slice(part) {
            case .bytes(let slice): octets.append(contentsOf: slice)
            case .source(let source):
                guard source.read(0..<source.count, into: &octets) else { return nil }
            }
        }
        octets.append(contentsOf: "\r\n--\(boundary)--\r\n".utf8)
        fields.add(.contentType, "multipart/byteranges; boundary=\(boundary)")
        return Response(.partialContent, fields: fields, body: octets)
    }

    private func contentRange(_ part: Range<Int>) -> String {
        "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(body.count)"
    }
}

extension Response.Body {
    /// The octets of `range`, which is inside it.
    fileprivate func slice(_ range: Range<Int>) -> Response.Body {
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
