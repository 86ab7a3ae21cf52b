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
