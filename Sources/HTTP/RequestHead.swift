/// The head of a request that breaks no rule: a request line and its fields, kept as the octets that were received.
/// A class, as it is handed from one to the next and never changes.
public final class RequestHead: Sendable {
    public let method: Method
    /// Percent-encoded, as it was sent. Begins with `/`, or is `*` for an OPTIONS about the server.
    public let path: String
    /// What follows the first `?`, percent-encoded; nil where there is none.
    public let query: String?
    /// The host asked for, with its port if one was given: the authority of the target, else the Host field
    /// (RFC 9112 §3.3). Empty where HTTP/1.0 named none.
    public let host: String
    public let version: Version

    /// Of a target that names it.
    let scheme: Scheme?
    let framing: Framing
    let expectsContinue: Bool
    let isPersistent: Bool
    private let octets: [UInt8]
    private let fields: [FieldLine]
    /// A bit for each length that some name has: most names that are asked for are missing, and their length tells.
    private let nameLengths: UInt64

    /// `octets` are a whole head, and the ranges of `line` and `fields` count from its first.
    init(_ octets: [UInt8], _ line: RequestLine, _ fields: [FieldLine]) throws(Refusal) {
        let span = octets.span
        let method = Method(token: span, line.method)
        let target = try Target(span, line.target, method: method)
        let section = try FieldSection(span, fields)
        if let host = section.host {
            guard Authority.isValid(span, host) else { throw .host }
            self.host = target.authority ?? span.string(host)
        } else {
            // RFC 9112 §3.2: required in 1.1, even beside an absolute-form.
            guard line.version == .http10 else { throw .hostMissing }
            host = target.authority ?? ""
        }
        framing = try section.framing(line.version)
        // RFC 9110 §10.1.1: an HTTP/1.0 client cannot expect it, and nobody does without content.
        expectsContinue = section.expectsContinue && line.version == .http11 && framing != .none
        isPersistent = section.isPersistent(line.version)
        (path, query, version) = (target.path, target.query, line.version)
        scheme = target.authority == nil ? nil : Target.scheme(span, line.target)
        self.method = method
        self.octets = octets
        self.fields = fields
        nameLengths = section.nameLengths
    }

    private func mayHave(_ name: FieldName) -> Bool { nameLengths >> UInt64(name.description.utf8.count & 63) & 1 == 1 }

    /// The value of the first field of that name, or nil. Allocates nothing to miss.
    public func first(_ name: FieldName) -> String? {
        guard mayHave(name) else { return nil }
        let octets = octets, span = octets.span
        for field in fields where name.matches(span, field.name) { return span.string(field.value) }
        return nil
    }

    /// The values of all fields of that name, in order, joined by `, ` (RFC 9110 §5.3), or nil where there is none.
    public func all(_ name: FieldName) -> String? {
        guard mayHave(name) else { return nil }
        let octets = octets, span = octets.span
        var joined: String?
        for field in fields where name.matches(span, field.name) {
            let value = span.string(field.value)
            joined = joined.map { $0 + ", " + value } ?? value
        }
        return joined
    }

    /// The value of the first cookie of that name, or nil. Names are compared with case. RFC 6265 §4.2.
    public func cookie(_ name: String) -> String? {
        let octets = octets, span = octets.span
        let wanted = name.utf8Span.span
        for field in fields where FieldName.cookie.matches(span, field.name) {
            if let value = CookiePairs.value(of: wanted, in: span, field.value) { return span.string(value) }
        }
        return nil
    }

    /// Whether content coded by gzip suits the client at least as well as content without a coding, as its
    /// Accept-Encoding says. RFC 9110 §12.5.3.
    public var prefersGzip: Bool {
        let octets = octets, span = octets.span
        var accepted = AcceptEncoding()
        for field in fields where FieldName.acceptEncoding.matches(span, field.name) { accepted.read(span, field.value) }
        return accepted.prefersGzip
    }

    /// Whether Accept names this very media type, with a weight that is not 0. RFC 9110 §12.5.1.
    public func accepts(mediaType: String) -> Bool {
        let octets = octets, span = octets.span, wanted = mediaType.utf8Span.span
        var accepts = false
        for field in fields where FieldName.accept.matches(span, field.name) {
            span.forEachElement(in: field.value) { element in
                var weight: Int?, end = element.upperBound
                for index in element.reversed() where span[index] == UInt8(ascii: ";") {
                    weight = span.weight(index + 1..<end) ?? weight
                    end = index
                }
                if span.equals(span.trimming(element.lowerBound..<end), ignoringCase: wanted) { accepts = weight != 0 }
            }
        }
        return accepts
    }
}
