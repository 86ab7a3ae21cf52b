import Slipway

/// Findings in short lines.
enum Wording {
  static let limit = 400

  /// One line of at most `limit` characters; what does not fit ends in `…`.
  static func line(_ text: String, limit: Int = limit) -> String {
    // Cut before looking at each scalar: the text may be a whole answer.
    let start = text.unicodeScalars.prefix(limit * 4)
    var line = String.UnicodeScalarView()
    for scalar in start {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: line.append(" ")
      default: line.append(scalar)
      }
    }
    let clean = String(line)
    let whole = start.count == text.unicodeScalars.prefix(limit * 4 + 1).count
    return whole && clean.count <= limit ? clean : clean.prefix(limit - 1) + "…"
  }

  /// Lines of at most `limit` characters together; those that do not fit are counted in the last.
  static func lines(_ lines: [String], limit: Int) -> String {
    var text = ""
    for (index, line) in lines.enumerated() {
      let next = text.isEmpty ? line : text + "\n" + line
      guard next.count <= limit - 30 else { return "\(text)\n… and \(lines.count - index) more lines" }
      text = next
    }
    return text
  }

  static func quoted(_ text: String) -> String { "“\(line(text, limit: 60))”" }

  /// `0`, `0 or 2`, `0, 1 or 2`.
  static func either(_ numbers: [Int]) -> String {
    guard let last = numbers.last, numbers.count > 1 else { return numbers.first.map { "\($0)" } ?? "" }
    return numbers.dropLast().map { "\($0)" }.joined(separator: ", ") + " or \(last)"
  }

  /// `850 ms`, `2.3 s`, `125 s`.
  static func time(milliseconds: Int) -> String {
    switch milliseconds {
    case ..<1_000: "\(milliseconds) ms"
    case ..<60_000: "\(milliseconds / 1_000).\(milliseconds % 1_000 / 100) s"
    default: "\(milliseconds / 1_000) s"
    }
  }

  /// `1.5 GB`, in powers of a thousand.
  static func bytes(_ count: Int) -> String {
    let units = ["bytes", "kB", "MB", "GB", "TB", "PB", "EB"]
    var value = Double(count)
    var unit = 0
    while value >= 1_000, unit < units.count - 1 {
      value /= 1_000
      unit += 1
    }
    let tenths = Int((value * 10).rounded(.down))
    return unit == 0 || tenths.isMultiple(of: 10) || tenths >= 1_000
      ? "\(tenths / 10) \(units[unit])" : "\(tenths / 10).\(tenths % 10) \(units[unit])"
  }

  /// `12.5 %`.
  static func share(_ share: Double) -> String {
    let tenths = Int(exactly: (min(max(share.isFinite ? share : 0, 0), 1) * 1_000).rounded(.down)) ?? 0
    return tenths.isMultiple(of: 10) ? "\(tenths / 10) %" : "\(tenths / 10).\(tenths % 10) %"
  }

  /// Permission bits as they are written: `0640`.
  static func mode(_ bits: Int) -> String {
    let digits = String(max(0, bits), radix: 8)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}

extension Finding {
  static func passed(_ text: String) -> Finding { Finding(passed: true, detail: Wording.line(text)) }

  static func failed(_ text: String, difference: Difference? = nil, isTransient: Bool = false) -> Finding {
    Finding(passed: false, detail: Wording.line(text), difference: difference?.text, isTransient: isTransient)
  }
}
