/// The absolute difference of two arms' rates of events, with limits that hold at every event at once.
///
/// The sum of what the two arms' own confidence sequences allow, each at half of α: exact for Poisson counts, and wider
/// than a band of the ratio would have to be.
public enum RateDifference {
  /// Treatment − control, in events per unit of exposure.
  ///
  /// - Parameters:
  ///   - treatment: events in the treatment arm.
  ///   - treatmentExposure: person-days, say; positive.
  ///   - control: events in the control arm.
  ///   - controlExposure: in the same unit; positive.
  ///   - alpha: of each limit.
  /// - Throws: `.countOutside`, `.expectationOutside`, `.alphaOutside`.
  /// - Complexity: O(1).
  public static func band(
    treatment: Int, treatmentExposure: Double, control: Int, controlExposure: Double, alpha: Double
  ) throws(EProcessError) -> Band {
    try EProcessError.checkAlpha(alpha)
    let here = try RateLevel.band(events: treatment, expected: treatmentExposure, alpha: alpha / 2)
    let there = try RateLevel.band(events: control, expected: controlExposure, alpha: alpha / 2)
    let difference = Double(treatment) / treatmentExposure - Double(control) / controlExposure
    // No rate is below 0, so a lower limit that does not exist is 0.
    return Band(
      estimate: difference,
      lower: there.upper.map { (here.lower ?? 0) - $0 },
      upper: here.upper.map { $0 - (there.lower ?? 0) })
  }
}
