/// Money as people write it, and as the books keep it: whole minor units (cents).
enum Amount {
  /// Reads `1250`, `1250.5`, `1250.50` or `1250,50`; up to ten digits before the sign and two after it.
  ///
  /// - Returns: the amount in minor units, or nothing for any other text.
  static func minorUnits(_ text: some StringProtocol) -> Int64? {
    let parts = text.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
    guard let whole = parts.first, parts.count <= 2, (1...10).contains(whole.utf8.count) else { return nil }
    let fraction = parts.count == 2 ? String(parts[1]) : "00"
    guard (1...2).contains(fraction.utf8.count) else { return nil }
    let digits = String(whole) + fraction + (fraction.utf8.count == 1 ? "0" : "")
    guard digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
    return Int64(digits)
  }

  /// Minor units as `-1,250.50`.
  static func written(_ minorUnits: Int64) -> String {
    let digits = String(minorUnits.magnitude)
    let padded = String(repeating: "0", count: max(0, 3 - digits.count)) + digits
    var whole = ""
    for (index, digit) in padded.dropLast(2).reversed().enumerated() {
      if index > 0, index.isMultiple(of: 3) { whole.append(",") }
      whole.append(digit)
    }
    return (minorUnits < 0 ? "-" : "") + String(whole.reversed()) + "." + padded.suffix(2)
  }
}
