/// A stretch of work within a day, in minutes after local midnight.
///
/// A night shift runs past midnight: 22:00 to 06:00 is 1320 to 1800 and belongs to the day it begins on.
public struct Shift: Sendable, Hashable {
  /// 0 to 1439.
  public let fromMinute: Int
  /// More than `fromMinute`, at most a day later.
  public let toMinute: Int

  /// Nil unless 0 ≤ `fromMinute` < 1440 and `fromMinute` < `toMinute` ≤ `fromMinute` + 1440.
  public init?(fromMinute: Int, toMinute: Int) {
    guard (0..<1440).contains(fromMinute), toMinute > fromMinute, toMinute <= fromMinute + 1440 else { return nil }
    self.fromMinute = fromMinute
    self.toMinute = toMinute
  }

  /// Parses `HH:mm-HH:mm` (`09:00-17:30`, `22:00-06:00`, `00:00-24:00`); an end at or before the begin is on the next
  /// day. Nil for anything else.
  public init?(_ text: String) {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2, let from = Self.minute(ends[0]), let to = Self.minute(ends[1]) else { return nil }
    self.init(fromMinute: from, toMinute: to <= from ? to + 1440 : to)
  }

  private static func minute(_ text: Substring) -> Int? {
    let bytes = Array(text.utf8.prefix(6))
    guard bytes.count == 5, bytes[2] == UInt8(ascii: ":") else { return nil }
    let digits = [bytes[0], bytes[1], bytes[3], bytes[4]].map { Int($0) - Int(UInt8(ascii: "0")) }
    guard digits.allSatisfy({ (0...9).contains($0) }) else { return nil }
    let (hour, minute) = (digits[0] * 10 + digits[1], digits[2] * 10 + digits[3])
    guard minute < 60, hour < 24 || (hour == 24 && minute == 0) else { return nil }
    return hour * 60 + minute
  }
}

/// Which shifts begin on which day: a cycle of days, repeated for ever in both directions.
public struct WorkPattern: Sendable, Hashable {
  /// The shifts that begin on each day of the cycle; may overlap, never empty.
  public let cycle: [[Shift]]
  /// A date on which the cycle's first day falls.
  public let anchor: CivilDate

  /// A pattern such as four days on, four days off; nil for an empty cycle or one longer than 3,660 days.
  public init?(cycle: [[Shift]], anchor: CivilDate) {
    guard (1...3_660).contains(cycle.count) else { return nil }
    self.cycle = cycle
    self.anchor = anchor
  }

  /// The same week again and again; days that are not named are off.
  public init(week: [Weekday: [Shift]]) {
    cycle = Weekday.allCases.map { week[$0] ?? [] }
    // 0001-01-01 was a Monday.
    anchor = .earliest
  }

  /// Every minute of every day.
  public static let continuous = WorkPattern(
    week: Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, [Shift("00:00-24:00")].compactMap(\.self)) }))

  /// Monday to Friday, 09:00 to 12:30 and 13:30 to 17:00: seven hours a day.
  public static let office = WorkPattern(
    week: Dictionary(
      uniqueKeysWithValues: Weekday.allCases.prefix(5).map { day in
        (day, [Shift("09:00-12:30"), Shift("13:30-17:00")].compactMap(\.self))
      }))

  /// The shifts that begin on that day.
  public func shifts(on date: CivilDate) -> [Shift] {
    cycle[anchor.days(to: date).quotientAndRemainder(floorDividingBy: cycle.count).remainder]
  }
}
