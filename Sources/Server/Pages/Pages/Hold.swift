import Operations
import Slipway

/// One thing that keeps a wave from its next move. What a closed gate asks for stands on the gate's own page.
struct Hold: Sendable {
  let sentence: String
  let gate: String?

  /// In the order in which they hold.
  static func list(_ wave: WaveView, _ status: StatusView) -> [Hold] {
    let gates = status.audiences.filter { wave.audiences.contains($0.id) }
    return wave.blockers.map { blocker in
      guard let line = gates.first(where: { sentence(of: $0) == blocker }) else {
        return Hold(sentence: blocker, gate: nil)
      }
      let count = line.missing.count
      return Hold(
        sentence:
          "The gate of \(line.name) is \(line.verdict): \(count) \(count == 1 ? "piece is" : "pieces are") missing.",
        gate: "/gates/\(line.id)")
    }
  }

  private static func sentence(of line: StatusView.AudienceLine) -> String? {
    Verdict(rawValue: line.verdict).map {
      Catalogue.sentence(.gateIs(audience: line.name, verdict: $0, because: line.missing))
    }
  }
}
