import Foundation

/// Events of one arm against an expected number: a declared rate or curve times the exposure, say.
///
/// For Poisson counts of units that act by themselves. Several events of one person are one event here, otherwise the
/// test sees harm where somebody only filed ten tickets. The prior of the ratio is a gamma distribution on the side
/// that is worse (for harm) or better (for safety). Valid at every event when the expected number does not depend on
/// the events.
///
/// Source: S. R. Howard, A. Ramdas, J. McAuliffe, J. Sekhon, "Time-uniform, nonparametric, nonasymptotic confidence
/// sequences", Annals of Statistics 49 (2021) 1055–1080, doi:10.1214/20-AOS1991.
public enum RateLevel {
  static let prior = TruncatedGamma(shape: 2, rate: 1)

  /// Judges one arm.
  ///
  /// - Parameters:
  ///   - events: how many there were.
  ///   - expected: how many there would be at a ratio of 1; any positive number.
  ///   - tolerated: harm is a ratio of events to expected ones above this.
  ///   - margin: safe is a ratio below this; at least what is tolerated.
  ///   - alpha: of each limit of the band.
  /// - Returns: a band of the ratio.
  /// - Throws: `.countOutside`, `.expectationOutside`, `.ratioOutside`, `.alphaOutside`.
  /// - Complexity: O(1): about 40 incomplete gamma functions.
  public static func look(
    events: Int, expected: Double, tolerated: Double = 1, margin: Double, alpha: Double
  ) throws(EProcessError) -> Look {
    let logHarm = try logHarm(events: events, expected: expected, tolerated: tolerated)
    let logSafe = try logSafe(events: events, expected: expected, margin: margin)
    guard margin >= tolerated else { throw .ratioOutside }
    let band = try band(events: events, expected: expected, alpha: alpha)
    return Look(
      test: .rateLevel, logHarm: logHarm, logSafe: logSafe, band: band, treatment: events, control: 0)
  }

  /// ln of the e-value against a ratio of at most `tolerated`.
  ///
  /// - Throws: as `look`.
  public static func logHarm(
    events: Int, expected: Double, tolerated: Double = 1
  ) throws(EProcessError) -> Double {
    try check(events, expected)
    try EProcessError.checkRatio(tolerated)
    return prior.logAbove(expected: expected * tolerated, events: Double(events))
  }

  /// ln of the e-value against a ratio of at least `margin`.
  ///
  /// - Throws: as `look`.
  public static func logSafe(events: Int, expected: Double, margin: Double) throws(EProcessError) -> Double {
    try check(events, expected)
    try EProcessError.checkRatio(margin)
    return prior.logBelow(expected: expected * margin, events: Double(events))
  }

  /// The band alone: ratios that neither e-process rejects at 1/α.
  ///
  /// - Throws: as `look`.
  public static func band(events: Int, expected: Double, alpha: Double) throws(EProcessError) -> Band {
    try check(events, expected)
    try EProcessError.checkAlpha(alpha)
    let bound = -log(alpha)
    let information = Double(events) + 0.5
    let centre = log(information / expected)
    let above = LevelSearch(bound: bound, least: centre - 200, most: centre + 200)
    let below = LevelSearch(bound: bound, least: -centre - 200, most: -centre + 200)
    return Band(
      estimate: Double(events) / expected,
      lower: above.lower(estimate: centre, information: information) { ratio in
        prior.logAbove(expected: expected * exp(ratio), events: Double(events))
      }.map { exp($0) },
      upper: below.lower(estimate: -centre, information: information) { ratio in
        prior.logBelow(expected: expected * exp(-ratio), events: Double(events))
      }.map { exp(-$0) })
  }

  static func check(_ events: Int, _ expected: Double) throws(EProcessError) {
    try EProcessError.checkCounts(events)
    guard expected >= 1e-9, expected <= 1e15 else { throw .expectationOutside }
  }
}
