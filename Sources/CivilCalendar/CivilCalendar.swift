/// Days of the Gregorian calendar, as those who write dates need them: two sums, which know no zone, no clock and no format.
///
/// Years are counted from March here, so that the day which comes and goes is the last of its year, and months need no
/// table; 400 years are an era of 146,097 days.
public enum CivilCalendar {
    /// The date that many days after 1970-01-01. Right for every year of six digits.
    @inlinable
    public static func date(daysSince1970 days: Int) -> (year: Int, month: Int, day: Int) {
        // 719,468 days before 1970 is 0000-03-01.
        let shifted = days &+ 719_468
        let era = (shifted >= 0 ? shifted : shifted &- 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }

    /// Days from 1970-01-01 to that date; one that does not exist is counted on from the first of its month.
    @inlinable
    public static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
        let fromMarch = month <= 2 ? year - 1 : year
        let era = (fromMarch >= 0 ? fromMarch : fromMarch - 399) / 400
        let yearOfEra = fromMarch - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}
