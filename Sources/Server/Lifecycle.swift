/// The life of a connection as a state machine: pure values, that know no socket, no loop and no clock.
///
/// ``Connection`` tells it each event and does the action that it gives back, whose outcome is the next event, until an
/// action ends the turn. What is not in ``transitions`` cannot happen.
package enum Lifecycle {
    /// Where a connection stands: what it is doing, and what it does once all octets are sent.
    package struct State: Hashable, Sendable {
        let rawValue: UInt8

        private init(rawValue: UInt8) { self.rawValue = rawValue }

        init(_ doing: Doing, then: Then = .reading) { rawValue = doing.rawValue << 2 | then.rawValue }

        package var doing: Doing {
            // The only ones that are made, of a `Doing` and a `Then`.
            Doing(rawValue: rawValue >> 2) ?? .closed
        }

        package var then: Then { Then(rawValue: rawValue & 3) ?? .closing }

        init(packed: UInt16) { rawValue = UInt8(truncatingIfNeeded: packed >> 8) }

        static let opening = State(.opening), fresh = State(.fresh), idle = State(.idle), leaving = State(.leaving)
        static let head = State(.head), content = State(.content), answering = State(.answering)
        static let draining = State(.draining), closed = State(.closed)
        static func sending(_ then: Then) -> State { State(.sending, then: then) }
        static func awaitingPiece(_ then: Then) -> State { State(.awaitingPiece, then: then) }
        static func sendingPiece(_ then: Then) -> State { State(.sendingPiece, then: then) }
        static func awaitingPart(_ then: Then) -> State { State(.awaitingPart, then: then) }
        static func sendingPart(_ then: Then) -> State { State(.sendingPart, then: then) }
    }

    package enum Doing: UInt8, CaseIterable, Sendable {
        /// TLS shakes hands.
        case opening
        /// Nothing has come yet.
        case fresh
        /// Nothing has come since the last response.
        case idle
        /// It was idle when the server stopped, and reads once more what may have come.
        case leaving
        /// A head has come in part, or waits for its turn.
        case head
        /// The content of a request is coming.
        case content
        /// A request waits for its response.
        case answering
        /// Octets of responses are to be sent, and all of them are there.
        case sending
        /// A piece of content is being read, to be sent.
        case awaitingPiece
        /// Octets are to be sent, and pieces of content after them.
        case sendingPiece
        /// A stream is open, and all that it has given is sent.
        case awaitingPart
        /// Octets are to be sent, and what a stream will give after them.
        case sendingPart
        /// All is sent and said to be; what still comes is dropped, so that the client can read the response before its
        /// own octets are answered by a reset (RFC 9112 §9.6).
        case draining
        case closed
    }

    /// What is done once all octets are sent.
    package enum Then: UInt8, CaseIterable, Sendable {
        /// Requests are read.
        case reading
        /// A request that came behind the octets waits for its response.
        case answering
        /// It closes: the client has sent nothing more.
        case closing
        /// It closes when the client has, as octets of it may be on their way.
        case draining
    }

    /// What happens to a connection, or is the outcome of what it did.
    package enum Event: UInt8, CaseIterable, Sendable {
        // From outside.
        /// The loop gives it a turn, or the system has room for octets.
        case ready
        /// The system has octets of the peer.
        case readable
        /// The peer has ended its side, or the connection is broken: told before what it sent is read.
        case ended
        /// There is no room for it.
        case turnedAway
        case deadline
        /// The server stops.
        case stop
        /// The loop ends, or cannot watch it.
        case cut

        // Of the transport.
        case opened, handshakeFailed
        /// Octets have come.
        case received
        /// Nothing can be received or sent now.
        case blocked
        /// The peer will send nothing more.
        case finished
        case failed
        /// All octets are sent.
        case taken
        /// So many octets were dropped that the rest is not waited for.
        case drained

        // Of the exchanges.
        case needsHead, needsContent
        /// The client waits for 100 (Continue).
        case expects
        /// A request has come.
        case whole
        /// A rule was broken.
        case broken
        /// Nothing more is looked at until all octets are sent.
        case paused
        /// The response will come.
        case later
        case answered
        /// It was the last, as either side wanted so, and nothing more has come.
        case answeredLast
        /// It was the last, and octets behind its request are there.
        case answeredLastUnread

        // Of what follows a response.
        /// Content that is read while it is sent.
        case source
        /// Content that is written while it is sent.
        case stream
        case piece, lastPiece
        /// It can no longer be read.
        case pieceLost
        case part, lastPart
        /// The stream has nothing new.
        case noPart
        /// The writer of the stream gave up, or its reader was too slow.
        case abandoned
    }

    /// What a connection does next.
    package enum Action: UInt8, CaseIterable, Sendable {
        // That end the turn.
        /// Nothing.
        case none
        /// Waits for what comes, or asks for another turn if there is more to read.
        case rest
        /// Asks for another turn.
        case yield
        case readPiece, finishStream
        /// Says that nothing more will be sent.
        case endWriting
        case close
        /// A deadline passed with nobody to tell.
        case closeSilently
        /// As ``closeSilently``; and drops what the peer has not taken, which the system would keep for it.
        case reset

        // Whose outcome is an event.
        case open, read
        /// Gives the exchanges what has come.
        case parse
        case answer
        case refuse, refuseLateHead, refuseLateContent, turnAway
        /// Goes on behind a response: with the rest of it, or the next request.
        case follow
        /// Goes on behind the last response: with the rest of it.
        case followLast
        /// Sends what this turn has made, behind what is pending.
        case send
        /// Sends what is pending.
        case flush
        /// Reads on where all is sent.
        case resume
        case takePart, beat
        /// Reads, and drops what it has read.
        case drain
    }

    /// What bounds the time in a state. Those without a time wait for this program, and not for the peer.
    package enum Deadline: Sendable {
        case handshake, firstHead, idle, head, content, write, heartbeat, drain
        /// The service answers, or is cut by the end of a stop.
        case service
        /// The disk gives what it is asked for.
        case disk
        case none
    }
}

