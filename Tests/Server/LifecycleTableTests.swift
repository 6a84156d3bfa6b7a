import Foundation
import Logging
import Testing

@testable import Server

/// Every state and every event of a connection. What may happen is found by going through the table: from the states in
/// which a connection begins, by the outcomes that each action has, and by what comes from outside where a turn ended.
struct Exploration {
    typealias State = Lifecycle.State
    typealias Event = Lifecycle.Event
    typealias Action = Lifecycle.Action
    typealias Transition = Lifecycle.Transition

    /// Where a turn may end.
    private(set) var resting: Set<State> = [.opening, .fresh]
    private(set) var used: Set<Transition> = []
    /// What may happen, and is not in the table.
    private(set) var missing: Set<String> = []
    /// States, each with an action that led there.
    private(set) var reached: Set<String> = []

    private let lines: [State: [Event: Transition]]

    init(_ transitions: [Transition]) {
        lines = Dictionary(grouping: transitions, by: \.from).mapValues { Dictionary($0.map { ($0.on, $0) }) { $1 } }
        var waiting = resting.map { $0 }
        while let state = waiting.popLast() {
            for event in Exploration.events(at: state) {
                for rest in follow(state, event) where resting.insert(rest).inserted { waiting.append(rest) }
            }
        }
    }

    /// The states in which the turn that begins so may end.
    private mutating func follow(_ state: State, _ event: Event) -> Set<State> {
        guard let line = lines[state]?[event] else {
            missing.insert("\(event) in \(state)")
            return []
        }
        used.insert(line)
        guard reached.insert("\(line.to) \(line.action) \(line.from)").inserted else { return [] }
        var ends: Set<State> = Exploration.endsTurn(line.action) ? [line.to] : []
        for outcome in line.action.outcomes(in: line.to) { ends.formUnion(follow(line.to, outcome)) }
        return ends
    }

    /// Whether its outcome may be none.
    static func endsTurn(_ action: Action) -> Bool { action.outcomes.isEmpty || [.rest, .resume].contains(action) }

    /// What may come from outside where a turn ended in `state`.
    static func events(at state: State) -> [Event] {
        var events = Event.fromOutside.filter { $0 != .deadline || state.doing.deadline.isTimed || state == .closed }
        switch state.doing {
        case .fresh: events.append(.turnedAway)
        case .answering: events += [.answered, .answeredLast, .answeredLastUnread]
        case .sending where state.then == .answering: events += [.answered, .answeredLast, .answeredLastUnread]
        case .awaitingPiece: events += [.piece, .lastPiece, .pieceLost]
        case .awaitingPart, .sendingPart: events.append(.abandoned)
        default: break
        }
        return events
    }
}

extension Lifecycle.Deadline {
    /// Whether the peer is waited for, within a time.
    var isTimed: Bool { ![.service, .disk, .none].contains(self) }
}

@Suite("The life of a connection, state by state and event by event")
struct LifecycleTests {
    typealias State = Lifecycle.State
    typealias Event = Lifecycle.Event
    typealias Action = Lifecycle.Action

    let lines = Lifecycle.transitions
    let exploration = Exploration(Lifecycle.transitions)

    private func lines(doing actions: Action...) -> [Lifecycle.Transition] {
        lines.filter { actions.contains($0.action) }
    }
    private func lines(from doings: Lifecycle.Doing...) -> [Lifecycle.Transition] {
        lines.filter { doings.contains($0.from.doing) }
    }

    @Test("A state and an event have one line at most, and the table gives it")
    func determined() {
        #expect(Set(lines.map { "\($0.from) \($0.on)" }).count == lines.count)
        #expect(Set(State.all).count == State.all.count && Set(State.all.map(\.rawValue)).count == State.all.count)
        for line in lines {
            var state = line.from
            #expect(Lifecycle.Table.standard.step(&state, line.on) == line.action)
            #expect(state == line.to && State(line.to.doing, then: line.to.then) == line.to)
            #expect(State.all.contains(line.from) && State.all.contains(line.to))
        }
    }

