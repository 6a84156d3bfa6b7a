/// Why the server itself refuses a request: the rule that was broken, the status that says so. A closed list.
public enum Refusal: String, Error, CaseIterable, Sendable {
    // The request line.
    case requestLine = "request-line"
    case target
    case targetForm = "target-form"
    case targetTooLong = "target-too-long"
    case method
    case version

    // The field section.
    case lineEnding = "line-ending"
    case fieldName = "field-name"
    case fieldValue = "field-value"
    case foldedLine = "folded-line"
    case headTooLarge = "head-too-large"
    case tooManyFields = "too-many-fields"
    case hostMissing = "host-missing"
    case hostRepeated = "host-repeated"
    case host
    case misdirected
    case expectation

    // The framing and the content.
    case contentLength = "content-length"
    case ambiguousLength = "ambiguous-length"
    case transferEncoding = "transfer-encoding"
    case transferCoding = "transfer-coding"
    case chunk
    case trailers
    case contentTooLarge = "content-too-large"

    // The connection.
    case plainHTTP = "plain-http"
    case headTimeout = "head-timeout"
    case contentTimeout = "content-timeout"
    case tooManyConnections = "too-many-connections"

    /// A short name, stable, for programs.
    public var code: String { rawValue }

    public var status: Status {
        switch self {
        case .requestLine, .target, .targetForm, .lineEnding, .fieldName, .fieldValue, .foldedLine, .hostMissing, .hostRepeated,
            .host, .contentLength, .ambiguousLength, .transferEncoding, .chunk, .trailers, .plainHTTP:
            .badRequest
        case .targetTooLong: .uriTooLong
        case .misdirected: .misdirectedRequest
        case .headTooLarge, .tooManyFields: .headerFieldsTooLarge
        case .contentTooLarge: .contentTooLarge
        case .expectation: .expectationFailed
        case .headTimeout, .contentTimeout: .requestTimeout
        case .method, .transferCoding: .notImplemented
        case .version: .httpVersionNotSupported
        case .tooManyConnections: .serviceUnavailable
        }
    }

    /// Which rule was broken, in one English sentence that quotes nothing of the request.
    public var sentence: String {
        switch self {
        case .requestLine: "The request line is not a method, a target and a version, one space apart (RFC 9112 §3)."
        case .target: "The target holds an octet that a URI cannot, or a “%” without two hexadecimal digits (RFC 3986 §2)."
        case .targetForm: "The target has none of the forms that this method allows (RFC 9112 §3.2)."
        case .targetTooLong: "The target is longer than this server reads."
        case .method: "The method is not one that this server implements."
        case .version: "The major version is not HTTP/1 (RFC 9110 §6.2)."
        case .lineEnding: "A line ends otherwise than by CR LF (RFC 9112 §2.2)."
        case .fieldName: "A field name is not a token followed at once by a colon (RFC 9112 §5.1)."
        case .fieldValue: "A field value holds a control character (RFC 9110 §5.5)."
        case .foldedLine: "A field line begins with a space: folding is obsolete (RFC 9112 §5.2)."
        case .headTooLarge: "The head is larger than this server reads."
        case .tooManyFields: "The head has more fields than this server reads."
        case .hostMissing: "A request of HTTP/1.1 names its host (RFC 9112 §3.2)."
        case .hostRepeated: "A request names its host once (RFC 9112 §3.2)."
        case .host: "The host is not a name or an address with, at most, a port (RFC 9110 §7.2)."
        case .misdirected: "The target names another scheme than that of the connection (RFC 9110 §7.4)."
        case .expectation: "The only expectation that can be met is 100-continue (RFC 9110 §10.1.1)."
        case .contentLength: "Content-Length is not one decimal number (RFC 9112 §6.3)."
        case .ambiguousLength: "Content-Length and Transfer-Encoding exclude each other (RFC 9112 §6.1)."
        case .transferEncoding: "Transfer-Encoding does not end in one “chunked”, or comes with HTTP/1.0 (RFC 9112 §6.1)."
        case .transferCoding: "The only transfer coding that this server reads is “chunked” (RFC 9112 §7)."
        case .chunk: "The chunked coding is malformed (RFC 9112 §7.1)."
        case .trailers: "The trailers are larger than this server reads."
        case .contentTooLarge: "The content is larger than this resource accepts."
        case .plainHTTP: "This port speaks HTTPS: write https:// before the address."
        case .headTimeout: "The head took too long to arrive."
        case .contentTimeout: "The content took too long to arrive."
        case .tooManyConnections: "This server has no room for another connection now."
        }
    }
}
