import Foundation

/// SIGINT and SIGTERM, held back from the moment this is made, so that none is lost before someone listens.
struct StopSignals {
    private let set: sigset_t

    /// Threads made later inherit it: to be called before any.
    init() {
        var set = sigset_t()
        sigemptyset(&set)
        sigaddset(&set, SIGINT)
        sigaddset(&set, SIGTERM)
        pthread_sigmask(SIG_BLOCK, &set, nil)
        self.set = set
    }

    /// Runs `action` on a thread of its own for each signal, those already received included.
    func onEach(_ action: @escaping @Sendable () -> Void) {
        Thread.detachNewThread { [set] in
            var set = set, number: Int32 = 0
            while sigwait(&set, &number) == 0 { action() }
        }
    }
}
