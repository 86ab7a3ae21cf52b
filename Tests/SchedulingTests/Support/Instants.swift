import Scheduling
import Testing

/// `yyyy-MM-ddTHH:mm` as read in UTC, in seconds since 1970.
func utc(_ text: String) throws -> Int {
  let parts = text.split(separator: "T")
  let date = try #require(CivilDate(String(parts[0])))
  let clock = parts[1].split(separator: ":")
  let hour = try #require(Int(clock[0]))
  let minute = try #require(Int(clock[1]))
  return date.localSeconds + hour * 3600 + minute * 60
}

func date(_ text: String) throws -> CivilDate {
  try #require(CivilDate(text))
}

/// The reverse of `utc`, for readable failures.
func print(_ instant: Int) -> String {
  guard let (date, second) = Zone.utc.local(at: instant) else { return String(instant) }
  func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
  return "\(date)T\(two(second / 3600)):\(two(second / 60 % 60))"
}

func shift(_ text: String) throws -> Shift {
  try #require(Shift(text))
}

func zone(_ identifier: String, _ years: ClosedRange<Int> = 2022...2030) throws -> Zone {
  try #require(Zone(identifier: identifier, years: years))
}
