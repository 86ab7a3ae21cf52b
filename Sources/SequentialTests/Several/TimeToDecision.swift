import Foundation

/// How long a decision will still take at this traffic, if things go on as they did.
public enum TimeToDecision {
  /// Days until a multiple of what was observed, as an `Outlook` says, is reached.
  ///
  /// - Parameters:
  ///   - multiple: of `units`; nil where evidence does not grow.
  ///   - units: observed so far, of any kind; positive.
  ///   - unitsPerDay: of the same kind; positive.
  /// - Returns: nil where evidence does not grow, for hostile input, and beyond 10,000 days.
  public static func days(multiple: Double?, units: Double, unitsPerDay: Double) -> Double? {
    guard let multiple, multiple >= 1, units > 0, units.isFinite, unitsPerDay > 0, unitsPerDay.isFinite else {
      return nil
    }
    return limited(units * (multiple - 1) / unitsPerDay)
  }

  /// Days until ln E reaches a bound, from how far it came.
  ///
  /// Under a fixed effect ln E grows about in proportion to what was observed, less a price that a mixture pays once
  /// and early. The line goes through the look and the origin, so the answer errs on the long side.
  ///
  /// - Parameters:
  ///   - logE: now.
  ///   - bound: ln(1/α).
  ///   - units: observed so far, of any kind; positive.
  ///   - unitsPerDay: of the same kind; positive.
  /// - Returns: 0 when the bound is reached; nil where evidence does not grow, for hostile input, and beyond 10,000 days.
  public static func days(logE: Double, bound: Double, units: Double, unitsPerDay: Double) -> Double? {
    guard bound.isFinite, bound > 0, logE.isFinite, units > 0, units.isFinite, unitsPerDay > 0, unitsPerDay.isFinite
    else { return nil }
    if logE >= bound { return 0 }
    guard logE > 0 else { return nil }
    return limited(units * (bound - logE) / logE / unitsPerDay)
  }

  /// Days until a statistic that grows with the square root of the units, as a z does, reaches a bound.
  ///
  /// - Parameters:
  ///   - z: now.
  ///   - bound: of the statistic, taken as fixed.
  ///   - units: observed so far; positive.
  ///   - unitsPerDay: of the same kind; positive.
  /// - Returns: as above.
  public static func days(z: Double, bound: Double, units: Double, unitsPerDay: Double) -> Double? {
    guard bound.isFinite, bound > 0, z.isFinite, units > 0, units.isFinite, unitsPerDay > 0, unitsPerDay.isFinite
    else { return nil }
    if z >= bound { return 0 }
    guard z > 0 else { return nil }
    let root = bound / z
    return limited(units * (root * root - 1) / unitsPerDay)
  }

  private static func limited(_ days: Double) -> Double? { days <= 10_000 ? days : nil }
}
