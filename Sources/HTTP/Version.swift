/// The versions of HTTP that are spoken here. A later 1.x is answered as 1.1 (RFC 9110 §6.2).
public enum Version: Sendable {
    case http10
    case http11
}
