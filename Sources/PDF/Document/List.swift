/// A list while it is composed: items, and nothing else.
public struct List: ~Copyable {
    let composition: Composition
    let element: Int

    /// - Parameters:
    ///   - label: paints the bullet or the number.
    ///   - body: paints what the item says.
    public mutating func item<E>(
        label: (inout Canvas) throws(E) -> Void, body: (inout Canvas) throws(E) -> Void
    ) throws(E) {
        let item = composition.add(.item, to: element)
        try composition.paint(composition.add(.label, to: item), label)
        try composition.paint(composition.add(.body, to: item), body)
    }
}
