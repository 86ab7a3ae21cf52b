import Foundation

/// Confidence sequences of means: they hold, approximately, at every look at once, however often one looks.
///
/// They rest on the central limit theorem, so they ask for a minimum of values: 50 in an arm, and 200 in the smaller one
/// where one arm has more than twice as many as the other, for then the skew of the values does not cancel. With equal
/// arms the level held in simulation after every unit, for lognormal values of any spread. With very skewed values in one
/// arm, or in arms of unequal size, it does not: take logarithms (`ratioLook`) or a quantile there.
public struct MeanSequence: Sendable, Equatable {
  /// Over which effects the evidence is averaged.
  public enum Mixture: String, Sendable, Equatable, Codable {
    /// Most weight within a factor of 1.5 of the effect that the units tuned for just tell, some on all smaller ones.
    case focused
    /// All effects, half-normal, as published.
    case halfNormal = "half-normal"
  }

  /// The number of units, of both arms together, at which the bound is lowest; to be declared before the first look.
  public var tunedTo: Int
  /// To be declared before the first look.
  public var mixture: Mixture

  /// Values asked of each arm.
  public static let leastUnits = 50
  /// Values asked of the smaller arm where the other has more than twice as many.
  public static let leastUnitsUnequal = 200
  /// Failures, and units that did not fail, asked of each arm for shares.
  public static let leastEvents = 10

  /// - Parameter tunedTo: at least 1; looks refuse less.
  public init(tunedTo: Int = 1_000, mixture: Mixture = .focused) {
    self.tunedTo = tunedTo
    self.mixture = mixture
  }

  /// Whether treatment's mean exceeds control's by more than a margin.
  ///
  /// `logHarm` reaches ln(1/α) exactly where the lower limit reaches the margin, `logSafe` where the upper one does.
  ///
  /// - Parameters:
  ///   - margin: what is tolerated, in the metric's unit; finite.
  ///   - alpha: error of each limit over the whole path. The evidence does not depend on it.
  /// - Returns: the difference treatment − control, in the metric's unit.
  /// - Throws: `.tooFewUnits`, `.noVariance`, `.valueOutside`, `.alphaOutside`, `.tuningOutside`.
  /// - Complexity: O(1), about a microsecond.
  public func look(
    treatment: Moments, control: Moments, margin: Double = 0, alpha: Double
  ) throws(SequenceError) -> Look {
    try Self.checkSize(treatment.count, control.count)
    let contrast = try MeanContrast(treatment: treatment, control: control)
    return try look(
      contrast, against: margin, alpha: alpha, .asymptoticMean, treatment: treatment.count, control: control.count)
  }

  /// Whether the mean of one arm exceeds a level.
  ///
  /// - Parameter level: in the metric's unit; finite.
  /// - Returns: the mean, in the metric's unit.
  /// - Throws: as for two arms.
  /// - Complexity: O(1), about a microsecond.
  public func look(_ arm: Moments, level: Double, alpha: Double) throws(SequenceError) -> Look {
    guard arm.count >= Self.leastUnits else { throw .tooFewUnits(needed: Self.leastUnits) }
    let contrast = try MeanContrast(arm)
    return try look(contrast, against: level, alpha: alpha, .asymptoticLevel, treatment: arm.count, control: 0)
  }

  /// ln of the e-value of a standard normal score that so many units, of both arms together, led to.
  ///
  /// - Throws: `.valueOutside` for a score that is not finite or units below 1; `.tuningOutside`.
  public func logE(score: Double, units: Double) throws(SequenceError) -> Double {
    guard score.isFinite else { throw .valueOutside }
    let held = max(-MeanContrast.greatestScore, min(score, MeanContrast.greatestScore))
    return try mixture(units: units).logE(held)
  }

  /// The least score whose e-value reaches 1/α.
  ///
  /// - Throws: `.alphaOutside`; `.valueOutside` for units below 1; `.tuningOutside`.
  public func threshold(units: Double, alpha: Double) throws(SequenceError) -> Double {
    try SequenceError.check(alpha: alpha)
    return try mixture(units: units).threshold(alpha: alpha)
  }

  private func look(
    _ contrast: MeanContrast, against value: Double, alpha: Double, _ test: Look.Test, treatment: Int, control: Int
  ) throws(SequenceError) -> Look {
    try SequenceError.check(alpha: alpha)
    guard value.isFinite else { throw .valueOutside }
    let mixture = try mixture(units: contrast.units)
    let limits = contrast.limits(score: mixture.threshold(alpha: alpha))
    return Look(
      test: test, logHarm: mixture.logE(contrast.score(above: value)),
      logSafe: mixture.logE(contrast.score(below: value)),
      band: Band(estimate: contrast.estimate, lower: limits.lower, upper: limits.upper),
      treatment: treatment, control: control)
  }

  private func mixture(units: Double) throws(SequenceError) -> MeanMixture {
    guard tunedTo >= 1, tunedTo <= Moments.maximumCount else { throw .tuningOutside }
    guard units >= 1, units <= 1e17 else { throw .valueOutside }
    return MeanMixture(mixture, tunedTo: Double(tunedTo), units: units)
  }

  private static func checkSize(_ treatment: Int, _ control: Int) throws(SequenceError) {
    let smaller = min(treatment, control)
    let needed = max(treatment, control) / 2 > smaller ? leastUnitsUnequal : leastUnits
    guard smaller >= needed else { throw .tooFewUnits(needed: needed) }
  }
}
