/// The status code of a final response and its reason phrase. RFC 9110 §15.
public struct Status: Hashable, Sendable, CustomStringConvertible {
    public let code: Int
    public let reason: String
    /// The whole status line (RFC 9112 §4), written once for all responses of that status.
    let line: [UInt8]

    /// nil unless `code` is that of a final response, from 200 to 599 (RFC 9110 §15: 1xx are the server's own), and `reason`
    /// is one line.
    public init?(validating code: Int, _ reason: String) {
        guard (200...599).contains(code), reason.utf8.allSatisfy(\.isFieldContent) else { return nil }
        self.init(code, reason)
    }

    private init(_ code: Int, _ reason: String) {
        (self.code, self.reason) = (code, reason)
        line = Array("HTTP/1.1 \(code) \(reason)\r\n".utf8)
    }

    public static func == (left: Status, right: Status) -> Bool { left.code == right.code }
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
    public var description: String { "\(code) \(reason)" }

    /// Whether a response of this status never has content: 204 and 304. RFC 9112 §6.3, item 1.
    var forbidsContent: Bool { code == 204 || code == 304 }

    public static let ok = Status(200, "OK")
    public static let created = Status(201, "Created")
    public static let accepted = Status(202, "Accepted")
    public static let noContent = Status(204, "No Content")
    public static let partialContent = Status(206, "Partial Content")
    public static let seeOther = Status(303, "See Other")
    public static let notModified = Status(304, "Not Modified")
    public static let permanentRedirect = Status(308, "Permanent Redirect")
    public static let badRequest = Status(400, "Bad Request")
    public static let unauthorized = Status(401, "Unauthorized")
    public static let forbidden = Status(403, "Forbidden")
    public static let notFound = Status(404, "Not Found")
    public static let methodNotAllowed = Status(405, "Method Not Allowed")
    public static let notAcceptable = Status(406, "Not Acceptable")
    public static let requestTimeout = Status(408, "Request Timeout")
    public static let conflict = Status(409, "Conflict")
    public static let gone = Status(410, "Gone")
    public static let preconditionFailed = Status(412, "Precondition Failed")
    public static let contentTooLarge = Status(413, "Content Too Large")
    public static let uriTooLong = Status(414, "URI Too Long")
    public static let unsupportedMediaType = Status(415, "Unsupported Media Type")
    public static let rangeNotSatisfiable = Status(416, "Range Not Satisfiable")
    public static let expectationFailed = Status(417, "Expectation Failed")
    public static let misdirectedRequest = Status(421, "Misdirected Request")
    public static let unprocessableContent = Status(422, "Unprocessable Content")
    public static let tooManyRequests = Status(429, "Too Many Requests")
    public static let headerFieldsTooLarge = Status(431, "Request Header Fields Too Large")
    public static let internalServerError = Status(500, "Internal Server Error")
    public static let notImplemented = Status(501, "Not Implemented")
    public static let serviceUnavailable = Status(503, "Service Unavailable")
    public static let httpVersionNotSupported = Status(505, "HTTP Version Not Supported")
}
