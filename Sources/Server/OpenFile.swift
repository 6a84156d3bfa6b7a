import Glibc
import HTTP
import Threads

/// A file that is open for reading, until the last who reads it is done.
final class OpenFile: ContentSource {
    let count: Int
    private let descriptor: Int32

    /// `descriptor` is closed with it.
    init(_ descriptor: Int32, count: Int) { (self.descriptor, self.count) = (descriptor, count) }

    deinit { close(descriptor) }

    func read(_ range: Range<Int>, into output: inout [UInt8]) -> Bool {
        Waiting.assertAllowed("A file")
        let start = output.count
        output.append(contentsOf: repeatElement(0, count: range.count))
        var done = 0
        while done < range.count {
            let count = output.withUnsafeMutableBytes { octets in
                // Inside what has just been appended: from `start + done`, for what is left of the range.
                pread(descriptor, octets.baseAddress.map { $0 + start + done }, range.count - done, off_t(range.lowerBound + done))
            }
            guard count > 0 else {
                output.removeSubrange(start...)
                return false
            }
            done += count
        }
        return true
    }
}
