import Testing
@testable import Pages
@testable import Procedure

@Suite("The statement of accessibility")
struct ConstatsTests {
    @Test("The file of the tests holds each test once, with its day and the version of axe")
    func whole() {
        let constats = Constats.integres
        #expect(constats.lignes.map(\.test.rawValue).sorted() == Constats.Test.allCases.map(\.rawValue).sorted())
        #expect(!constats.date.isEmpty && !constats.axe.isEmpty)
    }

    @Test("A fault that the tests found is told")
    func fault() {
        let constats = Constats("date\t1er mai 2026\naxe-core\t4.12.1\ntest_axe_finds_nothing\t140\t3\nunknown\t1\t0\n")
        #expect(constats.lignes.count == 1 && constats.lignes[0].minimum == 140 && constats.lignes[0].defauts == 3)
    }
}
