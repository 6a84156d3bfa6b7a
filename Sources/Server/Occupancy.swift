import Synchronization

/// Counts the connections of all loops, in all and by address.
final class Occupancy: Sendable {
    private let limit: Int
    private let limitPerAddress: Int?
    private let limitsLoopback: Bool
    private let total = Atomic(0)
    private let byAddress = Mutex<[Peer: Int]>([:])

    init(limit: Int, limitPerAddress: Int?, limitsLoopback: Bool) {
        (self.limit, self.limitPerAddress, self.limitsLoopback) = (limit, limitPerAddress, limitsLoopback)
    }

    /// Loops look before they accept, so that the last places may be given twice: the limit is a little soft.
    var isFull: Bool { total.load(ordering: .relaxed) >= limit }

    var count: Int { total.load(ordering: .relaxed) }

    /// Counts a connection in; false where its address has too many, which it still counts among.
    func enter(_ peer: Peer) -> Bool {
        total.add(1, ordering: .relaxed)
        guard let limitPerAddress = limitPerAddress(peer) else { return true }
        return byAddress.withLock { counts in
            counts[peer, default: 0] += 1
            return counts[peer, default: 0] <= limitPerAddress
        }
    }

    func leave(_ peer: Peer) {
        total.subtract(1, ordering: .relaxed)
        guard limitPerAddress(peer) != nil else { return }
        byAddress.withLock { counts in
            // Entries do not outlive their last connection.
            counts[peer] = counts[peer].flatMap { $0 > 1 ? $0 - 1 : nil }
        }
    }

    private func limitPerAddress(_ peer: Peer) -> Int? { limitsLoopback || !peer.isLoopback ? limitPerAddress : nil }
}
