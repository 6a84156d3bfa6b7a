/// A text in one style.
public struct TextSpan: Sendable {
    public let text: String
    public let style: TextStyle

    public init(_ text: String, _ style: TextStyle) {
        self.text = text
        self.style = style
    }
}
