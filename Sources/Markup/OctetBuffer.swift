/// Octets that are written one after the other, and copied out once. An array would be asked with each piece whether it
/// is alone to be held: for the hundred short pieces of an answer, three times the cost.
///
/// The unsafe memory of the site is here alone: the first `count` octets of `capacity` are initialized, and the memory
/// is this value's, which cannot be copied.
struct OctetBuffer: ~Copyable {
    private var base: UnsafeMutablePointer<UInt8>
    private var count = 0, capacity: Int

    init(capacity: Int) { (base, self.capacity) = (.allocate(capacity: capacity), capacity) }

    deinit { base.deallocate() }

    mutating func append(_ octet: UInt8) {
        reserve(1)
        base[count] = octet
        count += 1
    }

    mutating func append(_ octets: borrowing Span<UInt8>) { octets.withUnsafeBufferPointer { append($0) } }

    /// Copied before the call returns.
    mutating func append(_ octets: UnsafeBufferPointer<UInt8>) {
        guard let source = octets.baseAddress else { return }
        reserve(octets.count)
        (base + count).initialize(from: source, count: octets.count)
        count += octets.count
    }

    var octets: [UInt8] { Array(UnsafeBufferPointer(start: base, count: count)) }

    private mutating func reserve(_ more: Int) {
        if count + more > capacity { grow(more) }
    }

    @inline(never)
    private mutating func grow(_ more: Int) {
        capacity = max(2 * capacity, count + more)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        larger.moveInitialize(from: base, count: count)
        base.deallocate()
        base = larger
    }
}
