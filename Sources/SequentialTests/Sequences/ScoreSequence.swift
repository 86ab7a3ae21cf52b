import Foundation

/// Sequential tests of mean scores between two known ends, such as SUS (0 to 100), NPS (−100, 0 or 100) and CSAT (1 to 5).
///
/// They hold at every look at once and exactly, from the first score on, for any distribution between the ends, and need
/// no more than the moments of each arm, in any order of merging: the stakes are fixed beforehand, so no score has to
/// come before another. Units must be independent of each other.
public struct ScoreSequence: Sendable, Equatable {
  /// The least and the greatest possible score.
  public var scale: ClosedRange<Double>
  /// The number of units, of both arms together, at which the bound is lowest for a standard deviation of a quarter of
  /// the scale; to be declared before the first look.
  public var tunedTo: Int

  /// - Parameter scale: looks refuse one without width.
  public init(scale: ClosedRange<Double>, tunedTo: Int = 200) {
    self.scale = scale
    self.tunedTo = tunedTo
  }

  /// Whether treatment's mean score exceeds control's by more than a margin.
  ///
  /// - Parameters:
  ///   - margin: what is tolerated, in the score's unit; finite.
  ///   - alpha: error of each limit over the whole path. The evidence does not depend on it.
  /// - Returns: the difference treatment − control in the score's unit; no limits where none are excluded yet.
  /// - Throws: `.tooFewUnits` for an empty arm; `.valueOutside` for a scale without width and for moments that scores
  ///   between its ends cannot have; `.alphaOutside`, `.tuningOutside`.
  /// - Complexity: O(1), some hundred microseconds.
  public func look(
    treatment: Moments, control: Moments, margin: Double = 0, alpha: Double
  ) throws(SequenceError) -> Look {
    let middle = try stake(alpha)
    let width = scale.upperBound - scale.lowerBound
    guard margin.isFinite else { throw .valueOutside }
    let over = try ScoreContrast(upper: capital(treatment), lower: capital(control, isTurned: true), middle: middle)
    let under = try ScoreContrast(upper: capital(control), lower: capital(treatment, isTurned: true), middle: middle)
    let shift = margin / width
    let enough = -log(alpha)
    let lower = Self.last(from: 1, to: -1) { over.least(shift: $0, enough: enough) >= enough }
    let upper = Self.last(from: 1, to: -1) { under.least(shift: $0, enough: enough) >= enough }
    return Look(
      test: .boundedScore, logHarm: over.least(shift: shift), logSafe: under.least(shift: -shift),
      band: Band(
        estimate: treatment.mean - control.mean, lower: lower.map { $0 * width }, upper: upper.map { -$0 * width }),
      treatment: treatment.count, control: control.count)
  }

  /// Whether the mean score of one arm exceeds a level.
  ///
  /// - Parameter level: in the score's unit, between the ends.
  /// - Returns: the mean in the score's unit; no limits where none are excluded yet.
  /// - Throws: as for two arms; `.valueOutside` for a level outside the scale.
  /// - Complexity: O(1), about ten microseconds.
  public func look(_ arm: Moments, level: Double, alpha: Double) throws(SequenceError) -> Look {
    let middle = try stake(alpha)
    guard scale.contains(level) else { throw .valueOutside }
    let stakes = ScoreCapital.Stakes((0..<8).map { min($0 < 4 ? 0.95 : 4, middle * exp2(Double($0) / 2 - 2)) })
    let logWeights = ScoreCapital.Stakes(repeating: -log(8))
    let above = try capital(arm)
    let below = try capital(arm, isTurned: true)
    let over = { (mean: Double) in ScoreCapital.average(above.logs(stakes, above: mean), logWeights) }
    let under = { (mean: Double) in ScoreCapital.average(below.logs(stakes, above: 1 - mean), logWeights) }
    let width = scale.upperBound - scale.lowerBound
    let enough = -log(alpha)
    let lower = Self.last(from: 1, to: 0) { over($0) >= enough }
    let upper = Self.last(from: 0, to: 1) { under($0) >= enough }
    return Look(
      test: .boundedScore, logHarm: over((level - scale.lowerBound) / width),
      logSafe: under((level - scale.lowerBound) / width),
      band: Band(
        estimate: arm.mean, lower: lower.map { scale.lowerBound + $0 * width },
        upper: upper.map { scale.lowerBound + $0 * width }),
      treatment: arm.count, control: 0)
  }

  /// The argument, from one end to another, from which on all are excluded; nil where the far end is not.
  private static func last(from kept: Double, to excluded: Double, _ isExcluded: (Double) -> Bool) -> Double? {
    guard isExcluded(excluded) else { return nil }
    var kept = kept
    var excluded = excluded
    while (kept - excluded).magnitude > 0x1p-20 {
      let middle = (kept + excluded) / 2
      if isExcluded(middle) { excluded = middle } else { kept = middle }
    }
    return excluded
  }

  private func stake(_ alpha: Double) throws(SequenceError) -> Double {
    try SequenceError.check(alpha: alpha)
    guard tunedTo >= 1, tunedTo <= Moments.maximumCount else { throw .tuningOutside }
    return 4 * (-2 * log(0.05) / Double(tunedTo)).squareRoot()
  }

  private func capital(_ arm: Moments, isTurned: Bool = false) throws(SequenceError) -> ScoreCapital {
    let width = scale.upperBound - scale.lowerBound
    guard width > 0, width.isFinite else { throw .valueOutside }
    guard arm.count > 0 else { throw .tooFewUnits(needed: 1) }
    let mean = (arm.mean - scale.lowerBound) / width
    let variance = arm.scatter / Double(arm.count) / width / width
    // The variance is greatest where all scores are at the ends; what rounding adds is forgiven.
    guard mean >= -1e-9, mean <= 1 + 1e-9, variance <= mean * (1 - mean) + 1e-9 else { throw .valueOutside }
    let held = max(0, min(mean, 1))
    return ScoreCapital(
      count: arm.count, mean: isTurned ? 1 - held : held, variance: min(variance, held * (1 - held)))
  }
}
