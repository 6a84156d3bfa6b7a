/// What operators are painted with, as it is at the beginning of a page (ISO 32000-1 §8.4.1, §9.3.1); a colour is
/// always set before its first use.
struct GraphicsState: Sendable {
    var fill: Color?
    var stroke: Color?
    var lineWidth = 1.0
    var font: Int?
    var size = 0.0
    var spacing = 0.0
    /// Text rendering mode 2: letters are filled, then stroked.
    var isStroked = false
}
