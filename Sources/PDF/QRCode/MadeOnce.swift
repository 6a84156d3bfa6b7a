import Synchronization

/// Values by number, each made when it is first asked for, and kept.
final class MadeOnce<Value: Sendable>: Sendable {
    private let made: Mutex<[Value?]>
    private let make: @Sendable (Int) -> Value

    /// For the numbers from 0 to `count`, excluded.
    init(_ count: Int, _ make: @escaping @Sendable (Int) -> Value) {
        made = Mutex(Array(repeating: nil, count: count))
        self.make = make
    }

    subscript(number: Int) -> Value {
        made.withLock { made in
            if let value = made[number] { return value }
            let value = make(number)
            made[number] = value
            return value
        }
    }
}
