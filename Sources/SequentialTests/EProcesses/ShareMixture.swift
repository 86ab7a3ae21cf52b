import Foundation

/// Events of two arms, judged by how they divide between the arms: given an event, it is the treatment's with a chance
/// that depends only on the arms' shares of the exposure and on the ratio of their rates.
///
/// For rare failures and for counts of people who act by themselves: several events of one person are one event here,
/// and where whole departments are assigned, their people are not by themselves. Each stratum
/// has its own exposure share; the mixture is over one common ratio, so strata and time may accumulate in any way that
/// does not look ahead. Valid at every event, exactly. Where failures are not rare (above some 10 %) it stays valid and
/// loses power.
///
/// Source: M. Lindon, A. Malek, "Anytime-valid inference for multinomial count data", NeurIPS 35 (2022),
/// doi:10.48550/arXiv.2011.03567; H. Robbins, "Statistical methods related to the law of the iterated
/// logarithm", Annals of Mathematical Statistics 41 (1970) 1397–1409, doi:10.1214/aoms/1177696786.
public struct ShareMixture: Sendable, Equatable {
  /// Alternatives above what is tolerated.
  public var harm: RatioGrid
  /// Alternatives below the margin; nil takes `RatioGrid.inside(margin:)`.
  public var safe: RatioGrid?

  /// With the grids that suit most guardrails.
  public init(harm: RatioGrid = .standard, safe: RatioGrid? = nil) {
    self.harm = harm
    self.safe = safe
  }

  /// Judges one stratum.
  ///
  /// - Parameters:
  ///   - treatment: events in the treatment arm.
  ///   - control: events in the control arm.
  ///   - share: the treatment arm's share of the exposure.
  ///   - tolerated: harm is a ratio of rates above this.
  ///   - margin: safe is a ratio of rates below this; at least what is tolerated.
  ///   - alpha: of each limit of the band.
  /// - Returns: a band of the ratio of rates, treatment ÷ control.
  /// - Throws: `.countOutside`, `.shareOutside`, `.ratioOutside`, `.alphaOutside`.
  public func look(
    treatment: Int, control: Int, share: Double, tolerated: Double = 1, margin: Double, alpha: Double
  ) throws(EProcessError) -> Look {
    try look(
      [ShareStratum(treatment: treatment, control: control, share: share)], tolerated: tolerated, margin: margin,
      alpha: alpha)
  }

  /// Judges strata together; the parameters are as above.
  ///
  /// The lower limit is at least what is tolerated when the evidence of harm is at least 1/α, the upper one at most the
  /// margin when that of safety is, and only then (to 10⁻⁹ of the evidence): limits and verdicts never disagree. The
  /// limits close in on the ratio to within the square root of the grids' least alternatives, not further.
  ///
  /// - Complexity: O(different shares); about 300 logarithms for each.
  public func look(
    _ strata: [ShareStratum], tolerated: Double = 1, margin: Double, alpha: Double
  ) throws(EProcessError) -> Look {
    try EProcessError.check(tolerated: tolerated, margin: margin)
    try EProcessError.checkAlpha(alpha)
    let events = try ShareLikelihood(strata)
    let mirrored = events.mirrored
    let safe = safe ?? .inside(margin: margin)
    let bound = -log(alpha)
    return Look(
      test: .shareMixture,
      logHarm: events.logE(harm, above: log(tolerated)),
      logSafe: mirrored.logE(safe, above: -log(margin)),
      band: Band(
        estimate: events.ratio,
        lower: events.logLowerLimit(harm, bound: bound).map { exp($0) },
        upper: mirrored.logLowerLimit(safe, bound: bound).map { exp(-$0) }),
      treatment: events.treatment, control: events.control)
  }

  /// ln of the e-value against a ratio of at most `tolerated`.
  ///
  /// - Throws: as `look`.
  /// - Complexity: O(different shares).
  public func logHarm(_ strata: [ShareStratum], tolerated: Double = 1) throws(EProcessError) -> Double {
    try EProcessError.checkRatio(tolerated)
    return try ShareLikelihood(strata).logE(harm, above: log(tolerated))
  }

  /// ln of the e-value against a ratio of at least `margin`.
  ///
  /// - Throws: as `look`.
  /// - Complexity: O(different shares).
  public func logSafe(_ strata: [ShareStratum], margin: Double) throws(EProcessError) -> Double {
    try EProcessError.checkRatio(margin)
    return try ShareLikelihood(strata).mirrored.logE(safe ?? .inside(margin: margin), above: -log(margin))
  }
}
