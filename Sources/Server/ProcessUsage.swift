import Glibc
import Threads

/// What this process uses now.
struct ProcessUsage: Sendable {
    /// User and system.
    let seconds: Double
    let residentOctets: Int
    let descriptors: Int

    init() {
        Waiting.assertAllowed("/proc")
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        seconds = [usage.ru_utime, usage.ru_stime].reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
        residentOctets = ProcessUsage.residentPages * sysconf(Int32(_SC_PAGESIZE))
        descriptors = ProcessUsage.descriptorCount
    }

    /// The second number of `/proc/self/statm`.
    private static var residentPages: Int {
        guard let file = fopen("/proc/self/statm", "re") else { return 0 }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 128)
        guard fgets(&line, Int32(line.count), file) != nil else { return 0 }
        let numbers = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self).split(separator: " ")
        return numbers.count > 1 ? Int(numbers[1]) ?? 0 : 0
    }

    private static var descriptorCount: Int {
        guard let directory = opendir("/proc/self/fd") else { return 0 }
        defer { closedir(directory) }
        var count = 0
        while let entry = readdir(directory) {
            // Besides itself and its parent; the directory being read is a descriptor too.
            if entry.pointee.d_type == UInt8(DT_LNK) { count += 1 }
        }
        return count - 1
    }
}
