import Foundation

/// Events of two arms, judged by how they divide, with a beta prior over the treatment's share of them.
///
/// The same question as `ShareMixture` in one stratum. It is slower to see a doubling, but its band closes in on the
/// ratio as far as one likes.
///
/// Source: M. Lindon, A. Malek, "Anytime-valid inference for multinomial count data", NeurIPS 35 (2022),
/// doi:10.48550/arXiv.2011.03567.
public struct ShareBeta: Sendable, Equatable {
  /// How many events the prior is worth; it is centred on the share that is tested.
  public let concentration: Double

  /// - Throws: `.expectationOutside` unless the concentration is between 1 and 10⁶.
  public init(concentration: Double = 20) throws(EProcessError) {
    guard concentration >= 1, concentration <= 1e6 else { throw .expectationOutside }
    self.concentration = concentration
  }

  /// Judges the events of two arms; parameters, band and errors are those of `ShareMixture.look`.
  ///
  /// The share of events that is tested, which the exposure share and a ratio make, must be between 10⁻⁶ and 1 − 10⁻⁶;
  /// the band does not look beyond.
  ///
  /// - Throws: `.shareOutside` beyond that too.
  /// - Complexity: O(1): about 40 incomplete beta functions.
  public func look(
    treatment: Int, control: Int, share: Double, tolerated: Double = 1, margin: Double, alpha: Double
  ) throws(EProcessError) -> Look {
    try EProcessError.checkCounts(treatment, control)
    try EProcessError.checkShare(share)
    try EProcessError.check(tolerated: tolerated, margin: margin)
    try Self.check(share, tolerated)
    try Self.check(share, margin)
    try EProcessError.checkAlpha(alpha)
    let bound = -log(alpha)
    let estimate = control > 0 ? Double(treatment) / Double(control) * ((1 - share) / share) : nil
    let centre = log((Double(treatment) + 0.5) / (Double(control) + 0.5) * (1 - share) / share)
    let information = 1 / (1 / (Double(treatment) + 0.5) + 1 / (Double(control) + 0.5))
    let harm = { (ratio: Double) in
      logE(treatment: treatment, control: control, share: share, rest: 1 - share, tolerated: exp(ratio))
    }
    let safe = { (ratio: Double) in
      logE(treatment: control, control: treatment, share: 1 - share, rest: share, tolerated: exp(ratio))
    }
    let odds = log(share / (1 - share))
    return Look(
      test: .shareBeta, logHarm: harm(log(tolerated)), logSafe: safe(-log(margin)),
      band: Band(
        estimate: estimate,
        lower: LevelSearch(bound: bound, least: -Self.widest - odds, most: Self.widest - odds)
          .lower(estimate: centre, information: information, harm).map { exp($0) },
        upper: LevelSearch(bound: bound, least: -Self.widest + odds, most: Self.widest + odds)
          .lower(estimate: -centre, information: information, safe).map { exp(-$0) }),
      treatment: treatment, control: control)
  }

  /// ln of the e-value against a ratio of at most `tolerated`.
  ///
  /// - Throws: as `ShareMixture.look`.
  /// - Complexity: O(1).
  public func logHarm(
    treatment: Int, control: Int, share: Double, tolerated: Double = 1
  ) throws(EProcessError) -> Double {
    try EProcessError.checkCounts(treatment, control)
    try EProcessError.checkShare(share)
    try EProcessError.checkRatio(tolerated)
    try Self.check(share, tolerated)
    return logE(treatment: treatment, control: control, share: share, rest: 1 - share, tolerated: tolerated)
  }

  /// The log-odds of 1 − 10⁻⁶, nearly.
  private static let widest = 13.8155

  private static func check(_ share: Double, _ ratio: Double) throws(EProcessError) {
    guard log(share / (1 - share) * ratio).magnitude <= widest else { throw .shareOutside }
  }

  private func logE(treatment: Int, control: Int, share: Double, rest: Double, tolerated: Double) -> Double {
    let sum = share * tolerated + rest
    let level = share * tolerated / sum
    let other = rest / sum
    return TruncatedBeta(a: concentration * level, b: concentration * other)
      .logAbove(level, rest: other, hits: Double(treatment), misses: Double(control))
  }
}
