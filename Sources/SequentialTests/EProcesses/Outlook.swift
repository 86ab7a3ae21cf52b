import Foundation

/// How much more would have to be seen for a decision, if things go on in the present proportions.
///
/// Each is a multiple of what was seen so far, 1 when the evidence is there already; nil where it does not grow, or not
/// within ten thousand times as much. Exact for the e-process at hand: the counts are multiplied, not the evidence.
public struct Outlook: Sendable, Equatable, Codable {
  /// Until the evidence of harm reaches 1/α.
  public var harm: Double?
  /// Until the evidence of safety reaches 1/α.
  public var safe: Double?

  static let greatest = 10_000.0

  /// A multiple at which ln E is at least the bound; of several, one that the doublings come upon.
  static func multiple(bound: Double, _ logE: (Double) -> Double) -> Double? {
    var below = (at: 1.0, value: logE(1) - bound)
    if below.value >= 0 { return 1 }
    while below.at < greatest {
      let at = min(greatest, below.at * 2)
      let value = logE(at) - bound
      if value >= 0 { return Crossing.find(above: (at, value), below: below) { logE($0) - bound } }
      below = (at, value)
    }
    return nil
  }
}

extension ShareMixture {
  /// How much more exposure a decision takes; the parameters and errors are those of `look`.
  ///
  /// - Complexity: O(different shares).
  public func outlook(
    _ strata: [ShareStratum], tolerated: Double = 1, margin: Double, alpha: Double
  ) throws(EProcessError) -> Outlook {
    try EProcessError.check(tolerated: tolerated, margin: margin)
    try EProcessError.checkAlpha(alpha)
    let events = try ShareLikelihood(strata)
    let above = events.logs(harm, above: log(tolerated))
    let below = events.mirrored.logs(safe ?? .inside(margin: margin), above: -log(margin))
    let bound = -log(alpha)
    return Outlook(
      harm: Outlook.multiple(bound: bound) { RatioGrid.logMean(above * $0) },
      safe: Outlook.multiple(bound: bound) { RatioGrid.logMean(below * $0) })
  }
}

extension ShareLevel {
  /// How many more units a decision takes; the parameters and errors are those of `look`.
  ///
  /// - Complexity: O(1).
  public static func outlook(
    failures: Int, of units: Int, tolerated: Double, margin: Double, alpha: Double
  ) throws(EProcessError) -> Outlook {
    let misses = Double(try successes(failures, units))
    try EProcessError.checkShare(tolerated)
    try EProcessError.checkShare(margin)
    guard margin >= tolerated else { throw .ratioOutside }
    try EProcessError.checkAlpha(alpha)
    let hits = Double(failures)
    let bound = -log(alpha)
    return Outlook(
      harm: Outlook.multiple(bound: bound) { multiple in
        prior.logAbove(tolerated, rest: 1 - tolerated, hits: hits * multiple, misses: misses * multiple)
      },
      safe: Outlook.multiple(bound: bound) { multiple in
        prior.logBelow(margin, rest: 1 - margin, hits: hits * multiple, misses: misses * multiple)
      })
  }
}

extension RateLevel {
  /// How much more exposure a decision takes; the parameters and errors are those of `look`.
  ///
  /// - Complexity: O(1).
  public static func outlook(
    events: Int, expected: Double, tolerated: Double = 1, margin: Double, alpha: Double
  ) throws(EProcessError) -> Outlook {
    try check(events, expected)
    try EProcessError.check(tolerated: tolerated, margin: margin)
    try EProcessError.checkAlpha(alpha)
    let bound = -log(alpha)
    return Outlook(
      harm: Outlook.multiple(bound: bound) { multiple in
        prior.logAbove(expected: expected * tolerated * multiple, events: Double(events) * multiple)
      },
      safe: Outlook.multiple(bound: bound) { multiple in
        prior.logBelow(expected: expected * margin * multiple, events: Double(events) * multiple)
      })
  }
}
