import CivilCalendar

/// An instant as HTTP writes it: IMF-fixdate, RFC 9110 §5.6.7.
public struct HTTPDate: Sendable, Equatable, CustomStringConvertible {
    /// Since 1970-01-01T00:00:00Z.
    public let seconds: Int
    /// `Date: Sun, 06 Nov 1994 08:49:37 GMT` and the end of its line: written once a second for all responses.
    let field: InlineArray<37, UInt8>

    /// From the year 0 to the year 9999: what four digits can say.
    private static let range = -62_167_219_200...253_402_300_799

    /// `seconds` since 1970; what is outside the years 0 to 9999, as the time of a file may be, is the nearest inside.
    public init(seconds: Int) {
        let seconds = min(max(seconds, HTTPDate.range.lowerBound), HTTPDate.range.upperBound)
        self.seconds = seconds
        let (days, time) = seconds.flooringQuotientAndRemainder(dividingBy: 86_400)
        let (year, month, day) = CivilCalendar.date(daysSince1970: days)
        var octets = InlineArray<37, UInt8>(repeating: .space)
        func put(_ text: String, at index: Int) {
            for (offset, octet) in text.utf8.enumerated() { octets[index + offset] = octet }
        }
        func put(_ number: Int, digits: Int, at index: Int) {
            var rest = number
            for offset in (0..<digits).reversed() {
                octets[index + offset] = UInt8(ascii: "0") + UInt8(rest % 10)
                rest /= 10
            }
        }
        put("Date:", at: 0)
        // The first of January 1970 was a Thursday.
        put(HTTPDate.weekdays[(days % 7 + 11) % 7], at: 6)
        put(",", at: 9)
        put(day, digits: 2, at: 11)
        put(HTTPDate.months[month - 1], at: 14)
        put(year, digits: 4, at: 18)
        put(time / 3_600, digits: 2, at: 23)
        put(":", at: 25)
        put(time / 60 % 60, digits: 2, at: 26)
        put(":", at: 28)
        put(time % 60, digits: 2, at: 29)
        put("GMT", at: 32)
        (octets[35], octets[36]) = (.cr, .lf)
        field = octets
    }

    public static func == (left: HTTPDate, right: HTTPDate) -> Bool { left.seconds == right.seconds }
    public var description: String { field.span.string(6..<35) }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// Reads the three forms that RFC 9110 §5.6.7 asks to accept. nil for anything else.
    public init?(_ text: String) {
        let parts = text.split { $0 == " " || $0 == "," || $0 == "-" || $0 == ":" }
        let isAsctime = parts.count == 7
        guard isAsctime || parts.count == 8 && parts[7] == "GMT" else { return nil }
        // Sun Nov 6 08:49:37 1994, or Sun, 06 Nov 1994 08:49:37 GMT, or Sunday, 06-Nov-94 08:49:37 GMT.
        let order = isAsctime ? (day: 2, month: 1, year: 6, hour: 3) : (day: 1, month: 2, year: 3, hour: 4)
        let numbers = [order.day, order.year, order.hour, order.hour + 1, order.hour + 2].map { index in
            parts[index].utf8.allSatisfy(\.isDigit) ? Int(parts[index]) ?? -1 : -1
        }
        guard let month = HTTPDate.months.firstIndex(of: String(parts[order.month])), numbers.allSatisfy({ $0 >= 0 }),
            (1...31).contains(numbers[0]), numbers[1] <= 9_999, numbers[2] < 24, numbers[3] < 60, numbers[4] <= 60
        else { return nil }
        // A year of two digits is of 1970 to 2069.
        let year = parts[order.year].utf8.count == 2 ? numbers[1] + (numbers[1] < 70 ? 2_000 : 1_900) : numbers[1]
        let days = CivilCalendar.daysSince1970(year: year, month: month + 1, day: numbers[0])
        self.init(seconds: ((days * 24 + numbers[2]) * 60 + numbers[3]) * 60 + numbers[4])
    }
}

extension Int {
    /// As `quotientAndRemainder(dividingBy:)`, but the remainder is never negative.
    fileprivate func flooringQuotientAndRemainder(dividingBy divisor: Int) -> (quotient: Int, remainder: Int) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
