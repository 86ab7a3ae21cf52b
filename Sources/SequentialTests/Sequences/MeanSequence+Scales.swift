import Foundation

/// Shares and ratios, which are means of something.
extension MeanSequence {
  /// Whether treatment's share of failures exceeds control's by more than a margin.
  ///
  /// For shares that are not rare. Asks for `leastEvents` failures and as many other units in each arm besides the
  /// minimum of units; the exact tests of shares ask for nothing.
  ///
  /// - Parameter margin: tolerated difference of the shares: 0.01 for one percentage point.
  /// - Returns: the difference of the shares, treatment − control.
  /// - Throws: `.countOutside`, `.tooFewEvents` and what `look` throws.
  /// - Complexity: O(1), about a microsecond.
  public func shareLook(
    failures: Int, units: Int, controlFailures: Int, controlUnits: Int, margin: Double = 0, alpha: Double
  ) throws(SequenceError) -> Look {
    let treatment = try Self.share(failures, of: units)
    let control = try Self.share(controlFailures, of: controlUnits)
    return try look(treatment: treatment, control: control, margin: margin, alpha: alpha)
  }

  /// Whether treatment's values are larger than control's by more than a share, from the moments of their natural
  /// logarithms: a difference of means of logarithms is the logarithm of the ratio of geometric means.
  ///
  /// Sharper than the difference of means, and good from fewer values, where values are positive and skewed, as times
  /// are; it says nothing of sums.
  ///
  /// - Parameter margin: tolerated excess as a share: 0.05 tolerates a ratio of 1.05; above −1.
  /// - Returns: the ratio of geometric means, treatment ÷ control; a limit is nil where no number can hold it.
  /// - Throws: as `look`.
  /// - Complexity: O(1), about a microsecond.
  public func ratioLook(
    logTreatment: Moments, logControl: Moments, margin: Double = 0, alpha: Double
  ) throws(SequenceError) -> Look {
    guard margin > -1, margin.isFinite else { throw .valueOutside }
    let look = try look(treatment: logTreatment, control: logControl, margin: log1p(margin), alpha: alpha)
    return try Self.raised(look)
  }

  /// Whether the geometric mean of one arm exceeds a level, from the moments of the values' natural logarithms.
  ///
  /// - Parameter level: in the metric's unit; positive.
  /// - Returns: the geometric mean, in the metric's unit.
  /// - Throws: as `look`.
  /// - Complexity: O(1), about a microsecond.
  public func ratioLook(_ logArm: Moments, level: Double, alpha: Double) throws(SequenceError) -> Look {
    guard level > 0, level.isFinite else { throw .valueOutside }
    return try Self.raised(look(logArm, level: log(level), alpha: alpha))
  }

  private static func raised(_ look: Look) throws(SequenceError) -> Look {
    let raise = { (value: Double) -> Double? in
      let raised = exp(value)
      return raised.isFinite ? raised : nil
    }
    guard let estimate = look.band.estimate.flatMap(raise) else { throw .valueOutside }
    var raised = look
    raised.band = Band(
      estimate: estimate, lower: look.band.lower.flatMap(raise), upper: look.band.upper.flatMap(raise))
    return raised
  }

  private static func share(_ failures: Int, of units: Int) throws(SequenceError) -> Moments {
    guard let moments = try? Moments(successes: failures, trials: units) else { throw .countOutside }
    guard failures >= leastEvents, units - failures >= leastEvents else { throw .tooFewEvents(needed: leastEvents) }
    return moments
  }
}
