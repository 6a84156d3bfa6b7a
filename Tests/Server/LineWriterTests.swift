import Foundation
import Testing

@testable import Server

/// A pipe, of which the test reads what the writer writes.
private final class Pipe: Sendable {
    let reading, writing: Int32

    init(nonBlocking: Bool = false) {
        var ends: [Int32] = [0, 0]
        pipe(&ends)
        (reading, writing) = (ends[0], ends[1])
        if nonBlocking { _ = fcntl(writing, F_SETFL, O_NONBLOCK) }
    }

    /// All that comes until so many lines have, and the last of them is whole.
    func lines(_ count: Int) -> [Substring] {
        var octets: [UInt8] = [], buffer = [UInt8](repeating: 0, count: 65_536)
        while octets.last != 10 || octets.count(where: { $0 == 10 }) < count {
            let taken = read(reading, &buffer, buffer.count)
            guard taken > 0 else { break }
            octets.append(contentsOf: buffer[..<taken])
        }
        return String(decoding: octets, as: UTF8.self).split(separator: "\n")
    }

    deinit {
        close(reading)
        close(writing)
    }
}

@Suite("The log never stops who writes it")
struct LineWriterTests {
    @Test("Lines come whole and in order, from a descriptor that blocks or one that does not", arguments: [false, true])
    func order(nonBlocking: Bool) {
        let pipe = Pipe(nonBlocking: nonBlocking), writer = LineWriter(pipe.writing)
        let lines = (0..<20_000).map { "line \($0)" }
        for line in lines { writer.write(line + "\n") }
        #expect(pipe.lines(lines.count).map(String.init) == lines)
        writer.flush(seconds: 60)
    }

    @Test("While nobody reads, nobody waits; what is lost is counted once somebody reads, and all after it comes")
    func lost() {
        let pipe = Pipe(), writer = LineWriter(pipe.writing, limit: 1_000)
        let line = String(repeating: "x", count: 99) + "\n"
        for _ in 0..<10_000 { writer.write(line) }
        let start = Date()
        writer.flush(seconds: 0.1)
        #expect(Date().timeIntervalSince(start) < 30)
        // Where the thread was slow to begin, the first losses are told before the others.
        var read = 0, said = 0
        while read + said < 10_000 {
            for line in pipe.lines(1) {
                if line.hasPrefix("x") { read += 1 } else { said += Int(line.prefix { $0.isNumber }) ?? 10_001 }
            }
        }
        #expect(read + said == 10_000 && read > 0 && said > 0)
        writer.write("after\n")
        #expect(pipe.lines(1) == ["after"])
        writer.flush(seconds: 60)
    }

    @Test("What cannot be written at all is dropped")
    func closed() {
        let writer = LineWriter(-1)
        for _ in 0..<100 { writer.write("x\n") }
        let start = Date()
        writer.flush(seconds: 60)
        #expect(Date().timeIntervalSince(start) < 30)
    }
}
