import Foundation

/// SIGINT, SIGTERM and SIGHUP, held back from the moment this is made, so that none is lost before someone listens.
struct Signals {
    private let set: sigset_t

    /// Threads made later inherit it: to be called before any.
    init() {
        var set = sigset_t()
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
