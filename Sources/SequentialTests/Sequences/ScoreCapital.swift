import Foundation

/// What betting on scores between 0 and 1 being above a mean has earned at least, from their moments alone.
///
/// Who stakes a fixed share of the capital on each score, 1 + λ(x − m), holds an e-process while the mean is at most m.
/// Of all scores with the same mean and variance those that are either 0 or one other value earn least (the logarithm's
/// third derivative is positive), so their capital is a lower bound, and it needs no order and no single scores.
///
/// - Source: I. Waudby-Smith, A. Ramdas, "Estimating means of bounded random variables by betting", Journal of the Royal
///   Statistical Society B 86 (2024) 1–27, doi:10.1093/jrsssb/qkad009; the extremal scores: S. Karlin, W. J. Studden,
///   "Tchebycheff systems" (1966), chapter III.
struct ScoreCapital {
  /// Eight stakes; not all above 0.95.
  typealias Stakes = SIMD8<Double>

  private let count: Double
  /// The extremal scores are 0 or this,
  private let greater: Double
  /// with this share of the greater one.
  private let share: Double

  /// - Parameters:
  ///   - mean: of scores between 0 and 1.
  ///   - variance: with the count in the denominator.
  init(count: Int, mean: Double, variance: Double) {
    self.count = Double(count)
    guard mean > 0 else {
      greater = 0
      share = 0
      return
    }
    greater = min(1, mean + variance / mean)
    share = mean / greater
  }

  /// ln of the capital of each stake on the mean being above `mean`; falls as `mean` grows, and is concave in it. A stake
  /// that could lose all of it, or nearly, has lost it: −∞.
  func logs(_ stakes: Stakes, above mean: Double) -> Stakes {
    var logs = Stakes()
    for index in stakes.indices {
      let loss = stakes[index] * mean
      let gain = stakes[index] * (greater - mean)
      logs[index] = loss < 0.99 ? count * ((1 - share) * log1p(-loss) + share * log1p(gain)) : -.infinity
    }
    return logs
  }

  /// ln of the mean of exp over all stakes, weighted.
  static func average(_ logs: Stakes, _ logWeights: Stakes) -> Double {
    let terms = logs + logWeights
    let greatest = terms.max()
    var sum = 0.0
    for index in terms.indices { sum += exp(terms[index] - greatest) }
    return greatest + log(sum)
  }
}
