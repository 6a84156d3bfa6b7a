/// A response as the application gives it. Date, Connection and the framing of its content are added when it is
/// serialized.
public struct Response: Sendable {
    public enum Body: Sendable {
        case content(Content)
        /// Written while it is sent; its length is not known.
        case stream(ContentStream)

        /// In octets; nil where it is not known.
        public var count: Int? {
            switch self {
            case .content(let content): content.count
            case .stream: nil
            }
        }
    }

    public var status: Status
    public var fields: Fields
    /// Not sent in answer to HEAD, nor with a status that forbids content.
    public var body: Body

    public init(_ status: Status, fields: Fields = Fields(), body: [UInt8] = []) {
        self.init(status, fields: fields, content: .bytes(body))
    }

    public init(_ status: Status, fields: Fields, content: Content) {
        self.init(status, fields, .content(content))
    }

    /// A plain text.
    public init(_ status: Status, text: String) {
        self.init(status, fields: [.contentType: "text/plain; charset=utf-8"], body: Array(text.utf8))
    }

    /// A response that stays open until `stream` is finished.
    public init(_ status: Status, fields: Fields, stream: ContentStream) {
        self.init(status, fields, .stream(stream))
    }

    /// It will not be sent: who writes its stream is told.
    public func abandon() { if case .stream(let stream) = body { stream.abandon() } }

    private init(_ status: Status, _ fields: Fields, _ body: Body) {
        (self.status, self.fields, self.body) = (status, fields, body)
    }
}
