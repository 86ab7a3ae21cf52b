import Foundation

/// A confidence sequence of one arm's share of failures: an interval that holds the share at every unit at once.
///
/// The share is tested against each level by a beta prior centred on it; what is not rejected is the interval.
///
/// Source: S. R. Howard, A. Ramdas, J. McAuliffe, J. Sekhon, "Time-uniform, nonparametric, nonasymptotic confidence
/// sequences", Annals of Statistics 49 (2021) 1055–1080, doi:10.1214/20-AOS1991.
public enum ProportionSequence {
  /// The interval, two-sided at α.
  ///
  /// - Parameters:
  ///   - failures: units that failed.
  ///   - units: all units, at least `failures`.
  ///   - alpha: that the interval ever misses the share.
  ///   - tuned: the number of units for which it is narrowest, at least 1.
  /// - Returns: no limits where none are excluded; no estimate without units.
  /// - Throws: `.countOutside`, `.alphaOutside`, `.expectationOutside`.
  /// - Complexity: O(1).
  public static func band(
    failures: Int, of units: Int, alpha: Double, tuned: Double = 1_000
  ) throws(EProcessError) -> Band {
    try EProcessError.checkCounts(units)
    try EProcessError.checkCounts(failures)
    guard failures <= units else { throw .countOutside }
    try EProcessError.checkAlpha(alpha)
    guard tuned >= 1, tuned <= 1e12 else { throw .expectationOutside }
    // What one-sided use at 5 % would take; the figure moves the width by little.
    let doubled = -2 * log(0.05)
    let concentration = max(tuned / (doubled + log(1 + doubled)) - 1, 1e-3)
    let bound = -log(alpha)
    let hits = Double(failures)
    let misses = Double(units - failures)
    let logE = { (odds: Double) -> Double in
      let level = 1 / (1 + exp(-odds))
      let rest = 1 / (1 + exp(odds))
      return IncompleteBeta.logPrefix(level, rest, concentration * level, concentration * rest)
        - IncompleteBeta.logPrefix(level, rest, concentration * level + hits, concentration * rest + misses)
    }
    let centre = log((hits + 0.5) / (misses + 0.5))
    let information = 1 / (1 / (hits + 0.5) + 1 / (misses + 0.5))
    // Two-sided evidence rises again beyond the estimate, where the search must not stray.
    let below = LevelSearch(bound: bound, least: -80, most: centre)
    let above = LevelSearch(bound: bound, least: -80, most: -centre)
    return Band(
      estimate: units > 0 ? hits / (hits + misses) : nil,
      lower: below.lower(estimate: centre, information: information, logE).map { 1 / (1 + exp(-$0)) },
      upper: above.lower(estimate: -centre, information: information) { logE(-$0) }.map { 1 / (1 + exp($0)) })
  }
}
