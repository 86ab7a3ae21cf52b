/// Old figures beside new ones: whether the data arrived whole.
package enum LoadComparison {
  package struct Line: Sendable, Equatable {
    package var total: DataObject.Total
    package var old: String?
    package var new: String?

    package init(total: DataObject.Total, old: String?, new: String?) {
      self.total = total
      self.old = old
      self.new = new
    }
  }

  /// Passed where every total agrees within what is tolerated and nothing was rejected. Figures are compared as decimal
  /// numbers, so pennies stay pennies; what is no number must be equal to the letter.
  package static func judge(_ lines: [Line], rejected: [String]) -> Finding {
    var wrong: [String] = []
    for line in lines {
      guard let old = line.old, let new = line.new else {
        wrong.append("\(line.total.name): no figure from the \(line.old == nil ? "old" : "new") side")
        continue
      }
      if let before = number(old), let after = number(new) {
        let difference = after - before
        if difference.magnitude > number(line.total.within) {
          wrong.append("\(line.total.name): old \(old), new \(new), out by \(text(difference))")
        }
      } else if old != new {
        wrong.append("\(line.total.name): old “\(old.prefix(60))”, new “\(new.prefix(60))”")
      }
    }
    if !rejected.isEmpty {
      wrong.append("\(rejected.count == 1 ? "1 row was" : "\(rejected.count) rows were") rejected")
    }
    let count = lines.count == 1 ? "1 total agrees" : "\(lines.count) totals agree"
    guard !wrong.isEmpty else { return Finding(passed: true, detail: "\(count), nothing rejected") }
    return Finding(
      passed: false, detail: String(wrong.joined(separator: "; ").prefix(400)),
      difference: String(wrong.joined(separator: "\n").prefix(2_000)))
  }

  /// Figures are held in millionths of millionths, exactly.
  private static let places = 12
  private static let unit: Int128 = 1_000_000_000_000

  /// The whole text as a decimal number; nil for anything else, and for more than 18 digits before the point or 12 after.
  static func number(_ text: String) -> Int128? {
    let isNegative = text.hasPrefix("-")
    let parts = text.dropFirst(isNegative ? 1 : 0).split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, (1...18).contains(whole.utf8.count), whole.utf8.allSatisfy(isDigit),
      let value = Int128(whole)
    else { return nil }
    var fraction: Int128 = 0
    if parts.count == 2 {
      let digits = parts[1]
      guard (1...places).contains(digits.utf8.count), digits.utf8.allSatisfy(isDigit),
        let value = Int128(digits + String(repeating: "0", count: places - digits.utf8.count))
      else { return nil }
      fraction = value
    }
    return (value * unit + fraction) * (isNegative ? -1 : 1)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }

  private static func number(_ tolerance: Double) -> UInt128 {
    guard tolerance > 0 else { return 0 }
    return tolerance >= 1e18 ? .max : UInt128((tolerance * 1e12).rounded())
  }

  /// Without zeros at the end.
  private static func text(_ value: Int128) -> String {
    let magnitude = value.magnitude
    let scale = UInt128(unit)
    var digits = String(magnitude % scale)
    digits = String(repeating: "0", count: places - digits.utf8.count) + digits
    while digits.hasSuffix("0") { digits.removeLast() }
    return (value < 0 ? "-" : "") + "\(magnitude / scale)" + (digits.isEmpty ? "" : ".\(digits)")
  }
}
