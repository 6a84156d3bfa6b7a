/// Writes responses as octets. RFC 9112 §4, §6 and §9.
struct ResponseSerializer {
    /// What the request said that its response depends on.
    struct Context: Sendable {
        var isHead = false
        var version = Version.http11
        var isPersistent = true
    }

    static let interim = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)

    /// Appends `response` to `output`. Where its content is not in memory, returns what is to be sent after it.
    static func append(
        _ response: Response, _ context: Context, date: HTTPDate, to output: inout [UInt8]
    ) -> RemainingContent? {
        output.append(copying: response.status.line.span)
        output.append(copying: date.field.span)
        output.append(copying: response.fields.octets.span)
        // RFC 9110 §8.6: never with 204; with 304 it would be that of a 200 which is not here.
        if !response.status.forbidsContent {
            if let count = response.body.count {
                output.append(contentLength: count)
            } else if context.version != .http10 {
                output.append(text: "Transfer-Encoding: chunked\r\n")
            }
        }
        if !context.isPersistent {
            output.append(text: "Connection: close\r\n")
        } else if context.version == .http10 {
            output.append(text: "Connection: keep-alive\r\n")
        }
        output.append(text: "\r\n")
        let isWanted = !context.isHead && !response.status.forbidsContent
        switch response.body {
        case .content(.bytes(let bytes)):
            if isWanted { output.append(copying: bytes.span) }
            return nil
        case .content(.source(let source)): return isWanted ? .source(source) : nil
        case .stream(let stream):
            guard isWanted else {
                stream.abandon()
                return nil
            }
            return .stream(StreamedContent(stream, isChunked: context.version != .http10))
        }
    }
}