    @Test("What may happen is in the table, and what is in the table may happen: of every state and every event")
    func complete() {
        #expect(exploration.missing == [])
        let dead = lines.filter { !exploration.used.contains($0) }
        #expect(dead.map { "\($0.on) in \($0.from)" } == [])
        for state in State.all {
            for event in Event.allCases {
                let line = lines.first { $0.from == state && $0.on == event }
                #expect(
                    (line != nil) == exploration.used.contains { $0.from == state && $0.on == event },
                    "\(event) in \(state)")
            }
        }
    }

    @Test("What is not in the table traps in a debug build")
    func impossible() async {
        #if DEBUG
            await #expect(processExitsWith: .failure) {
                var state = Lifecycle.State.idle
                _ = Lifecycle.Table.standard.step(&state, .answered)
            }
        #else
            var state = State.idle
            #expect(Lifecycle.Table.standard.step(&state, .answered) == .close && state == .closed)
        #endif
    }

    @Test("No octet is lost: while some are to be sent they go on to be, until all are taken or it closes")
    func octets() {
        let doings: Set<Lifecycle.Doing> = [.sending, .sendingPiece, .sendingPart]
        for line in lines where doings.contains(line.from.doing) {
            #expect(doings.contains(line.to.doing) || line.on == .taken || line.to == .closed, "\(line)")
        }
        for line in lines(doing: .send, .flush) { #expect(doings.contains(line.to.doing), "\(line)") }
        for line in lines where doings.contains(line.to.doing) && !doings.contains(line.from.doing) {
            let makes: [Action] = [
                .send, .flush, .follow, .followLast, .refuse, .refuseLateHead, .refuseLateContent, .turnAway,
            ]
            #expect(makes.contains(line.action), "\(line)")
        }
    }

    @Test("No octet is sent twice: each piece is asked for once, each part taken once, when those before it are sent")
    func pieces() {
        for line in lines(doing: .readPiece) { #expect(line.from.doing == .sendingPiece && line.on == .taken) }
        for line in lines(doing: .takePart) { #expect(line.to.doing == .awaitingPart) }
    }

    @Test("A response belongs to its request: one is in flight, and nothing but its response or the end leads on")
    func responses() {
        for line in lines(doing: .answer) {
            #expect(line.on == .whole && line.to.isAnswering && !line.from.isAnswering)
        }
        for line in lines where line.from.isAnswering && !line.to.isAnswering {
            let isAnswer = [.answered, .answeredLast, .answeredLastUnread].contains(line.on)
            #expect(isAnswer || line.to == .closed, "\(line)")
        }
        for line in lines where [.answered, .answeredLast, .answeredLastUnread].contains(line.on) {
            #expect(line.from.isAnswering)
        }
    }

    @Test(
        "A refusal is complete: it is sent, said to be all, and what still comes is drained, unless the peer is gone"
    )
    func refusals() {
        for line in lines(doing: .refuse, .refuseLateHead, .refuseLateContent, .turnAway) {
            #expect(line.to == .sending(.draining))
        }
        for line in lines where line.from.then == .draining && line.from.doing != .closed {
            let isEnd = [.failed, .deadline, .cut, .pieceLost, .abandoned].contains(line.on)
            let isReaderGone = line.on == .ended && [.awaitingPart, .sendingPart].contains(line.from.doing)
            #expect(line.to.then == .draining || line.to == .draining || isEnd || isReaderGone, "\(line)")
        }
        for line in lines where line.to == .draining && line.from != .draining { #expect(line.action == .endWriting) }
    }

    @Test("A connection closes behind octets that nobody read only by draining")
    func unread() {
        for line in lines where line.from.then == .closing && [.readable, .answeredLastUnread].contains(line.on) {
            #expect(line.to.then == .draining, "\(line)")
        }
    }

    @Test("Every state in which a turn ends has a deadline, waits for this program, or is closed")
    func deadlines() {
        for state in exploration.resting {
            let line = lines.first { $0.from == state && $0.on == .deadline }
            switch state.doing.deadline {
            case .service: #expect(state.isAnswering && line == nil)
            case .disk: #expect(state.doing == .awaitingPiece && line == nil)
            case .none: #expect(state == .closed)
            default: #expect(line != nil, "\(state)")
            }
        }
        for line in lines where line.on == .deadline && line.from != .closed {
            let tells = [.refuseLateHead, .refuseLateContent, .beat].contains(line.action)
            #expect(tells || line.to == .closed, "\(line)")
        }
    }

    @Test("Memory is bounded: nothing is read while octets are to be sent or a response is waited for")
    func memory() {
        for line in lines(doing: .read) { #expect(line.to.isReceiving || line.to == .leaving) }
        // What is pending has left its place before more is made: but for what one turn has read.
        for line in lines(doing: .parse, .drain) { #expect(line.on == .received || line.from == .draining) }
        for line in lines(doing: .readPiece, .takePart, .resume) {
            #expect(![.sending, .sendingPart, .sendingPiece].contains(line.to.doing))
        }
    }

    @Test("What closes is told once: to close leads to the end, of which nothing comes")
    func closing() {
        for line in lines(doing: .close, .closeSilently, .reset) { #expect(line.to == .closed && line.from != .closed) }
        for line in lines where line.to == .closed && line.from != .closed {
            #expect([.close, .closeSilently, .reset].contains(line.action), "\(line)")
        }
        for line in lines(from: .closed) { #expect(line.to == .closed && line.action == .none) }
    }

    @Test("A fault in the table is found: a line that is missing, one that is dead, a state without a deadline")
    func faults() {
        for (index, line) in lines.enumerated() {
            var fewer = lines
            fewer.remove(at: index)
            #expect(Exploration(fewer).missing.contains("\(line.on) in \(line.from)"))
        }
        let dead = Lifecycle.Transition(.idle, on: .answered, .rest)
        #expect(!Exploration(lines + [dead]).used.contains(dead))
    }
}

extension Lifecycle.State {
    var isAnswering: Bool { self == .answering || self == .sending(.answering) }
}

@Suite("The life of a connection, drawn and printed")
struct LifecycleDrawingTests {
    private let page = Result {
        let file = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        let root = file.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return try String(contentsOf: root.appending(path: "Sources/Server/Server.docc/Connection.md"), encoding: .utf8)
    }

    @Test("The documentation has the picture that the command prints")
    func documentation() throws {
        #expect(try page.get().contains("```mermaid\n\(Lifecycle.mermaid)```\n"))
    }

    @Test("The documentation has every state, with its deadline")
    func states() throws {
        let rows = try page.get().matches(of: /\n\| `(\w+)` \| `(\w+)` \|/).map { "\($0.1) \($0.2)" }
        #expect(rows == Lifecycle.Doing.allCases.map { "\($0) \($0.deadline)" })
    }

    @Test("As text for Mermaid and Graphviz: every change of what is done is an arrow of both")
    func arrows() {
        for line in Lifecycle.transitions where line.from.doing != line.to.doing && line.on != .cut {
            let (from, to) = (line.from.doing, line.to.doing)
            #expect(Lifecycle.mermaid.contains("\n    \(from) --> \(to): "))
            #expect(Lifecycle.dot.contains("\n  \(from) -> \(to) [label=\""))
        }
        for line in Lifecycle.mermaid.split(separator: "\n").dropFirst() {
            #expect(line.wholeMatch(of: #/    (\[\*\]|\w+) --> (\[\*\]|\w+)(: \w+(, \w+)*)?/#) != nil, "\(line)")
        }
    }

    @Test("As JSON: every state, event, action and line")
    func json() throws {
        let object = try #require(try JSONSerialization.jsonObject(with: Data(Lifecycle.json.utf8)) as? [String: [Any]])
        #expect(
            object["states"]?.count == Lifecycle.State.all.count
                && object["events"]?.count == Lifecycle.Event.allCases.count)
        #expect(object["actions"]?.count == Lifecycle.Action.allCases.count)
        let lines = (object["transitions"] as? [[String: String]] ?? []).map {
            [$0["from"], $0["on"], $0["to"], $0["action"]]
        }
        #expect(lines == Lifecycle.transitions.map { ["\($0.from)", "\($0.on)", "\($0.to)", "\($0.action)"] })
    }
}

#if DEBUG
    @Suite("The thread of a loop")
    struct LoopThreadTests {
        @Test("A debug build traps where what is a loop’s own is touched by another thread")
        func trap() async {
            await #expect(processExitsWith: .failure) { try otherLoop().arm(.distantFuture) }
            await #expect(processExitsWith: .failure) { _ = try otherLoop().now }
            await #expect(processExitsWith: .success) {
                try otherLoop().giveTurn(to: Token(descriptor: 0, generation: 0))
            }
        }
    }

    /// A loop that runs on no thread yet.
    private func otherLoop() throws -> EventLoop {
        let occupancy = Occupancy(limit: 1, limitPerAddress: nil, limitsLoopback: false)
        return try EventLoop(Server.Configuration(), TestService.echo, [], occupancy, nil, Logger(label: "test"))
    }
#endif
