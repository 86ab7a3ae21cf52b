import Operations

/// Everyone as one bar, divided by where they stand. The figures beside it say the same in words.
struct LedgerBar: Sendable {
  let svg: String

  init(_ ledger: EveryoneView) {
    self.init(
      parts: [
        ("live", ledger.live), ("scheduled", ledger.scheduled), ("held", ledger.held), ("excepted", ledger.excepted),
        ("uncovered", ledger.uncovered),
      ])
  }

  init(_ wave: WaveView) {
    self.init(
      parts: [
        ("live", wave.live), ("scheduled", wave.scheduled), ("held", wave.held), ("excepted", wave.excepted),
      ])
  }

  private static let width = 1_000

  private init(parts: [(name: String, count: Int)]) {
    let whole = parts.reduce(0) { $0 + max(0, $1.count) }
    var done = 0
    let pieces = parts.map { part in
      let from = whole > 0 ? done * LedgerBar.width / whole : 0
      done += max(0, part.count)
      let to = whole > 0 ? done * LedgerBar.width / whole : 0
      guard to > from else { return "" }
      return "<rect class=\"bar-\(part.name)\" x=\"\(from)\" y=\"0\" width=\"\(to - from)\" height=\"16\"/>"
    }
    svg =
      "<svg class=\"bar\" viewBox=\"0 0 \(LedgerBar.width) 16\" preserveAspectRatio=\"none\" aria-hidden=\"true\" "
      + "focusable=\"false\"><rect class=\"bar-ground\" x=\"0\" y=\"0\" width=\"\(LedgerBar.width)\" height=\"16\"/>"
      + pieces.joined() + "</svg>"
  }
}
