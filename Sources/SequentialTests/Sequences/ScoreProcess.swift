import Foundation

/// Evidence from bounded scores one by one, in the order in which they came: stakes follow what was seen before.
///
/// Sharper than `ScoreSequence` where the spread is far from a quarter of the scale, but it can be neither merged nor
/// computed from totals: for one stream.
public struct ScoreProcess: Sendable, Equatable {
  /// The least and the greatest possible score.
  public let scale: ClosedRange<Double>
  /// Error of each limit, for which the stakes are sized.
  public let alpha: Double
  /// Scores so far.
  public private(set) var count = 0
  /// The lower limit of the mean, in the score's unit, the greatest so far; nil before the first score.
  public private(set) var lower: Double?
  /// The upper limit of the mean, in the score's unit, the least so far; nil before the first score.
  public private(set) var upper: Double?

  private static let greatestStake = 0.5
  private var sum = 0.5
  private var mean = 0.5
  private var scatter = 0.25
  private var stakes = 0.0
  private var staked = 0.0
  private var penalty = 0.0

  /// - Throws: `.valueOutside` for a scale without width; `.alphaOutside`.
  public init(scale: ClosedRange<Double>, alpha: Double) throws(SequenceError) {
    try SequenceError.check(alpha: alpha)
    guard scale.upperBound > scale.lowerBound, (scale.upperBound - scale.lowerBound).isFinite else {
      throw .valueOutside
    }
    self.scale = scale
    self.alpha = alpha
  }

  /// Counts a score: the predictable plug-in empirical Bernstein sequence.
  ///
  /// - Throws: `.valueOutside` for a score outside the scale; nothing is counted then.
  /// - Complexity: O(1).
  /// - Source: I. Waudby-Smith, A. Ramdas, Journal of the Royal Statistical Society B 86 (2024) 1–27, section 3.2,
  ///   doi:10.1093/jrsssb/qkad009.
  public mutating func add(_ score: Double) throws(SequenceError) {
    guard scale.contains(score), count < Moments.maximumCount else { throw .valueOutside }
    let width = scale.upperBound - scale.lowerBound
    let value = (score - scale.lowerBound) / width
    let before = Double(count)
    count += 1
    let total = Double(count)
    let variance = scatter / (before + 1)
    let stake = min(
      Self.greatestStake, (-2 * log(alpha) / (variance * total * log1p(total))).squareRoot())
    let deviation = value - mean
    stakes += stake
    staked += stake * value
    penalty += deviation * deviation * (-log1p(-stake) - stake)
    sum += value
    mean = sum / (total + 1)
    scatter += (value - mean) * (value - mean)

    let reach = (penalty - log(alpha)) / stakes
    let middle = staked / stakes
    lower = max(lower ?? scale.lowerBound, scale.lowerBound + (middle - reach) * width)
    upper = min(upper ?? scale.upperBound, scale.lowerBound + (middle + reach) * width)
  }

  /// ln of the e-value against a mean of at most a level; not the greatest so far but that of now.
  ///
  /// - Parameter level: in the score's unit.
  public func logE(above level: Double) -> Double {
    let width = scale.upperBound - scale.lowerBound
    return staked - stakes * ((level - scale.lowerBound) / width) - penalty
  }

  /// ln of the e-value against a mean of at least a level.
  public func logE(below level: Double) -> Double {
    let width = scale.upperBound - scale.lowerBound
    return stakes * ((level - scale.lowerBound) / width) - staked - penalty
  }
}

/// The capital of betting that scores lie above a mean, with stakes that follow what was seen before.
///
/// For pairs of two arms let a score be treatment − control, on the scale from −width to width, and the level the margin.
public struct BettingProcess: Sendable, Equatable {
  /// The least and the greatest possible score.
  public let scale: ClosedRange<Double>
  /// Against a mean of at most this, in the score's unit.
  public let level: Double
  /// Scores so far.
  public private(set) var count = 0
  /// ln of the e-value.
  public private(set) var logE = 0.0

  private static let greatestLoss = 0.5
  private var sum = 0.5
  private var scatter = 0.25

  /// - Throws: `.valueOutside` for a scale without width and for a level that is not between its ends, both excluded.
  public init(scale: ClosedRange<Double>, level: Double) throws(SequenceError) {
    guard scale.lowerBound < level, level < scale.upperBound, (scale.upperBound - scale.lowerBound).isFinite else {
      throw .valueOutside
    }
    self.scale = scale
    self.level = level
  }

  /// Counts a score; what is staked is what would have grown fastest on those before it (aGRAPA), half the capital at
  /// most being at risk.
  ///
  /// - Throws: `.valueOutside` for a score outside the scale; nothing is counted then.
  /// - Complexity: O(1).
  /// - Source: I. Waudby-Smith, A. Ramdas, Journal of the Royal Statistical Society B 86 (2024) 1–27, appendix B,
  ///   doi:10.1093/jrsssb/qkad009.
  public mutating func add(_ score: Double) throws(SequenceError) {
    guard scale.contains(score), count < Moments.maximumCount else { throw .valueOutside }
    let width = scale.upperBound - scale.lowerBound
    let value = (score - scale.lowerBound) / width
    let tested = (level - scale.lowerBound) / width
    let before = Double(count) + 1
    let excess = sum / before - tested
    let stake = max(0, min(excess / (scatter / before + excess * excess), Self.greatestLoss / tested))
    logE += log1p(stake * (value - tested))
    count += 1
    sum += value
    let mean = sum / (before + 1)
    scatter += (value - mean) * (value - mean)
  }
}
