/// The few events that one command leaves, kept in place: to refuse a command allocates nothing.
public struct Evenements: RandomAccessCollection, Hashable, Sendable {
    /// No command leaves more.
    private static let capacity = 4
    private var storage: (Evenement?, Evenement?, Evenement?, Evenement?) = (nil, nil, nil, nil)
    public private(set) var endIndex = 0
    public var startIndex: Int { 0 }

    init() {}
    init(_ evenement: Evenement) { append(evenement) }

    private mutating func append(_ evenement: Evenement) {
        switch endIndex {
        case 0: storage.0 = evenement
        case 1: storage.1 = evenement
        case 2: storage.2 = evenement
        case 3: storage.3 = evenement
        default: preconditionFailure("A command leaves \(Self.capacity) events at most.")
        }
        endIndex += 1
    }

    /// As of every collection, `index` is one of its indices.
    public subscript(index: Int) -> Evenement {
        let evenement = switch index {
        case 0: storage.0
        case 1: storage.1
        case 2: storage.2
        default: storage.3
        }
        guard let evenement else { preconditionFailure("There is no event \(index).") }
        return evenement
    }

    static func + (left: Evenements, right: Evenement) -> Evenements {
        var sum = left
        sum.append(right)
        return sum
    }

    public static func == (left: Evenements, right: Evenements) -> Bool { left.elementsEqual(right) }
    public func hash(into hasher: inout Hasher) { for evenement in self { hasher.combine(evenement) } }
}
