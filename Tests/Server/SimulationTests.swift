import Foundation
import HTTP
import Synchronization
import Testing

@testable import Server

/// `SIMULATIONS=1000000` plays so many connections; `SEED=123` plays that one alone.
@Suite("Connections on a simulated wire and clock")
struct SimulationTests {
    /// The faults of so many seeds, with one thread for each core.
    private func faults(_ seeds: Range<UInt64>, _ table: Lifecycle.Table = .standard, _ fault: Simulation.Fault? = nil) -> [String] {
        let found = Mutex<[String]>([])
        let strides = 2
        DispatchQueue.concurrentPerform(iterations: strides) { first in
            for seed in stride(from: seeds.lowerBound + UInt64(first), to: seeds.upperBound, by: strides) {
                let faults = Simulation.faults(seed: seed, table: table, fault: fault)
                if !faults.isEmpty { found.withLock { $0 += faults } }
            }
        }
        return found.withLock { $0 }
    }

    @Test("What a client receives is right to the octet, up to where it is cut; what ends is told once; nothing is kept without bound or end")
    func seeds() {
        let environment = ProcessInfo.processInfo.environment
        let count = environment["SIMULATIONS"].flatMap { UInt64($0) } ?? 10_000
        let seeds = environment["SEED"].flatMap { UInt64($0) }.map { $0..<$0 + 1 } ?? 0..<count
        let found = faults(seeds)
        for fault in found.prefix(20) { Issue.record("\(fault)") }
        #expect(found.count == 0)
    }

    @Test("A fault that is planted is found: an octet lost or sent twice, a late answer that is kept, the method of the request before", arguments: Simulation.Fault.allCases)
    func planted(fault: Simulation.Fault) {
        #expect(!faults(0..<1_000, .standard, fault).isEmpty)
    }
}
