/// The schemes of the URIs that are served here. RFC 9110 §4.2.
public enum Scheme: Sendable {
    case http
    case https
}
