extension Lifecycle {
    /// A line of the table.
    package struct Transition: Hashable, Sendable {
        package let from: State, on: Event, to: State, action: Action

        init(_ from: State, on: Event, to: State? = nil, _ action: Action) {
            (self.from, self.on, self.to, self.action) = (from, on, to ?? from, action)
        }
    }

    /// The transitions by state and event, as the loops look them up.
    struct Table: Sendable {
        static let standard = Table(transitions)

        /// A state and an action in each; at 64 × state + event.
        private let steps: [UInt16]
        private static let impossible = UInt16.max

        /// Where two lines have one state and event, the later one holds.
        init(_ transitions: [Transition]) {
            var steps = [UInt16](repeating: Table.impossible, count: 64 * 64)
            for line in transitions {
                steps[Table.index(line.from, line.on)] = UInt16(line.to.rawValue) << 8 | UInt16(line.action.rawValue)
            }
            self.steps = steps
        }

        @inline(__always) private static func index(_ state: State, _ event: Event) -> Int {
            // Fourteen things to do and four to do then, less than 64 events.
            Int(state.rawValue & 63) << 6 | Int(event.rawValue & 63)
        }

        /// Moves `state` on, and says what to do. What is not in the table traps in a debug build, and closes in
        /// others.
        @inline(__always) func step(_ state: inout State, _ event: Event) -> Action {
            let step = steps[Table.index(state, event)]
            guard step != Table.impossible, let action = Action(rawValue: UInt8(truncatingIfNeeded: step)) else {
                assertionFailure("\(event) in \(state)")
                state = .closed
                return .close
            }
            state = State(packed: step)
            return action
        }
    }
}

extension Lifecycle {
    /// The whole table.
    package static let transitions: [Transition] =
        opening + receiving + answering + sending + content + pieces + parts + draining + closing

    private static let opening = [
        Transition(.opening, on: .ready, .open),
        Transition(.opening, on: .readable, .open),
        Transition(.opening, on: .ended, .open),
        Transition(.opening, on: .blocked, .rest),
        Transition(.opening, on: .opened, to: .fresh, .read),
        Transition(.opening, on: .turnedAway, to: .sending(.draining), .turnAway),
        Transition(.opening, on: .handshakeFailed, to: .draining, .endWriting),
        Transition(.opening, on: .deadline, to: .closed, .closeSilently),
        Transition(.opening, on: .stop, to: .closed, .close),
    ]

    private static let receiving = [State.fresh, .idle, .leaving, .head, .content].flatMap { state in [
        Transition(state, on: .received, .parse),
        Transition(state, on: .finished, to: .closed, .close),
        Transition(state, on: .failed, to: .closed, .close),
        Transition(state, on: .needsContent, to: .content, .rest),
        Transition(state, on: .whole, to: .answering, .answer),
        Transition(state, on: .broken, to: .sending(.draining), .refuse),
    ] } + [State.fresh, .idle, .head, .content].flatMap { state in [
        Transition(state, on: .ready, .read),
        Transition(state, on: .readable, .read),
        Transition(state, on: .ended, .read),
        Transition(state, on: .blocked, .rest),
    ] } + [State.fresh, .idle, .leaving, .head].flatMap { state in [
        Transition(state, on: .needsHead, to: .head, .rest),
        Transition(state, on: .expects, to: .sending(.reading), .send),
    ] } + [
        Transition(.fresh, on: .turnedAway, to: .sending(.draining), .turnAway),
        Transition(.fresh, on: .deadline, to: .closed, .closeSilently),
        Transition(.fresh, on: .stop, to: .leaving, .read),
        Transition(.idle, on: .deadline, to: .closed, .closeSilently),
        Transition(.idle, on: .stop, to: .leaving, .read),
        Transition(.leaving, on: .blocked, to: .closed, .close),
        Transition(.head, on: .deadline, to: .sending(.draining), .refuseLateHead),
        Transition(.head, on: .stop, .rest),
        Transition(.content, on: .deadline, to: .sending(.draining), .refuseLateContent),
        Transition(.content, on: .stop, .rest),
    ]

    private static let answering = [State.answering, .sending(.answering)].flatMap { state in [
        Transition(state, on: .answered, to: .sending(.reading), .follow),
        Transition(state, on: .answeredLast, to: .sending(.closing), .followLast),
        Transition(state, on: .answeredLastUnread, to: .sending(.draining), .followLast),
    ] } + [
        Transition(.answering, on: .later, .rest),
        Transition(.answering, on: .ready, .rest),
        Transition(.answering, on: .readable, .rest),
        Transition(.answering, on: .ended, .rest),
        Transition(.answering, on: .stop, .rest),
        Transition(.sending(.answering), on: .later, .send),
    ]

    private static let sending = Then.allCases.flatMap { then in [
        Transition(.sending(then), on: .blocked, .rest),
        Transition(.sending(then), on: .failed, to: .closed, .close),
        Transition(.sending(then), on: .ready, .flush),
        Transition(.sending(then), on: .readable, to: .sending(then.unread), .flush),
        Transition(.sending(then), on: .ended, to: .sending(then.unread), .flush),
        Transition(.sending(then), on: .deadline, to: .closed, .reset),
        Transition(.sending(then), on: .stop, .rest),
    ] } + [
        Transition(.sending(.reading), on: .needsHead, .send),
        Transition(.sending(.reading), on: .needsContent, .send),
        Transition(.sending(.reading), on: .expects, .send),
        Transition(.sending(.reading), on: .whole, to: .sending(.answering), .answer),
        Transition(.sending(.reading), on: .broken, to: .sending(.draining), .refuse),
        Transition(.sending(.reading), on: .taken, to: .idle, .resume),
        Transition(.sending(.answering), on: .taken, to: .answering, .rest),
        Transition(.sending(.closing), on: .taken, to: .closed, .close),
        Transition(.sending(.draining), on: .taken, to: .draining, .endWriting),
    ]

