import Procedure

/// The states used last, the oldest of them dropped first. What it drops is read from the journal again.
struct Cache: Sendable {
    private var snapshots: [ExerciceID: Exercices.Snapshot] = [:]
    private var order: [ExerciceID?]
    private var next = 0
    /// How many were erased, and the last of them: a state that was read before its own erasure is not kept after it.
    private(set) var epoch = 0
    private var erased: [ExerciceID?] = Array(repeating: nil, count: 256)

    init(capacity: Int) { order = Array(repeating: nil, count: capacity) }

    subscript(id: ExerciceID) -> Exercices.Snapshot? { snapshots[id] }

    mutating func keep(_ snapshot: Exercices.Snapshot, readAt epoch: Int? = nil) {
        if let epoch, isErased(snapshot.id, since: epoch) { return forget(snapshot.id) }
        if let current = snapshots[snapshot.id] {
            if current.version < snapshot.version { snapshots[snapshot.id] = snapshot }
            return
        }
        if let oldest = order[next] { snapshots[oldest] = nil }
        order[next] = snapshot.id
        next = (next + 1) % order.count
        snapshots[snapshot.id] = snapshot
    }

    mutating func forget(_ id: ExerciceID) {
        guard snapshots.removeValue(forKey: id) != nil, let place = order.firstIndex(of: id) else { return }
        order[place] = nil
    }

    mutating func erase(_ id: ExerciceID) {
        erased[epoch % erased.count] = id
        epoch += 1
        forget(id)
    }

    /// Or may be: so many were since then that this one is not remembered.
    private func isErased(_ id: ExerciceID, since epoch: Int) -> Bool {
        self.epoch - epoch > erased.count || (epoch..<self.epoch).contains { erased[$0 % erased.count] == id }
    }
}
