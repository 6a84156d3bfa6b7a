/// A request method: a case-sensitive token. RFC 9110 §9.1.
public struct Method: Hashable, Sendable, CustomStringConvertible {
    public let rawValue: String

    /// nil unless `rawValue` is a token.
    public init?(_ rawValue: String) {
        guard !rawValue.isEmpty, rawValue.utf8.allSatisfy(OctetSet.token.contains) else { return nil }
        self.rawValue = rawValue
    }

    private init(known rawValue: String) { self.rawValue = rawValue }

    /// `octets` must have been read as a token.
    init(token octets: borrowing Span<UInt8>, _ range: Range<Int>) {
        // Nearly all of them: a text that is in the program, instead of one that is made.
        let isGet = range.count == 3 && octets[range.lowerBound] == 0x47 && octets[range.lowerBound + 1] == 0x45 && octets[range.lowerBound + 2] == 0x54
        rawValue = isGet ? "GET" : octets.string(range)
    }

    public var description: String { rawValue }

    /// Whether it is one of those below.
    public var isKnown: Bool { Method.known.contains(self) }

    private static let known: Set<Method> = [.get, .head, .post, .put, .delete, .connect, .options, .trace, .patch]

    public static let get = Method(known: "GET")
    public static let head = Method(known: "HEAD")
    public static let post = Method(known: "POST")
    public static let put = Method(known: "PUT")
    public static let delete = Method(known: "DELETE")
    public static let connect = Method(known: "CONNECT")
    public static let options = Method(known: "OPTIONS")
    public static let trace = Method(known: "TRACE")
    public static let patch = Method(known: "PATCH")
}
