import Glibc
import Synchronization
import Testing

@testable import Threads

@Suite struct WorkersTests {
    @Test("One worker does what it is asked in order, on one thread that may wait")
    func order() async {
        let workers = Workers(), done = Mutex<[Int]>([]), threads = Mutex<Set<UInt>>([])
        for number in 0..<1_000 {
            workers.enqueue {
                done.withLock { $0.append(number) }
                threads.withLock { _ = $0.insert(UInt(pthread_self())) }
            }
        }
        let isAllowed = await workers.run { Waiting.isAllowed }
        #expect(isAllowed)
        #expect(done.withLock(\.self) == Array(0..<1_000))
        #expect(threads.withLock(\.count) == 1)
    }

    @Test("Two workers work at the same time: one may wait for what the other does")
    func together() async {
        let workers = Workers(2), pipe = Pipe()
        async let octet = workers.run { pipe.read() }
        await workers.run { pipe.write(7) }
        let read = await octet
        #expect(read == 7)
    }

    @Test("What fails tells who asked how")
    func failure() async {
        struct Broken: Error {}
        let workers = Workers()
        await #expect(throws: Broken.self) { try await workers.run { () throws(Broken) in throw Broken() } }
    }

    @Test("What was asked is done, though nobody holds the workers any more; then their threads end")
    func end() async throws {
        let done = Atomic(0), before = Self.threads
        do {
            let workers = Workers(30)
            for _ in 0..<100 { workers.enqueue { done.add(1, ordering: .relaxed) } }
            #expect(Self.threads >= before + 20)
        }
        for _ in 0..<500 where done.load(ordering: .relaxed) < 100 || Self.threads > before + 10 { try await Task.sleep(for: .milliseconds(10)) }
        #expect(done.load(ordering: .relaxed) == 100)
        #expect(Self.threads <= before + 10)
    }

    @Test("A thread that may not wait traps in a debug build where it would")
    func trap() async {
        await #expect(processExitsWith: .failure) {
            Waiting.forbid()
            Waiting.assertAllowed("A disk")
        }
        await #expect(processExitsWith: .success) {
            Waiting.forbid()
            Waiting.forbid(false)
            Waiting.assertAllowed("A disk")
        }
    }

    private static var threads: Int {
        guard let directory = opendir("/proc/self/task") else { return -1 }
        defer { closedir(directory) }
        var count = 0
        while readdir(directory) != nil { count += 1 }
        return count
    }

    /// One octet from one thread to another, that waits for it.
    private struct Pipe: Sendable {
        let ends: (read: Int32, write: Int32)

        init() {
            var ends: [Int32] = [0, 0]
            pipe(&ends)
            self.ends = (ends[0], ends[1])
        }

        func read() -> UInt8 {
            var octet: UInt8 = 0
            _ = Glibc.read(ends.read, &octet, 1)
            return octet
        }

        func write(_ octet: UInt8) {
            var octet = octet
            _ = Glibc.write(ends.write, &octet, 1)
        }
    }
}
