import Glibc
import Synchronization

/// Threads that may wait, for those that may not: each takes the work that has waited longest.
///
/// Whoever asks suspends, and no thread is held meanwhile. A worker never waits for another of its own group, as work
/// cannot ask for work: what is given here is not `async`. So no wait can close a circle.
public final class Workers: Sendable {
    private let queue = Queue()

    /// - Parameter count: threads, one at least; with one, all that is asked is done in the order in which it was asked.
    public init(_ count: Int = 1) {
        for _ in 0..<max(1, count) { queue.startThread() }
    }

    /// What was asked is done; then the threads end.
    deinit { queue.end() }

    /// Does `work` on one of the threads.
    public func run<Value: Sendable, Failure: Error>(_ work: @escaping @Sendable () throws(Failure) -> Value) async throws(Failure) -> Value {
        let outcome = Outcome<Value, Failure>()
        // Resumed once: the queue does all that it is given.
        unsafe await withUnsafeContinuation { (waiter: UnsafeContinuation<Void, Never>) in
            enqueue {
                outcome.give { () throws(Failure) in try work() }
                unsafe waiter.resume()
            }
        }
        return try outcome.take()
    }

    /// Handed from one thread to another under a lock, where a sanitizer sees it.
    private final class Outcome<Value: Sendable, Failure: Error>: Sendable {
        private let given = Mutex<Result<Value, Failure>?>(nil)

        func give(_ work: () throws(Failure) -> Value) {
            let outcome: Result<Value, Failure>
            do throws(Failure) { outcome = .success(try work()) } catch { outcome = .failure(error) }
            given.withLock { $0 = outcome }
        }

        func take() throws(Failure) -> Value {
            guard let outcome = given.withLock(\.self) else { preconditionFailure("Nobody is resumed before it is given.") }
            return try outcome.get()
        }
    }

    /// Does `work` on one of the threads, and does not wait for it.
    public func enqueue(_ work: @escaping @Sendable () -> Void) { queue.add(work) }
}

/// What waits for a worker.
private final class Queue: Sendable {
    private struct State {
        /// Taken from `next` on.
        var waiting: [@Sendable () -> Void] = []
        var next = 0
        var hasEnded = false
    }

    private let state = Mutex(State())
    /// Counts what waits, and one for each thread at the end.
    private let signal = Semaphore()
    private let threads = Atomic(0)

    func add(_ work: @escaping @Sendable () -> Void) {
        state.withLock { $0.waiting.append(work) }
        signal.post()
    }

    func end() {
        state.withLock { $0.hasEnded = true }
        for _ in 0..<threads.load(ordering: .relaxed) { signal.post() }
    }

    func startThread() {
        threads.add(1, ordering: .relaxed)
        var thread = pthread_t(), attributes = pthread_attr_t()
        unsafe pthread_attr_init(&attributes)
        unsafe pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        let failure = unsafe pthread_create(&thread, &attributes, runWorker, Unmanaged.passRetained(self).toOpaque())
        unsafe pthread_attr_destroy(&attributes)
        // Without it nothing that is asked would ever be done.
        precondition(failure == 0, unsafe "The system gives no thread (\(String(cString: strerror(failure)))): raise the limit of processes.")
    }

    /// The life of one thread.
    func work() {
        while true {
            signal.wait()
            guard let next = take() else { return }
            next()
        }
    }

    private func take() -> (@Sendable () -> Void)? {
        state.withLock { state in
            guard state.next < state.waiting.count else { return nil }
            let work = state.waiting[state.next]
            state.next += 1
            if state.next == state.waiting.count { (state.waiting, state.next) = ([], 0) }
            return work
        }
    }
}

/// The main function of a worker's thread. Not a closure: one written where the main actor rules would belong to it.
private func runWorker(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    // Retained by `startThread()` for this one use; never nil.
    unsafe Unmanaged<Queue>.fromOpaque(context!).takeRetainedValue().work()
    return nil
}

/// A counter that threads wait for. `@unchecked Sendable`: `sem_t` is made to be shared, and its storage never moves.
@safe private final class Semaphore: @unchecked Sendable {
    private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

    init() { unsafe sem_init(semaphore, 0, 0) }

    deinit {
        unsafe sem_destroy(semaphore)
        unsafe semaphore.deallocate()
    }

    func post() { unsafe sem_post(semaphore) }
    /// Interrupted by a signal, it waits on.
    func wait() { while unsafe sem_wait(semaphore) != 0 {} }
}
