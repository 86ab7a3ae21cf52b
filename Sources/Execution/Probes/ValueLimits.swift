import Slipway

extension Probe.Limits {
  /// What is not as wanted about a value, and everything that was wanted.
  ///
  /// - Parameter value: nil where nothing came.
  func judged(_ value: String?) -> (faults: [String], difference: Difference) {
    var faults: [String] = []
    var parts: [Difference.Part] = []
    let shown = value.map { Wording.line($0, limit: 60) } ?? "nothing"
    func check(_ isGood: Bool, _ wanted: String) {
      parts.append(
        .init("value", wanted: wanted, got: isGood ? nil : value.map { Wording.line($0, limit: 200) } ?? "nothing"))
      if !isGood { faults.append("got \(shown), wanted \(Wording.line(wanted, limit: 60))") }
    }
    let number = value.flatMap(Self.number)
    if let equals { check(value == equals, equals) }
    if let atLeast { check(number.map { $0 >= atLeast } ?? false, "at least \(Self.text(atLeast))") }
    if let atMost { check(number.map { $0 <= atMost } ?? false, "at most \(Self.text(atMost))") }
    return (faults, Difference(parts))
  }

  /// Decimal numbers and infinities; not hexadecimal, not “not a number”.
  private static func number(_ text: String) -> Double? {
    let trimmed = text.filter { !$0.isWhitespace }
    guard trimmed.count == text.split(whereSeparator: \.isWhitespace).joined().count,
      !trimmed.lowercased().contains("x"), let number = Double(trimmed), !number.isNaN
    else { return nil }
    return number
  }

  private static func text(_ number: Double) -> String {
    Int(exactly: number).map { "\($0)" } ?? "\(number)"
  }
}
