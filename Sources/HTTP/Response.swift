/// A response as the application gives it. Content-Length, Date and Connection are added when it is serialized.
public struct Response: Sendable {
    public enum Body: Sendable {
        case bytes([UInt8])
        /// Read while it is sent: never whole in memory.
        case source(any ContentSource)

        /// In octets.
        public var count: Int {
            switch self {
            case .bytes(let bytes): bytes.count
            case .source(let source): source.count
            }
        }
    }

    public var status: Status
    public var fields: Fields
    /// Not sent in answer to HEAD, nor with a status that forbids content.
    public var body: Body

    /// `status` is final: 1xx responses are the server's own, and trap.
    public init(_ status: Status, fields: Fields = Fields(), body: [UInt8] = []) {
        self.init(status, fields: fields, body: .bytes(body))
    }

    public init(_ status: Status, fields: Fields, body: Body) {
        precondition(status.code >= 200, "An interim response is no answer")
        self.status = status
        self.fields = fields
        self.body = body
    }
}
