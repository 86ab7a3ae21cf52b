import Foundation

/// Sequential tests of a quantile, such as the median or the 95th percentile of a latency.
///
/// They hold at every look at once and exactly, from the first value on, for any distribution, ties included: they only
/// count values above and below points. What a sketch does not tell of a value counts against the evidence, so the
/// bounds are those of the values themselves, made wider by a bin at most.
///
/// - Source: S. R. Howard, A. Ramdas, "Sequential estimation of quantiles with applications to A/B testing and best-arm
///   identification", Bernoulli 28 (2022) 1704–1728, doi:10.3150/21-BEJ1388.
public struct QuantileTest: Sendable, Equatable {
  /// Over which shifts the evidence is averaged.
  public enum Mixture: String, Sendable, Equatable, Codable {
    /// Most weight within a factor of 1.5 of the shift that the units tuned for just tell, in both arms at once.
    case focused
    /// All shifts of each arm for itself, by beta priors, as published.
    case beta
  }

  /// Which quantile: 0.5 for the median.
  public var share: Double
  /// The number of units, of both arms together, at which the bound is lowest; to be declared before the first look.
  public var tunedTo: Int
  /// To be declared before the first look.
  public var mixture: Mixture

  /// - Parameter share: between 0.0001 and 0.9999; looks refuse others.
  public init(share: Double, tunedTo: Int = 1_000, mixture: Mixture = .focused) {
    self.share = share
    self.tunedTo = tunedTo
    self.mixture = mixture
  }

  /// Whether treatment's quantile exceeds control's by more than a margin.
  ///
  /// - Parameters:
  ///   - margin: what is tolerated, in the metric's unit; finite.
  ///   - alpha: error of each limit over the whole path. The evidence does not depend on it.
  /// - Returns: the difference treatment − control in the metric's unit; no limits where none are excluded yet.
  /// - Throws: `.tooFewUnits` for an empty arm; `.valueOutside`, `.alphaOutside`, `.tuningOutside`.
  /// - Complexity: O(bins) and, for the limits, some thousand likelihood ratios.
  public func look(
    treatment: ValueSketch, control: ValueSketch, margin: Double = 0, alpha: Double
  ) throws(SequenceError) -> Look {
    let mixture = try checked(margin, alpha, isPaired: true)
    guard treatment.count > 0, control.count > 0 else { throw .tooFewUnits(needed: 1) }
    let over = QuantileSearch(mixture: mixture, upper: QuantileArm(treatment), lower: QuantileArm(control))
    let under = QuantileSearch(mixture: mixture, upper: over.lower, lower: over.upper)
    let above = middle(treatment)
    let below = middle(control)
    let precision = max((above ?? 0).magnitude, (below ?? 0).magnitude, .leastNormalMagnitude) * 0x1p-10
    let enough = -log(alpha)
    let estimate = above.flatMap { above in below.map { above - $0 } }.flatMap { $0.isFinite ? $0 : nil }
    return Look(
      test: .quantile, logHarm: over.least(shift: margin), logSafe: under.least(shift: -margin),
      band: Band(
        estimate: estimate,
        lower: over.greatestShift(enough: enough, near: estimate ?? 0, precision: precision),
        upper: under.greatestShift(enough: enough, near: -(estimate ?? 0), precision: precision).map { -$0 }),
      treatment: treatment.count, control: control.count)
  }

  /// Whether the quantile of one arm exceeds a level.
  ///
  /// - Parameter level: in the metric's unit; finite.
  /// - Returns: the quantile, in the metric's unit; no limits where none are excluded yet.
  /// - Throws: as for two arms.
  /// - Complexity: O(bins).
  public func look(_ arm: ValueSketch, level: Double, alpha: Double) throws(SequenceError) -> Look {
    let mixture = try checked(level, alpha, isPaired: false)
    guard arm.count > 0 else { throw .tooFewUnits(needed: 1) }
    let counted = QuantileArm(arm)
    let enough = -log(alpha)
    let above = { (values: Int) in mixture.logE(above: values, of: arm.count, below: 0, of: 0) }
    let below = { (values: Int) in mixture.logE(above: 0, of: 0, below: values, of: arm.count) }
    return Look(
      test: .quantileLevel, logHarm: above(counted.surelyAbove(level)), logSafe: below(counted.surelyBelow(level)),
      band: Band(
        estimate: middle(arm),
        lower: Self.fewest(of: arm.count, above, enough).flatMap { counted.edge(above: $0) },
        upper: Self.fewest(of: arm.count, below, enough).flatMap { counted.edge(below: $0) }),
      treatment: arm.count, control: 0)
  }

  /// The fewest values that are evidence enough; nil where all are not.
  private static func fewest(of count: Int, _ logE: (Int) -> Double, _ enough: Double) -> Int? {
    guard logE(count) >= enough else { return nil }
    var low = 0
    var high = count
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if logE(middle) >= enough { high = middle } else { low = middle }
    }
    return high
  }

  /// The middle of the bin that holds the quantile; nil where that has no lower edge.
  private func middle(_ sketch: ValueSketch) -> Double? {
    guard let bounds = sketch.quantile(share), bounds.lowerBound > -.greatestFiniteMagnitude else { return nil }
    return bounds.lowerBound / 2 + bounds.upperBound / 2
  }

  private func checked(_ value: Double, _ alpha: Double, isPaired: Bool) throws(SequenceError) -> QuantileMixture {
    try SequenceError.check(alpha: alpha)
    guard value.isFinite, share >= 1e-4, share <= 0.9999 else { throw .valueOutside }
    guard tunedTo >= 1, tunedTo <= Moments.maximumCount else { throw .tuningOutside }
    return QuantileMixture(mixture, share: share, tunedTo: Double(tunedTo), isPaired: isPaired)
  }
}
