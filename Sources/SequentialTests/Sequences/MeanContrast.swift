import Foundation

/// A mean, or a difference of two means, and how well it is known: without assuming equal variances (Welch), and minding
/// that the mean of skewed values is skewed, in one arm or where one arm is more than twice as large as the other.
///
/// - Source: B. L. Welch, Biometrika 34 (1947) 28–35, doi:10.1093/biomet/34.1-2.28; P. Hall, "On the removal of skewness
///   by transformation", Journal of the Royal Statistical Society B 54 (1992) 221–228,
///   doi:10.1111/j.2517-6161.1992.tb01876.x.
public struct MeanContrast: Sendable, Equatable {
  /// Treatment − control, or the mean of the only arm, in the metric's unit.
  public let estimate: Double
  /// Standard error of the estimate, above 0, in the metric's unit.
  public let error: Double
  /// Third cumulant of the estimate divided by the cube of its standard error; −1 to 1. 0 for arms of about equal size.
  public let skew: Double
  /// How many units in two equal arms, or in one, would know it as well.
  public let units: Double

  /// Beyond so many standard errors no more is made of a score.
  static let greatestScore = 1e7

  /// The difference of two means.
  ///
  /// - Throws: `.tooFewUnits` under 2 values in an arm; `.noVariance` when both arms are constant.
  /// - Complexity: O(1).
  public init(treatment: Moments, control: Moments) throws(SequenceError) {
    guard let above = treatment.variance, let below = control.variance else { throw .tooFewUnits(needed: 2) }
    let more = Double(treatment.count)
    let less = Double(control.count)
    // Between arms of about equal size skew cancels, and what is left of it is chance.
    let isBalanced = max(more, less) <= 2 * min(more, less)
    let cumulant = treatment.cubes / more / more / more - control.cubes / less / less / less
    try self.init(
      estimate: treatment.mean - control.mean, variance: above / more + below / less,
      cumulant: isBalanced ? 0 : cumulant, units: 4 / (1 / more + 1 / less))
  }

  /// The mean of one arm.
  ///
  /// - Throws: `.tooFewUnits` under 2 values; `.noVariance` when all are the same.
  /// - Complexity: O(1).
  public init(_ arm: Moments) throws(SequenceError) {
    guard let variance = arm.variance else { throw .tooFewUnits(needed: 2) }
    let count = Double(arm.count)
    try self.init(
      estimate: arm.mean, variance: variance / count, cumulant: arm.cubes / count / count / count, units: count)
  }

  private init(estimate: Double, variance: Double, cumulant: Double, units: Double) throws(SequenceError) {
    error = variance.squareRoot()
    guard error > 0 else { throw .noVariance }
    guard estimate.isFinite, error.isFinite else { throw .valueOutside }
    let ratio = cumulant / error / error / error
    self.estimate = estimate
    // Not a number where the variance is so small that its powers vanish: nothing is known of the skew then.
    skew = ratio.isNaN ? 0 : max(-1, min(ratio, 1))
    self.units = units
  }

  /// Standard normal score of the evidence that the truth is above a value: the lesser of Welch's statistic and the same
  /// freed of its skew, so that a correction never makes evidence.
  ///
  /// - Parameter value: finite.
  public func score(above value: Double) -> Double {
    let statistic = (estimate - value) / error
    return Self.held(min(statistic, straightened(statistic)))
  }

  /// The same for the truth being below a value.
  public func score(below value: Double) -> Double {
    let statistic = (estimate - value) / error
    return Self.held(min(-statistic, -straightened(statistic)))
  }

  /// The values above and below which the scores of both kinds are at least `score`.
  func limits(score: Double) -> (lower: Double, upper: Double) {
    (
      estimate - max(score, skewed(score)) * error,
      estimate + max(score, -skewed(-score)) * error
    )
  }

  private static func held(_ score: Double) -> Double {
    // Infinite less infinite, far beyond any score, has the sign of neither: no evidence.
    score.isNaN ? 0 : max(-greatestScore, min(score, greatestScore))
  }

  /// Hall's cubic, which grows with the statistic.
  private func straightened(_ statistic: Double) -> Double {
    let third = skew * statistic / 3
    return statistic * (1 + third + third * third / 3) + skew / 6
  }

  /// The inverse of `straightened`.
  private func skewed(_ score: Double) -> Double {
    let shifted = score - skew / 6
    let root = cbrt(1 + skew * shifted)
    return 3 * shifted / (root * root + root + 1)
  }
}
