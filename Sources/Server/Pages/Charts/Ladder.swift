import Slipway

/// The rungs of both stages as a row of steps, filled up to the one that was reached. The word stands beside it.
struct Ladder: Sendable {
  let svg: String

  /// - Parameter reached: the name of the highest rung.
  init(reached: String) {
    let rungs = AudienceState.Rung.allCases
    let top = rungs.firstIndex { $0.rawValue == reached } ?? 0
    let steps = rungs.enumerated().map { index, rung in
      let filled = index <= top ? "rung-\(rung.stage.rawValue)" : "rung-ahead"
      // A gap between the two stages, as there is a gate between them.
      let x = index * 22 + (rung.stage == .rollout ? 8 : 0)
      return "<rect class=\"\(filled)\" x=\"\(x)\" y=\"1\" width=\"18\" height=\"10\" rx=\"2\"/>"
    }
    svg =
      "<svg class=\"ladder\" viewBox=\"0 0 \(rungs.count * 22 + 6) 12\" aria-hidden=\"true\" focusable=\"false\">"
      + steps.joined() + "</svg>"
  }
}
