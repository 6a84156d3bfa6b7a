import Testing

@testable import HTTP

@Suite("Dates (RFC 9110 §5.6.7)")
struct DateTests {
    @Test(
        "An instant is written as an IMF-fixdate",
        arguments: [
            (0, "Thu, 01 Jan 1970 00:00:00 GMT"), (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"), (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
            (1_709_251_199, "Thu, 29 Feb 2024 23:59:59 GMT"), (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT"), (-1, "Wed, 31 Dec 1969 23:59:59 GMT"),
        ])
    func writing(seconds: Int, text: String) {
        #expect(HTTPDate(seconds: seconds).description == text)
    }

    @Test(
        "What four digits cannot say is the nearest that they can",
        arguments: [
            (-62_167_219_200, "Sat, 01 Jan 0000 00:00:00 GMT"), (-62_167_219_201, "Sat, 01 Jan 0000 00:00:00 GMT"), (Int.min, "Sat, 01 Jan 0000 00:00:00 GMT"),
            (253_402_300_799, "Fri, 31 Dec 9999 23:59:59 GMT"), (253_402_300_800, "Fri, 31 Dec 9999 23:59:59 GMT"), (Int.max, "Fri, 31 Dec 9999 23:59:59 GMT"),
        ])
    func outside(seconds: Int, text: String) {
        #expect(HTTPDate(seconds: seconds).description == text)
        #expect(HTTPDate(text) == HTTPDate(seconds: seconds))
    }

    @Test("What is written is read again: every eleventh day of 400 years")
    func roundTrip() {
        for day in stride(from: 0, to: 146_097, by: 11) {
            let date = HTTPDate(seconds: day * 86_400 + day % 86_400)
            guard HTTPDate(date.description) == date else {
                Issue.record("\(date)")
                return
            }
        }
    }

    @Test(
        "The two obsolete forms are read",
        arguments: ["Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994", "Sun, 06 Nov 1994 08:49:37 GMT"])
    func obsolete(text: String) {
        #expect(HTTPDate(text)?.seconds == 784_111_777)
    }

    @Test(
        "Anything else is no date",
        arguments: [
            "", "now", "784111777", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 32 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 06 nov 1994 08:49:37 GMT", "Sun, 06 Nov 99999 08:49:37 GMT", "Sun, 06 Nov +994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 GMT x",
        ])
    func malformed(text: String) {
        #expect(HTTPDate(text) == nil)
    }
}
