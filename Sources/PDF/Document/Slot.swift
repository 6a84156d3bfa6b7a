/// A tag whose content comes with each copy of a `Template`.
public struct Slot: Sendable {
    let page: Int
    let identifier: Int
    let kind: StructureElement.Kind
}

/// A link whose content and target come with each copy of a `Template`.
public struct LinkSlot: Sendable {
    public let content: Slot
    let annotation: Int
}

/// An image that comes with each copy of a `Template`.
public struct ImageSlot: Sendable {
    let index: Int
}
