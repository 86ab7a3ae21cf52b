import Slipway

/// Findings in one short line.
enum Wording {
  static let limit = 200

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
}

extension Finding {
  static func passed(_ text: String) -> Finding { Finding(passed: true, detail: Wording.line(text)) }

  static func failed(_ text: String) -> Finding { Finding(passed: false, detail: Wording.line(text)) }
}
