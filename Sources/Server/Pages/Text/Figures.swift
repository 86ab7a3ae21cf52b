/// Amounts, shares and lengths of time as they are said on pages.
enum Figures {
  /// `1,234.50 GBP` for 123,450 minor units.
  static func money(_ minorUnits: Int64, _ currency: String) -> String {
    let (major, minor) = minorUnits.magnitude.quotientAndRemainder(dividingBy: 100)
    let cents = minor < 10 ? "0\(minor)" : "\(minor)"
    return "\(minorUnits < 0 ? "−" : "")\(grouped(major)).\(cents) \(currency)"
  }

  /// Whole major units, for axes.
  static func roundMoney(_ minorUnits: Int) -> String {
    "\(minorUnits < 0 ? "−" : "")\(grouped(UInt64(minorUnits.magnitude / 100)))"
  }

  /// A number of things, to the nearest whole; what is beyond counting is said as it is.
  static func count(_ number: Double) -> String {
    guard number.magnitude < 1e15 else { return "\(number)" }
    let whole = Int(number.rounded())
    return "\(whole < 0 ? "−" : "")\(grouped(UInt64(whole.magnitude)))"
  }

  private static func grouped(_ number: UInt64) -> String {
    let digits = Array(String(number))
    return digits.enumerated().reduce(into: "") { text, digit in
      if digit.offset > 0, (digits.count - digit.offset).isMultiple(of: 3) { text += "," }
      text.append(digit.element)
    }
  }

  /// A share from 0 to 1. Neither certainty nor impossibility is said of what merely comes close.
  static func percent(_ share: Double) -> String {
    guard share.isFinite, share > 0 else { return "0 %" }
    if share >= 1 { return "100 %" }
    if share < 0.01 { return "less than 1 %" }
    if share > 0.99 { return "more than 99 %" }
    return "\(Int((share * 100).rounded())) %"
  }

  /// Days with one decimal, `0 days` where it would say `-0.0`.
  static func days(_ days: Double) -> String {
    guard days.isFinite, abs(days) < 1e9 else { return "" }
    let tenths = Int((days * 10).rounded())
    let (whole, rest) = tenths.magnitude.quotientAndRemainder(dividingBy: 10)
    let sign = tenths < 0 ? "−" : ""
    return "\(sign)\(whole)\(rest == 0 ? "" : ".\(rest)") \(tenths.magnitude == 10 ? "day" : "days")"
  }

  /// Working time: in hours, and from two days of eight hours on in such days too, as calendars differ in theirs.
  static func working(_ minutes: Int) -> String {
    guard minutes != 0 else { return "none" }
    let size = minutes.magnitude
    let sign = minutes < 0 ? "−" : ""
    guard size >= 60 else { return "\(sign)\(size) working \(size == 1 ? "minute" : "minutes")" }
    let hours = size / 60
    let words = "\(sign)\(hours) working \(hours == 1 ? "hour" : "hours")"
    return hours >= 16 ? "\(words) (\(sign)\(hours / 8) days of 8 hours)" : words
  }

  /// How a date stands beside the one agreed on.
  static func late(_ days: Int) -> String {
    switch days {
    case 0: "on the day"
    case 1: "1 day late"
    case -1: "1 day early"
    case 1...: "\(days) days late"
    default: "\(days.magnitude) days early"
    }
  }
}
