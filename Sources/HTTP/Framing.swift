/// How the content of a request is delimited. RFC 9112 §6.3, items 3, 4, 6 and 7.
enum Framing: Equatable, Sendable {
    /// Item 7: neither field, no content. Also `Content-Length: 0`.
    case none
    /// Item 6.
    case length(Int)
    /// Item 4.
    case chunked
}
