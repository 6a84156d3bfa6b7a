import CivilCalendar

/// A UTC date and time of the Gregorian calendar.
struct CivilTime {
    let year, month, day, hour, minute, second: Int

    /// - Parameter seconds: since 1970-01-01T00:00:00Z. `nil` outside the years 1 to 9999, which a PDF date cannot say.
    init?(seconds: Int64) {
        guard (-62_135_596_800...253_402_300_799).contains(seconds) else { return nil }
        let days = Int(seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400)
        let rest = Int(seconds) - days * 86_400
        (year, month, day) = CivilCalendar.date(daysSince1970: days)
        hour = rest / 3600
        minute = rest / 60 % 60
        second = rest % 60
    }

    /// ISO 32000-1 §7.9.4.
    var pdf: String { "D:\(String(decoding: digits, as: UTF8.self))Z" }

    /// XMP's date, a profile of ISO 8601.
    var xmp: String {
        var text: [UInt8] = []
        text.reserveCapacity(20)
        for (index, digit) in digits.enumerated() {
            if index > 2, index % 2 == 0 { text.append(Self.marks[index / 2 - 2]) }
            text.append(digit)
        }
        return String(decoding: text + [UInt8(ascii: "Z")], as: UTF8.self)
    }

    /// Fourteen, in ASCII: year, month, day, hour, minute, second.
    var digits: [UInt8] {
        var digits: [UInt8] = []
        digits.reserveCapacity(14)
        for pair in [year / 100, year % 100, month, day, hour, minute, second] {
            digits.append(UInt8(ascii: "0") + UInt8(pair / 10))
            digits.append(UInt8(ascii: "0") + UInt8(pair % 10))
        }
        return digits
    }

    /// Before the month, the day, the hour, the minute and the second.
    private static let marks = Array("--T::".utf8)
}
