import Testing

@testable import PDF

@Suite("Dates of a file")
struct CivilTimeTests {
    @Test("An instant is written in UTC, for Info and for XMP alike", arguments: [
        (Int64(0), "D:19700101000000Z", "1970-01-01T00:00:00Z"),
        (-1, "D:19691231235959Z", "1969-12-31T23:59:59Z"),
        (951_782_400, "D:20000229000000Z", "2000-02-29T00:00:00Z"),
        (1_795_300_920, "D:20261121224200Z", "2026-11-21T22:42:00Z"),
        (-62_135_596_800, "D:00010101000000Z", "0001-01-01T00:00:00Z"),
        (253_402_300_799, "D:99991231235959Z", "9999-12-31T23:59:59Z"),
    ])
    func anchors(seconds: Int64, pdf: String, xmp: String) throws {
        let time = try #require(CivilTime(seconds: seconds))
        #expect(time.pdf == pdf)
        #expect(time.xmp == xmp)
    }

    @Test("A year beyond four digits cannot be written")
    func range() {
        #expect(CivilTime(seconds: -62_135_596_801) == nil)
        #expect(CivilTime(seconds: 253_402_300_800) == nil)
        #expect(CivilTime(seconds: .min) == nil)
        #expect(CivilTime(seconds: .max) == nil)
    }

    @Test("Every day from 1600 to 2400 follows the one before, in the Gregorian calendar")
    func sweep() throws {
        let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        var (year, month, day) = (1600, 1, 1)
        var seconds: Int64 = -11_676_096_000
        while year <= 2400 {
            let time = try #require(CivilTime(seconds: seconds))
            #expect((time.year, time.month, time.day) == (year, month, day))
            let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            day += 1
            if day > lengths[month - 1] + (month == 2 && leap ? 1 : 0) { (month, day) = (month + 1, 1) }
            if month > 12 { (year, month) = (year + 1, 1) }
            seconds += 86_400
        }
    }
}
