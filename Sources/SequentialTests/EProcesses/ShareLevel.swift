import Foundation

/// Units of one arm, each failed or not, against a level: "at most 1 % of sign-ins fail".
///
/// The prior is uniform over the shares on the side that is worse (for harm) or better (for safety). Exact, and valid
/// at every unit.
///
/// Source: H. Robbins, "Statistical methods related to the law of the iterated logarithm", Annals of Mathematical
/// Statistics 41 (1970) 1397–1409, doi:10.1214/aoms/1177696786.
public enum ShareLevel {
  static let prior = TruncatedBeta(a: 1, b: 1)

  /// Judges one arm.
  ///
  /// - Parameters:
  ///   - failures: units that failed.
  ///   - units: all units, at least `failures`.
  ///   - tolerated: harm is a share above this.
  ///   - margin: safe is a share below this; at least what is tolerated.
  ///   - alpha: of each limit of the band.
  /// - Returns: a band of the share that fails; no estimate without units.
  /// - Throws: `.countOutside`, `.shareOutside`, `.ratioOutside` for a margin below what is tolerated, `.alphaOutside`.
  /// - Complexity: O(1): about 40 incomplete beta functions.
  public static func look(
    failures: Int, of units: Int, tolerated: Double, margin: Double, alpha: Double
  ) throws(EProcessError) -> Look {
    let logHarm = try logHarm(failures: failures, of: units, tolerated: tolerated)
    let logSafe = try logSafe(failures: failures, of: units, margin: margin)
    guard margin >= tolerated else { throw .ratioOutside }
    let band = try band(failures: failures, of: units, alpha: alpha)
    return Look(
      test: .shareLevel, logHarm: logHarm, logSafe: logSafe, band: band, treatment: units, control: 0)
  }

  /// ln of the e-value against a share of at most `tolerated`.
  ///
  /// - Throws: as `look`.
  public static func logHarm(failures: Int, of units: Int, tolerated: Double) throws(EProcessError) -> Double {
    let successes = try successes(failures, units)
    try EProcessError.checkShare(tolerated)
    return prior.logAbove(tolerated, rest: 1 - tolerated, hits: Double(failures), misses: Double(successes))
  }

  /// ln of the e-value against a share of at least `margin`.
  ///
  /// - Throws: as `look`.
  public static func logSafe(failures: Int, of units: Int, margin: Double) throws(EProcessError) -> Double {
    let successes = try successes(failures, units)
    try EProcessError.checkShare(margin)
    return prior.logBelow(margin, rest: 1 - margin, hits: Double(failures), misses: Double(successes))
  }

  /// The band alone: levels that neither e-process rejects at 1/α.
  ///
  /// - Throws: as `look`.
  public static func band(failures: Int, of units: Int, alpha: Double) throws(EProcessError) -> Band {
    let successes = try successes(failures, units)
    try EProcessError.checkAlpha(alpha)
    let bound = -log(alpha)
    // Levels by their log-odds, so that limits near 0 and near 1 come out to as many digits.
    let centre = log((Double(failures) + 0.5) / (Double(successes) + 0.5))
    let information = 1 / (1 / (Double(failures) + 0.5) + 1 / (Double(successes) + 0.5))
    let search = LevelSearch(bound: bound, least: -80, most: 80)
    let above = { (odds: Double) in
      prior.logAbove(
        1 / (1 + exp(-odds)), rest: 1 / (1 + exp(odds)), hits: Double(failures), misses: Double(successes))
    }
    let below = { (odds: Double) in
      prior.logBelow(
        1 / (1 + exp(odds)), rest: 1 / (1 + exp(-odds)), hits: Double(failures), misses: Double(successes))
    }
    return Band(
      estimate: units > 0 ? Double(failures) / Double(units) : nil,
      lower: search.lower(estimate: centre, information: information, above).map { 1 / (1 + exp(-$0)) },
      upper: search.lower(estimate: -centre, information: information, below).map { 1 / (1 + exp($0)) })
  }

  static func successes(_ failures: Int, _ units: Int) throws(EProcessError) -> Int {
    try EProcessError.checkCounts(units)
    try EProcessError.checkCounts(failures)
    guard failures <= units else { throw .countOutside }
    return units - failures
  }
}
