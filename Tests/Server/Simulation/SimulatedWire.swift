import HTTP

@testable import Server

/// The wire of a connection as the system and TLS may show it: octets come and go in any parts, blocked at any of them.
final class SimulatedWire: Wire {
    /// What is planted, for the simulation to find.
    enum Fault { case losesAnOctet, repeatsAnOctet }

    let isTLS: Bool
    var isResumed: Bool { false }
    private(set) var isOpen: Bool
    var fault: Fault?
    private var chance: Chance
    /// What TLS finds when it shakes hands.
    private let opening: Transport.OpeningOutcome
    private var flights: Int

    // The peer's side.
    /// Received by the system, and not read.
    private(set) var inbox: [UInt8] = []
    /// The peer has ended its side, once the inbox is empty.
    private(set) var isFinished = false
    private(set) var isBroken = false
    /// Octets that the system takes before it blocks.
    private(set) var room = 0

    // What came of it.
    private(set) var sent: [UInt8] = []
    private(set) var hasEndedWriting = false
    private(set) var closeCount = 0
    private(set) var wasReset = false
    /// Rules that the connection broke.
    private(set) var faults: [String] = []
    /// Something has changed that the poller tells.
    var isNews = true
    private var isToldOfOctets = false
    private var isBlocked = false
    /// What TLS wants to be given again.
    private var refused: [UInt8] = []

    init(isTLS: Bool, opening: Transport.OpeningOutcome, chance: Chance) {
        (self.isTLS, self.opening, self.chance) = (isTLS, opening, chance)
        isOpen = !isTLS
        flights = 0
        flights = self.chance.below(3)
    }

    // MARK: The peer

    func receive(_ octets: ArraySlice<UInt8>) {
        inbox += octets
        isNews = true
        isToldOfOctets = false
    }

    func finish() { (isFinished, isNews) = (true, true) }
    func breakOff() { (isBroken, isNews) = (true, true) }

    func take(_ count: Int) {
        room += count
        if isBlocked { (isNews, isBlocked) = (true, false) }
    }

    /// What the poller tells.
    func event() -> Poller.Event {
        isNews = false
        isToldOfOctets = true
        let isEnded = isFinished || isBroken
        return Poller.Event(
            token: 0, isReadable: !inbox.isEmpty || isEnded, isWritable: room > 0 || isBroken, isEnded: isEnded)
    }

    // MARK: The wire

    func open() -> Transport.OpeningOutcome {
        check("open")
        if isBroken { return .failed }
        if flights > 0, chance.once(in: 2) {
            // A want of either kind: what comes of it is told.
            (flights, isNews) = (flights - 1, true)
            return .wouldBlock
        }
        if case .failed = opening { return .failed }
        isOpen = true
        return opening
    }

    func read(into buffer: inout [UInt8], from offset: Int) -> Socket.ReadOutcome {
        check("read")
        if !isOpen, !hasEndedWriting { faults.append("reads before it is open") }
        if isBroken { return .failed }
        // A want to write, or a record for TLS itself.
        if isTLS, chance.once(in: 12) {
            isNews = true
            return chance.once(in: 2) ? .wouldBlock : .received(0, mayHaveMore: true)
        }
        if inbox.isEmpty { return isFinished ? .ended : .wouldBlock }
        let count = min(inbox.count, buffer.count - offset)
        guard count > 0 else {
            faults.append("reads into nothing")
            return .failed
        }
        buffer.replaceSubrange(offset..<offset + count, with: inbox[..<count])
        inbox.removeFirst(count)
        return .received(count, mayHaveMore: offset + count == buffer.count)
    }

    func write(_ octets: borrowing Span<UInt8>, from offset: Int, isLast: Bool) -> Socket.WriteOutcome {
        check("write")
        if hasEndedWriting { faults.append("writes after it said the end") }
        if isBroken { return .failed }
        let given = (offset..<octets.count).map { octets[$0] }
        if given.isEmpty { faults.append("writes nothing") }
        if isTLS, !given.starts(with: refused) { faults.append("gives TLS other octets than those it wanted again") }
        refused = []
        var count = min(room, given.count)
        // A want to read, on a write of TLS.
        let isWanting = isTLS && chance.once(in: 8)
        guard count > 0, !isWanting else {
            isBlocked = true
            if isWanting { isNews = true }
            if isTLS { refused = given }
            return .wouldBlock
        }
        count = chance.some(of: count)
        room -= count
        let isPartial = count < given.count
        sent += given[..<(isPartial && fault == .losesAnOctet ? count - 1 : count)]
        if isPartial, fault == .repeatsAnOctet { sent.append(given[count - 1]) }
        return .sent(count)
    }

    func endWriting() {
        check("end")
        if hasEndedWriting { faults.append("says the end twice") }
        hasEndedWriting = true
    }

    func close() {
        closeCount += 1
        if closeCount > 1 { faults.append("closes twice") }
    }

    func reset() {
        wasReset = true
        close()
    }

    /// Octets of the peer would be answered by a reset, of which the connection was told.
    var hasUnread: Bool { !inbox.isEmpty && isToldOfOctets }

    private func check(_ what: String) { if closeCount > 0 { faults.append("\(what) after it is closed") } }
}
