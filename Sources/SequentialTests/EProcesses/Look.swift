/// What one look found about one guardrail; larger is worse.
///
/// Both e-values are the current ones of their e-process: a caller that wants always-valid evidence keeps the greatest
/// seen so far and compares it with `ln(1/α)`.
public struct Look: Sendable, Equatable, Codable {
  /// Which test a look came from; the raw values are stable names for journals and pages.
  public enum Test: String, Sendable, Equatable, Codable, CaseIterable {
    /// Events of two arms given their total, mixture over rate ratios.
    case shareMixture = "share-mixture"
    /// Events of two arms given their total, truncated beta prior.
    case shareBeta = "share-beta"
    /// Units of one arm that failed, against a level.
    case shareLevel = "share-level"
    /// Events of one arm against an expected count.
    case rateLevel = "rate-level"
    /// Difference of two means, asymptotic.
    case asymptoticMean = "asymptotic-mean"
    /// Mean of one arm against a level, asymptotic.
    case asymptoticLevel = "asymptotic-level"
    /// Scores between two known ends.
    case boundedScore = "bounded-score"
    /// A quantile of two arms.
    case quantile
    /// A quantile of one arm against a level.
    case quantileLevel = "quantile-level"
    /// Difference in differences with the department as unit.
    case departments
    /// Units assigned to each arm against the declared shares.
    case assignmentRatio = "assignment-ratio"
  }

  /// Which test it was.
  public var test: Test
  /// ln of the e-value against "no worse than tolerated".
  public var logHarm: Double
  /// ln of the e-value against "as bad as the margin, or worse": evidence that it is inside.
  public var logSafe: Double
  /// Estimate and limits; lower and upper are each one-sided at the α asked.
  public var band: Band
  /// Units or events counted in the treatment arm; those of the only arm where there is one.
  public var treatment: Int
  /// Units or events counted in the control arm; 0 where there is none.
  public var control: Int

  /// All numbers finite.
  public init(test: Test, logHarm: Double, logSafe: Double, band: Band, treatment: Int, control: Int) {
    self.test = test
    self.logHarm = logHarm
    self.logSafe = logSafe
    self.band = band
    self.treatment = treatment
    self.control = control
  }
}

/// An estimate and the limits of a confidence sequence about it, all finite; what does not exist yet is nil.
public struct Band: Sendable, Equatable, Codable {
  /// In the unit of the test: a difference, a ratio, a share. Nil where there is none: a ratio to no events at all.
  public var estimate: Double?
  /// Below this only with probability α over the whole path.
  public var lower: Double?
  /// Above this only with probability α over the whole path.
  public var upper: Double?

  /// All numbers finite, the limits in order.
  public init(estimate: Double?, lower: Double? = nil, upper: Double? = nil) {
    self.estimate = estimate
    self.lower = lower
    self.upper = upper
  }
}