extension Lifecycle.Doing {
    /// What bounds the time in it.
    package var deadline: Lifecycle.Deadline {
        switch self {
        case .opening: .handshake
        case .fresh: .firstHead
        case .idle, .leaving: .idle
        case .head: .head
        case .content: .content
        case .answering: .service
        case .sending, .sendingPiece, .sendingPart: .write
        case .awaitingPiece: .disk
        case .awaitingPart: .heartbeat
        case .draining: .drain
        case .closed: .none
        }
    }
}

extension Lifecycle.Event {
    /// What may happen whatever a connection does; all else is the outcome of an action, or of what an action began.
    package static let fromOutside: [Lifecycle.Event] = [.ready, .readable, .ended, .deadline, .stop, .cut]
}

extension Lifecycle.Action {
    /// The events that may be its outcome: none where it always ends the turn.
    package var outcomes: [Lifecycle.Event] {
        switch self {
        case .none, .yield, .readPiece, .finishStream, .endWriting, .close, .closeSilently, .reset: []
        // Where it is idle while the server stops.
        case .rest: [.stop]
        case .open: [.opened, .blocked, .handshakeFailed, .turnedAway]
        case .read: [.received, .blocked, .finished, .failed]
        case .parse: [.needsHead, .needsContent, .expects, .whole, .broken]
        case .answer: [.later, .answered, .answeredLast, .answeredLastUnread]
        case .follow: [.source, .stream, .paused] + Self.parse.outcomes
        case .refuse, .refuseLateHead, .refuseLateContent, .turnAway, .followLast: [.source, .stream, .paused]
        case .send, .flush: [.taken, .blocked, .failed]
        case .resume: [.needsHead, .needsContent, .stop]
        case .takePart: [.part, .lastPart, .noPart, .abandoned]
        case .beat: [.part, .noPart]
        case .drain: [.received, .drained, .blocked, .finished, .failed]
        }
    }
    /// Those of ``outcomes`` that it may have where it has led to `state`.
    func outcomes(in state: Lifecycle.State) -> [Lifecycle.Event] {
        outcomes.filter { outcome in
            switch outcome {
            case .stop: state.isIdle
            // The head is known.
            case .needsHead, .expects: state != .content
            default: true
            }
        }
    }
}
