public import HTTP

/// What a server serves. Its functions are called on the loops' threads, several at a time, and must not block.
public protocol Service: Sendable {
    /// The largest content that is accepted with this head, in octets: asked before any of it is read. A request that
    /// declares more, or sends more, is refused with 413.
    func bodyLimit(for head: RequestHead) -> Int

    /// The response to `request`, at once or later.
    func answer(_ request: Request, from peer: Peer) -> Answer

    /// The resource of `request` as the access log may show it: nothing that a client typed, and no secret of its path.
    func name(ofResourceFor request: Request) -> String

    /// The response to a request that the server itself refuses, dressed as all others are. Its status is that of
    /// `refusal`; its head is there when it was its content that could not be read.
    func refusal(_ refusal: Refusal, of head: RequestHead?) -> Response
}

extension Service {
    public func bodyLimit(for head: RequestHead) -> Int { 65_536 }

    public func name(ofResourceFor request: Request) -> String { "-" }

    public func refusal(_ refusal: Refusal, of head: RequestHead?) -> Response {
        Response(refusal.status, text: refusal.sentence + "\n")
    }
}

/// How a request is answered.
public enum Answer: Sendable {
    /// At once: nothing is created for it.
    case now(Response)
    /// By a task that runs on the loop of the connection; no other request of that connection is read meanwhile.
    case later(@Sendable () async -> Response)
}
