/// A day of the proleptic Gregorian calendar, without time and zone.
///
/// Stored as days since 1970-01-01 and limited to the years 1 to 9999, so that every value prints as `yyyy-MM-dd`.
public struct CivilDate: Sendable, Hashable, Comparable {
  /// Days since 1970-01-01; negative before.
  public let daysSinceEpoch: Int32

  /// 0001-01-01.
  public static let earliest = CivilDate(unchecked: -719_162)
  /// 9999-12-31.
  public static let latest = CivilDate(unchecked: 2_932_896)

  private init(unchecked days: Int32) {
    daysSinceEpoch = days
  }

  /// The day that lies `daysSinceEpoch` days after 1970-01-01; nil outside the years 1 to 9999.
  public init?(daysSinceEpoch: Int) {
    guard
      let days = Int32(exactly: daysSinceEpoch),
      days >= Self.earliest.daysSinceEpoch, days <= Self.latest.daysSinceEpoch
    else { return nil }
    self.daysSinceEpoch = days
  }

  /// The day with that name; nil when there is none, as for 30 February or the year 0.
  public init?(year: Int, month: Int, day: Int) {
    guard
      (1...9999).contains(year), (1...12).contains(month),
      day >= 1, day <= Self.length(ofMonth: month, year: year)
    else { return nil }
    // Counting years from 1 March puts the leap day last, where it shifts no other month.
    let marchYear = month >= 3 ? year : year - 1
    let marchMonth = month >= 3 ? month - 3 : month + 9
    let leapDays = marchYear / 4 - marchYear / 100 + marchYear / 400
    let dayOfYear = (153 * marchMonth + 2) / 5 + day - 1
    self.init(unchecked: Int32(marchYear * 365 + leapDays + dayOfYear - 719_468))
  }

  /// Parses exactly `yyyy-MM-dd` in ASCII digits; nil for anything else.
  public init?(_ text: String) {
    let bytes = Array(text.utf8.prefix(11))
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else { return nil }
    guard
      let year = Self.number(bytes[0..<4]), let month = Self.number(bytes[5..<7]), let day = Self.number(bytes[8..<10])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for digit in digits {
      guard digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9") else { return nil }
      value = value * 10 + Int(digit - UInt8(ascii: "0"))
    }
    return value
  }

  /// Whether the year has 366 days.
  public static func isLeap(year: Int) -> Bool {
    year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
  }

  /// Days in the month, 28 to 31; `month` outside 1 to 12 has none.
  public static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: isLeap(year: year) ? 29 : 28
    case 4, 6, 9, 11: 30
    case 1...12: 31
    default: 0
    }
  }

  /// Year 1 to 9999, month 1 to 12, day 1 to 31.
  public var components: (year: Int, month: Int, day: Int) {
    // Days since 1 March of the year 0; 146,097 days are 400 years, the last of them the longest.
    let days = Int(daysSinceEpoch) + 719_468
    let cycle = days / 146_097
    let dayOfCycle = days % 146_097
    let yearOfCycle = (dayOfCycle - dayOfCycle / 1_460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / 365
    let dayOfYear = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    let year = cycle * 400 + yearOfCycle + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
  }

  /// The day of the week.
  public var weekday: Weekday {
    // 1970-01-01 was a Thursday.
    let fromMonday = (Int(daysSinceEpoch) + 3) % 7
    return Weekday.allCases[fromMonday < 0 ? fromMonday + 7 : fromMonday]
  }

  /// The day `days` later, or earlier when negative; nil outside the years 1 to 9999.
  public func adding(days: Int) -> CivilDate? {
    let (sum, overflow) = Int(daysSinceEpoch).addingReportingOverflow(days)
    return overflow ? nil : CivilDate(daysSinceEpoch: sum)
  }

  /// Days from this date to `other`; negative when `other` is earlier.
  public func days(to other: CivilDate) -> Int {
    Int(other.daysSinceEpoch) - Int(daysSinceEpoch)
  }

  /// Seconds from 1970-01-01T00:00 to this day's midnight, both read on the same local clock.
  public var localSeconds: Int {
    Int(daysSinceEpoch) * 86_400
  }

  /// Orders by time.
  public static func < (left: CivilDate, right: CivilDate) -> Bool {
    left.daysSinceEpoch < right.daysSinceEpoch
  }
}

extension CivilDate: CustomStringConvertible {
  /// `yyyy-MM-dd`.
  public var description: String {
    let (year, month, day) = components
    return Self.padded(year, to: 4) + "-" + Self.padded(month, to: 2) + "-" + Self.padded(day, to: 2)
  }

  private static func padded(_ value: Int, to width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}

extension CivilDate: Codable {
  /// Reads a `yyyy-MM-dd` string.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let date = CivilDate(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "a date is written yyyy-MM-dd: \(text)")
    }
    self = date
  }

  /// Writes a `yyyy-MM-dd` string.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
