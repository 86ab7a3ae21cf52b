import Foundation

/// Evidence that the mean score of one arm is above that of another, both between 0 and 1.
///
/// If it is not, by more than a shift, then with m for the other arm's mean the upper arm's mean is at most m + shift and
/// that of the lower arm's scores turned round, 1 − x, at most 1 − m: the product of both capitals at m is an e-process,
/// and the least over all m is never more.
struct ScoreContrast {
  let upper: ScoreCapital
  /// Of the scores turned round.
  let lower: ScoreCapital

  private let stakes: (upper: ScoreCapital.Stakes, lower: ScoreCapital.Stakes)
  private let logWeights: ScoreCapital.Stakes

  /// - Parameter middle: the stake that suits the units tuned for.
  init(upper: ScoreCapital, lower: ScoreCapital, middle: Double) {
    self.upper = upper
    self.lower = lower
    // Six stakes on both arms at once; means far below or above both arms' are told by one arm alone.
    let both = (0..<6).map { min(0.95, middle * exp2(Double($0) - 4)) }
    let alone = min(0.95, middle)
    stakes = (ScoreCapital.Stakes(both + [alone, 0]), ScoreCapital.Stakes(both + [0, alone]))
    logWeights = ScoreCapital.Stakes([0.15, 0.15, 0.15, 0.15, 0.15, 0.15, 0.05, 0.05].map { log($0) })
  }

  private struct Span {
    var from: Double
    var to: Double
    var first: ScoreCapital.Stakes
    var last: ScoreCapital.Stakes
  }

  /// At most ln of the least e-value, and within 0.01 of it; or any value below `enough` where the least is.
  func least(shift: Double, enough: Double = -.infinity) -> Double {
    // Where the shift leads beyond the scale's end only the lower arm's evidence changes, and grows.
    let end = max(0, min(1, 1 - shift))
    let values = { (mean: Double) in logs(at: mean, shift: shift) }
    let floor = { (logs: ScoreCapital.Stakes) in ScoreCapital.average(logs, logWeights) }
    let first = values(0)
    let last = values(end)
    var best = min(floor(first), floor(last))
    var least = best
    var open = [Span(from: 0, to: end, first: first, last: last)]
    while let span = open.popLast(), best >= enough {
      // Each stake's capital is concave between the ends, so not below the lesser of them.
      let bound = floor(pointwiseMin(span.first, span.last))
      let middle = (span.from + span.to) / 2
      if bound >= best - 0.01 || bound >= enough && enough > -.infinity || span.to - span.from < 0x1p-40 {
        least = min(least, bound)
        continue
      }
      let between = values(middle)
      best = min(best, floor(between))
      least = min(least, best)
      open.append(Span(from: span.from, to: middle, first: span.first, last: between))
      open.append(Span(from: middle, to: span.to, first: between, last: span.last))
    }
    return min(least, best)
  }

  /// ln of the e-value for the lower arm's mean being just this.
  func evidence(at mean: Double, shift: Double) -> Double {
    ScoreCapital.average(logs(at: mean, shift: shift), logWeights)
  }

  private func logs(at mean: Double, shift: Double) -> ScoreCapital.Stakes {
    upper.logs(stakes.upper, above: min(1, max(0, mean + shift))) + lower.logs(stakes.lower, above: 1 - mean)
  }
}
