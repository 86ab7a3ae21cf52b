/// Instants as calendar files write them.
enum ICalendarTime {
  /// `20260401T090000Z`; held within the years 1 to 9999.
  static func text(_ seconds: Int64) -> String {
    let held = min(max(seconds, -62_135_596_800), 253_402_300_799)
    let day = held >= 0 ? held / 86_400 : (held - 86_399) / 86_400
    let rest = held - day * 86_400
    let (year, month, dayOfMonth) = date(day)
    let time = pad(rest / 3_600, 2) + pad(rest / 60 % 60, 2) + pad(rest % 60, 2)
    return pad(year, 4) + pad(month, 2) + pad(dayOfMonth, 2) + "T" + time + "Z"
  }

  /// The date of a day since 1970-01-01, by years that begin in March, so that the leap day is the last.
  ///
  /// - Source: H. Hinnant, chrono-compatible low-level date algorithms, 2013.
  private static func date(_ day: Int64) -> (year: Int64, month: Int64, day: Int64) {
    // Days since 0000-03-01, which is never negative from the year 1 on.
    let shifted = day + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let fromMarch = (5 * dayOfYear + 2) / 153
    let month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * fromMarch + 2) / 5 + 1)
  }

  private static func pad(_ number: Int64, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
