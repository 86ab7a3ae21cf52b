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

/// A length of time as ISO 8601 writes it.
///
/// - Source: Experience API 1.0.3, part two, 4.3.
struct XAPIDuration: Decodable {
  let seconds: Double

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let seconds = Self.seconds(text) else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath, debugDescription: "",
          underlyingError: XAPIRule("It is not a length of time.", "Write it like PT1H30M, PT45.5S or P1W.")))
    }
    self.seconds = seconds
  }

  /// - Returns: `nil` where the text is no duration; a year counts 365 days and a month 30.
  static func seconds(_ text: String) -> Double? {
    guard text.utf8.count <= 64 else { return nil }
    var digits = ISODigits(text)
    guard digits.take("P") else { return nil }
    var units: [(letter: Unicode.Scalar, seconds: Double)] = [
      ("Y", 31_536_000), ("M", 2_592_000), ("W", 604_800), ("D", 86_400),
    ]
    var total = 0.0
    var isInTime = false
    var found = 0
    while !digits.isAtEnd {
      if !isInTime, digits.take("T") {
        isInTime = true
        units = [("H", 3_600), ("M", 60), ("S", 1)]
        guard !digits.isAtEnd else { return nil }
      }
      guard
        let (number, isWhole) = digits.decimal(),
        let unit = units.firstIndex(where: { digits.take($0.letter) })
      else { return nil }
      total += number * units[unit].seconds
      units.removeSubrange(...unit)
      found += 1
      // Only the last part may have a fraction.
      guard isWhole || digits.isAtEnd else { return nil }
    }
    return found > 0 && total.isFinite && total <= 1e12 ? total : nil
  }
}

/// Reads the digits and letters of ISO 8601 one after the other.
struct ISODigits {
  private let bytes: [UInt8]
  private var index = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  var isAtEnd: Bool { index == bytes.count }

  mutating func take(_ letter: Unicode.Scalar) -> Bool {
    guard index < bytes.count, UInt32(bytes[index]) == letter.value else { return false }
    index += 1
    return true
  }

  /// A number of exactly so many digits, at most 18.
  mutating func number(_ length: Int) -> Int64? {
    guard bytes.count - index >= length else { return nil }
    var value: Int64 = 0
    for byte in bytes[index..<(index + length)] {
      guard (0x30...0x39).contains(byte) else { return nil }
      value = value * 10 + Int64(byte - 0x30)
    }
    index += length
    return value
  }

  /// Digits after a decimal point, as thousandths, the rest cut off.
  mutating func fraction() -> Int64? {
    var (value, length): (Int64, Int) = (0, 0)
    while index < bytes.count, (0x30...0x39).contains(bytes[index]) {
      if length < 3 { value = value * 10 + Int64(bytes[index] - 0x30) }
      length += 1
      index += 1
    }
    guard length > 0 else { return nil }
    for _ in min(length, 3)..<3 { value *= 10 }
    return value
  }

  /// A number that may have a fraction, after a point or a comma.
  mutating func decimal() -> (value: Double, isWhole: Bool)? {
    let start = index
    while index < bytes.count, (0x30...0x39).contains(bytes[index]) { index += 1 }
    guard index > start else { return nil }
    var text = String(decoding: bytes[start..<index], as: UTF8.self)
    guard take(".") || take(",") else { return Double(text).map { ($0, true) } }
    let point = index
    while index < bytes.count, (0x30...0x39).contains(bytes[index]) { index += 1 }
    guard index > point else { return nil }
    text += "." + String(decoding: bytes[point..<index], as: UTF8.self)
    return Double(text).map { ($0, false) }
  }
}
