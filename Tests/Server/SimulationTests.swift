import Foundation
import HTTP
import Synchronization
import Testing

@testable import Server

/// `SIMULATIONS=1000000` plays so many connections; `SEED=123` plays that one alone, and prints each step of it;
/// `MUTANTS=1` plays with a table of which one line is wrong, for each of them.
@Suite("Connections on a simulated wire and clock")
struct SimulationTests {
    /// The faults of so many seeds, with one thread for each core.
    private func faults(_ seeds: Range<UInt64>, _ table: Lifecycle.Table = .standard, _ fault: Simulation.Fault? = nil)
        -> [String]
    {
        let found = Mutex<[String]>([])
        let strides = 2
        DispatchQueue.concurrentPerform(iterations: strides) { first in
            for seed in stride(from: seeds.lowerBound + UInt64(first), to: seeds.upperBound, by: strides) {
                let faults = Simulation.faults(seed: seed, table: table, fault: fault, isTold: seeds.count == 1)
                if !faults.isEmpty { found.withLock { $0 += faults } }
            }
        }
        return found.withLock { $0 }
    }

    @Test(
        """
        What a client receives is right to the octet, up to where it is cut; what ends is told once; nothing is kept
        without bound or end
        """)
    func seeds() {
        let environment = ProcessInfo.processInfo.environment
        let count = environment["SIMULATIONS"].flatMap { UInt64($0) } ?? 10_000
        let seeds = environment["SEED"].flatMap { UInt64($0) }.map { $0..<$0 + 1 } ?? 0..<count
        let found = faults(seeds)
        for fault in found.prefix(20) { Issue.record("\(fault)") }
        #expect(found.count == 0)
    }

    @Test(
        """
        A fault that is planted is found: an octet lost or sent twice, a late answer that is kept, the method of the
        request before
        """,
        arguments: Simulation.Fault.allCases)
    func planted(fault: Simulation.Fault) {
        #expect(!faults(0..<5_000, .standard, fault).isEmpty)
    }

    @Test(
        """
        A fault in the table is found: a refusal that is not drained, a state without a deadline, an end that is not
        told, octets that are dropped
        """,
        arguments: [
            Lifecycle.Transition(.sending(.draining), on: .taken, to: .closed, .close),
            Lifecycle.Transition(.idle, on: .deadline, .rest),
            Lifecycle.Transition(.draining, on: .deadline, .rest),
            Lifecycle.Transition(.idle, on: .finished, to: .closed, .none),
            Lifecycle.Transition(.sending(.reading), on: .blocked, to: .idle, .rest),
            Lifecycle.Transition(.sendingPiece(.reading), on: .taken, to: .sending(.reading), .rest),
        ])
    func mutated(line: Lifecycle.Transition) {
        #expect(!faults(0..<5_000, SimulationTests.table(with: line)).isEmpty)
    }

    /// The table with one line that is wrong. What it leads to may be in no line: it closes then, as it does where
    /// nothing traps.
    private static func table(with line: Lifecycle.Transition) -> Lifecycle.Table {
        let rest = Lifecycle.State.all.flatMap { state in
            Lifecycle.Event.allCases.map {
                Lifecycle.Transition(state, on: $0, to: .closed, state == .closed ? .none : .close)
            }
        }
        return Lifecycle.Table(rest + Lifecycle.transitions + [line])
    }

    @Test(
        "Lines of the table are needed: without what they do, or with an end in its place, most often a fault is found",
        .enabled(if: ProcessInfo.processInfo.environment["MUTANTS"] != nil))
    func mutants() {
        var alive: [String] = []
        for line in Lifecycle.transitions where line.from != .closed {
            let wrong = [
                Lifecycle.Transition(line.from, on: line.on, to: line.to, .rest),
                Lifecycle.Transition(line.from, on: line.on, to: .closed, .close),
            ].filter { $0 != line }
            for line in wrong where faults(0..<5_000, SimulationTests.table(with: line)).isEmpty {
                alive.append("\(line.from) \(line.on) \(line.to) \(line.action)")
            }
        }
        print("\(alive.count) of \(2 * Lifecycle.transitions.count) are not found:\n\(alive.joined(separator: "\n"))")
        // To read or to send a turn later is the same to the peer.
        #expect(alive.count * 5 < 2 * Lifecycle.transitions.count)
    }
}
