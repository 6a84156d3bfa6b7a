/// Names a connection of a loop: descriptors are reused, so a generation tells whose turn it is. What comes late for a
/// connection that is closed finds another generation, and is dropped.
struct Token: Hashable, Sendable {
    let descriptor: Int32
    let generation: UInt32

    init(descriptor: Int32, generation: UInt32) { (self.descriptor, self.generation) = (descriptor, generation) }

    init(rawValue: UInt64) {
        descriptor = Int32(truncatingIfNeeded: rawValue)
        generation = UInt32(truncatingIfNeeded: rawValue >> 32)
    }

    var rawValue: UInt64 { UInt64(generation) << 32 | UInt64(UInt32(bitPattern: descriptor)) }
}
