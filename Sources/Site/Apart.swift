import Glibc
import Server
import Threads

extension Route {
    /// The same, apart from the event loops: what takes long (a document, a debrief, the register of a whole room) is worked
    /// out on threads of its own, and the connections of a loop do not wait for it. The response goes back to its loop.
    static func apart(_ handler: @escaping Handler) -> Handler {
        { call in
            .later {
                await withTaskExecutorPreference(Workshop.shared) {
                    switch handler(call) {
                    case .now(let response): response
                    case .later(let response): await response()
                    }
                }
            }
        }
    }

    /// The same, each method of it apart.
    var apart: Route { Route(handlers.mapValues(Route.apart)) }
}

/// Runs tasks on threads that nobody's connection waits for; they begin with the first of them.
private final class Workshop: TaskExecutor {
    static let shared = Workshop()

    /// One a core; two at least, so that a kit of a hundred pages holds up no register.
    private let workers = Workers(max(2, sysconf(Int32(_SC_NPROCESSORS_ONLN))))

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        workers.enqueue { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
