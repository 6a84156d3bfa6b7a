import Foundation

/// SIGINT, SIGTERM and SIGHUP, held back from the moment this is made, so that none is lost before someone listens.
struct Signals {
    private let set: sigset_t
    /// Whether SIGHUP was ignored from the start, as nohup has it: then it stops nothing.
    let ignoresHangUp: Bool

    /// Threads made later inherit it: to be called before any.
    init() {
        var hangUp = sigaction(), set = sigset_t()
        sigaction(SIGHUP, nil, &hangUp)
        // SIG_IGN is no function: its address is all there is of it.
        ignoresHangUp = unsafeBitCast(hangUp.__sigaction_handler.sa_handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
        sigemptyset(&set)
        for number in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&set, number) }
        pthread_sigmask(SIG_BLOCK, &set, nil)
        self.set = set
    }

    /// Runs an action on a thread of its own for each signal, those already received included.
    func onEach(stop: @escaping @Sendable () -> Void, hangUp: @escaping @Sendable () -> Void) {
        Thread.detachNewThread { [set] in
            var set = set, number: Int32 = 0
            while sigwait(&set, &number) == 0 { number == SIGHUP ? hangUp() : stop() }
        }
    }
}
