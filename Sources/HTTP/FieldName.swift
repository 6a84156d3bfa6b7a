/// The name of a field: a token, compared without case. RFC 9110 §5.1.
public struct FieldName: Hashable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
    /// As it is written in a response.
    public let description: String

    /// nil unless `name` is a token.
    public init?(validating name: String) {
        guard !name.isEmpty, name.utf8.allSatisfy(OctetSet.token.contains) else { return nil }
        description = name
    }

    /// A literal that is not a token is a mistake in the program: it traps.
    public init(stringLiteral name: StaticString) {
        guard let valid = FieldName(validating: "\(name)") else { preconditionFailure("Not a field name: \(name)") }
        self = valid
    }

    public static func == (left: FieldName, right: FieldName) -> Bool {
        left.description.utf8.elementsEqual(right.description.utf8) { $0.lowercased == $1.lowercased }
    }

    public func hash(into hasher: inout Hasher) {
        for octet in description.utf8 { hasher.combine(octet.lowercased) }
    }

    /// Whether this is the name at `range` of `octets`. Allocates nothing.
    func matches(_ octets: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
        // The length tells nearly all others, and is there without a call.
        range.count == description.utf8.count && octets.equals(range, ignoringCase: description.utf8Span.span)
    }

    public static let accept: FieldName = "Accept"
    public static let acceptEncoding: FieldName = "Accept-Encoding"
    public static let acceptLanguage: FieldName = "Accept-Language"
    public static let acceptRanges: FieldName = "Accept-Ranges"
    public static let allow: FieldName = "Allow"
    public static let cacheControl: FieldName = "Cache-Control"
    public static let connection: FieldName = "Connection"
    public static let contentDisposition: FieldName = "Content-Disposition"
    public static let contentEncoding: FieldName = "Content-Encoding"
    public static let contentLanguage: FieldName = "Content-Language"
    public static let contentLength: FieldName = "Content-Length"
    public static let contentRange: FieldName = "Content-Range"
    public static let contentSecurityPolicy: FieldName = "Content-Security-Policy"
    public static let contentType: FieldName = "Content-Type"
    public static let cookie: FieldName = "Cookie"
    public static let date: FieldName = "Date"
    public static let etag: FieldName = "ETag"
    public static let expect: FieldName = "Expect"
    public static let forwarded: FieldName = "Forwarded"
    public static let host: FieldName = "Host"
    public static let ifMatch: FieldName = "If-Match"
    public static let ifModifiedSince: FieldName = "If-Modified-Since"
    public static let ifNoneMatch: FieldName = "If-None-Match"
    public static let ifRange: FieldName = "If-Range"
    public static let ifUnmodifiedSince: FieldName = "If-Unmodified-Since"
    public static let lastEventID: FieldName = "Last-Event-ID"
    public static let lastModified: FieldName = "Last-Modified"
    public static let location: FieldName = "Location"
    public static let origin: FieldName = "Origin"
    public static let range: FieldName = "Range"
    public static let referer: FieldName = "Referer"
    public static let referrerPolicy: FieldName = "Referrer-Policy"
    public static let retryAfter: FieldName = "Retry-After"
    public static let secFetchSite: FieldName = "Sec-Fetch-Site"
    public static let setCookie: FieldName = "Set-Cookie"
    public static let transferEncoding: FieldName = "Transfer-Encoding"
    public static let userAgent: FieldName = "User-Agent"
    public static let vary: FieldName = "Vary"
    public static let via: FieldName = "Via"
    public static let xContentTypeOptions: FieldName = "X-Content-Type-Options"
    public static let xForwardedFor: FieldName = "X-Forwarded-For"
}
