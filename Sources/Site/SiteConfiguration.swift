/// How a site is reached, and what it says of itself.
public struct SiteConfiguration: Sendable {
    /// The name or address that the server listens on.
    public var host = "127.0.0.1"
    /// Open to a network.
    public var lan = false
    /// Under TLS: cookies say `Secure`.
    public var tls = false
    /// What links and QR codes say, when it is not where the server listens.
    public var publicURL: String?
    /// The SHA-256 of a certificate that browsers do not know.
    public var fingerprint: String?
    /// A directory whose pictures and the like are served beside the built-in `Public/`.
    public var publicDirectory: String?

    public init() {}
}