    private static let content = Then.ofContent.flatMap { then in [
        Transition(.sending(then), on: .paused, .send),
        Transition(.sending(then), on: .source, to: .sendingPiece(then), .send),
        Transition(.sending(then), on: .stream, to: .sendingPart(then), .send),
    ] }

    private static let pieces = Then.ofContent.flatMap { then in [
        Transition(.sendingPiece(then), on: .taken, to: .awaitingPiece(then), .readPiece),
        Transition(.sendingPiece(then), on: .blocked, .rest),
        Transition(.sendingPiece(then), on: .failed, to: .closed, .close),
        Transition(.sendingPiece(then), on: .ready, .flush),
        Transition(.sendingPiece(then), on: .readable, to: .sendingPiece(then.unread), .flush),
        Transition(.sendingPiece(then), on: .ended, to: .sendingPiece(then.unread), .flush),
        Transition(.sendingPiece(then), on: .deadline, to: .closed, .reset),
        Transition(.sendingPiece(then), on: .stop, .rest),
        Transition(.awaitingPiece(then), on: .piece, to: .sendingPiece(then), .flush),
        Transition(.awaitingPiece(then), on: .lastPiece, to: .sending(then), .flush),
        Transition(.awaitingPiece(then), on: .pieceLost, to: .closed, .close),
        Transition(.awaitingPiece(then), on: .ready, .rest),
        Transition(.awaitingPiece(then), on: .readable, to: .awaitingPiece(then.unread), .rest),
        Transition(.awaitingPiece(then), on: .ended, to: .awaitingPiece(then.unread), .rest),
        Transition(.awaitingPiece(then), on: .stop, .rest),
    ] }

    /// Who reads a stream asks nothing more: the end of what it sends is its leaving.
    private static let parts = Then.ofContent.flatMap { then in [
        Transition(.sendingPart(then), on: .taken, to: .awaitingPart(then), .yield),
        Transition(.sendingPart(then), on: .blocked, .rest),
        Transition(.sendingPart(then), on: .failed, to: .closed, .close),
        Transition(.sendingPart(then), on: .ready, .flush),
        Transition(.sendingPart(then), on: .readable, to: .sendingPart(then.unread), .flush),
        Transition(.sendingPart(then), on: .ended, to: .closed, .close),
        Transition(.sendingPart(then), on: .abandoned, to: .closed, .close),
        // A reader this slow could go on for hours with what is on its way.
        Transition(.sendingPart(then), on: .deadline, to: .closed, .reset),
        Transition(.sendingPart(then), on: .stop, to: .sendingPart(then.last), .finishStream),
        Transition(.awaitingPart(then), on: .ready, .takePart),
        Transition(.awaitingPart(then), on: .readable, to: .awaitingPart(then.unread), .takePart),
        Transition(.awaitingPart(then), on: .part, to: .sendingPart(then), .flush),
        Transition(.awaitingPart(then), on: .lastPart, to: .sending(then), .flush),
        Transition(.awaitingPart(then), on: .noPart, .rest),
        Transition(.awaitingPart(then), on: .ended, to: .closed, .close),
        Transition(.awaitingPart(then), on: .abandoned, to: .closed, .close),
        // Shows the reader that the connection lives, and finds out whether the reader does.
        Transition(.awaitingPart(then), on: .deadline, .beat),
        Transition(.awaitingPart(then), on: .stop, to: .awaitingPart(then.last), .finishStream),
    ] }

    private static let draining = [
        Transition(.draining, on: .ready, .drain),
        Transition(.draining, on: .readable, .drain),
        Transition(.draining, on: .ended, .drain),
        Transition(.draining, on: .received, .yield),
        Transition(.draining, on: .blocked, .rest),
        Transition(.draining, on: .drained, to: .closed, .close),
        Transition(.draining, on: .finished, to: .closed, .close),
        Transition(.draining, on: .failed, to: .closed, .close),
        Transition(.draining, on: .deadline, to: .closed, .closeSilently),
        Transition(.draining, on: .stop, .rest),
    ]

    /// What closes is told once. No turn ends in `leaving`.
    private static let closing =
        State.all.filter { $0 != .closed && $0 != .leaving }.map { Transition($0, on: .cut, to: .closed, .close) }
        + Event.fromOutside.map { Transition(.closed, on: $0, .none) }
}

extension Lifecycle.Then {
    /// What may be done after content that is not in memory: no request behind it is read.
    static let ofContent: [Lifecycle.Then] = [.reading, .closing, .draining]

    /// Octets have come that nobody will read.
    fileprivate var unread: Lifecycle.Then { self == .closing ? .draining : self }
    /// The server stops.
    fileprivate var last: Lifecycle.Then { self == .reading ? .closing : self }
}

extension Lifecycle.State {
    /// All that there are.
    package static let all: [Lifecycle.State] = Lifecycle.Doing.allCases.flatMap { doing in
        switch doing {
        case .sending: Lifecycle.Then.allCases.map { Lifecycle.State(doing, then: $0) }
        case .awaitingPiece, .sendingPiece, .awaitingPart, .sendingPart:
            Lifecycle.Then.ofContent.map { Lifecycle.State(doing, then: $0) }
        default: [Lifecycle.State(doing)]
        }
    }
}
