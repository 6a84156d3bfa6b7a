/// A UTC date and time of the Gregorian calendar.
struct CivilTime {
    let year, month, day, hour, minute, second: Int

    /// - Parameter seconds: since 1970-01-01T00:00:00Z. `nil` outside the years 1 to 9999, which a PDF date cannot say.
    init?(seconds: Int64) {
        guard (-62_135_596_800...253_402_300_799).contains(seconds) else { return nil }
        let days = Int(seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400)
        let rest = Int(seconds) - days * 86_400
        // Years begin in March here, so that the leap day is the last of its year; 719,468 days before 1970 is 0000-03-01.
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let march = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * march + 2) / 5 + 1
        month = march < 10 ? march + 3 : march - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
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
