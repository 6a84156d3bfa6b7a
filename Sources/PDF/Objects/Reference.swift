/// An indirect object's number; its generation is always 0 (ISO 32000-1 §7.3.10).
struct Reference: Hashable, Sendable {
    let number: Int
}
