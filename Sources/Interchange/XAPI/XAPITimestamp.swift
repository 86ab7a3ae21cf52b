/// An instant as ISO 8601 writes it, with its zone.
///
/// - Source: Experience API 1.0.3, part two, 4.2; RFC 3339, doi:10.17487/RFC3339.
struct XAPITimestamp: Decodable {
  /// Since 1970-01-01T00:00:00Z, whole milliseconds, the rest cut off.
  let milliseconds: Int64

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let milliseconds = Self.milliseconds(text) else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath, debugDescription: "",
          underlyingError: XAPIRule(
            "It is not an instant with a zone.", "Write it like 2026-04-01T09:00:00Z or 2026-04-01T09:00:00+02:00.")))
    }
    self.milliseconds = milliseconds
  }

  /// - Returns: `nil` where the text is no instant: a date that does not exist, no zone, a zone of “-00:00”.
  static func milliseconds(_ text: String) -> Int64? {
    guard text.utf8.count <= 64 else { return nil }
    var digits = ISODigits(text)
    guard
      let year = digits.number(4), year > 0, digits.take("-"), let month = digits.number(2), digits.take("-"),
      let day = digits.number(2), digits.take("T"), let hour = digits.number(2), digits.take(":"),
      let minute = digits.number(2), digits.take(":"), let second = digits.number(2)
    else { return nil }
    guard (1...12).contains(month), (1...days(in: month, of: year)).contains(day), hour < 24, minute < 60, second <= 60
    else { return nil }
    var thousandths: Int64 = 0
    if digits.take(".") {
      guard let fraction = digits.fraction() else { return nil }
      thousandths = fraction
    }
    guard let zone = zone(&digits), digits.isAtEnd else { return nil }
    let seconds = dayNumber(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second - zone * 60
    return seconds * 1_000 + thousandths
  }

  /// Minutes east of Greenwich: `Z`, `+02:00`, `+0200` or `+02`.
  private static func zone(_ digits: inout ISODigits) -> Int64? {
    if digits.take("Z") { return 0 }
    let isWest = digits.take("-")
    guard isWest || digits.take("+"), let hours = digits.number(2), hours <= 23 else { return nil }
    var minutes: Int64 = 0
    if digits.take(":") {
      guard let number = digits.number(2) else { return nil }
      minutes = number
    } else if !digits.isAtEnd {
      guard let number = digits.number(2) else { return nil }
      minutes = number
    }
    // “-00:00” says that the zone is not known, which the standard refuses.
    guard minutes < 60, !(isWest && hours == 0 && minutes == 0) else { return nil }
    return (hours * 60 + minutes) * (isWest ? -1 : 1)
  }

  private static func days(in month: Int64, of year: Int64) -> Int64 {
    switch month {
    case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days since 1970-01-01, years counted from March so that the leap day is the last.
  private static func dayNumber(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let (shifted, fromMarch) = month > 2 ? (year, month - 3) : (year - 1, month + 9)
    let leaps = shifted / 4 - shifted / 100 + shifted / 400
    return shifted * 365 + leaps + (fromMarch * 153 + 2) / 5 + day - 719_469
  }
}
