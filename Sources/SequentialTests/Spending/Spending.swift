import Foundation

/// Bounds of a whole plan of looks at once, and what given bounds would spend.
public enum Spending {
  /// The one-sided bounds of looks at growing shares of the planned information.
  ///
  /// - Parameter information: strictly growing by `SpendingWalk.leastGrowth` or more, each above 0; at most the last
  ///   is 1 or more.
  /// - Returns: one bound a look on the scale of z; nil where so little may be spent that nothing crosses.
  /// - Throws: `.alphaOutsideRange`, `.parameterOutsideRange`; `.informationOutsideRange` also where it does not grow.
  /// - Complexity: O(looks × cost of a look).
  public static func bounds(
    alpha: Double, information: [Double], spending: SpendingFunction = .standard
  ) throws(SpendingError) -> [Double?] {
    var walk = try SpendingWalk(alpha: alpha, spending: spending)
    var bounds: [Double?] = []
    for share in information {
      let look = try walk.look(at: share)
      switch look.standing {
      case .bounded, .nothingYet: bounds.append(look.bound)
      case .noGrowth, .overrun: throw .informationOutsideRange
      }
    }
    return bounds
  }

  /// Probability that a standard walk is at or above any of `bounds` at its looks.
  ///
  /// - Parameters:
  ///   - bounds: on the scale of z, finite, one a look.
  ///   - information: growing by `SpendingWalk.leastGrowth` or more from 0 on, 1,000 at most, as many as bounds.
  /// - Throws: `.informationOutsideRange` where either list is not so; neither is ordered otherwise.
  public static func crossing(bounds: [Double], information: [Double]) throws(SpendingError) -> Double {
    guard bounds.count == information.count, bounds.allSatisfy(\.isFinite) else { throw .informationOutsideRange }
    var density = StoppedDensity()
    var total = 0.0
    for (bound, share) in zip(bounds, information) {
      let growth = share - density.information
      guard growth >= SpendingWalk.leastGrowth * 0.999, share <= 1_000 else { throw .informationOutsideRange }
      let level = max(-8, min(8, bound)) * share.squareRoot()
      total += density.crossing(level, at: share).probability
      density.advance(to: share, bound: level)
    }
    return min(1, total)
  }

  /// The same bound at every look that is crossed with probability `alpha` in all.
  ///
  /// - Parameter information: as for `crossing(bounds:information:)`, and not empty.
  /// - Throws: `.alphaOutsideRange`; `.informationOutsideRange`.
  /// - Complexity: about forty times that of `crossing`.
  public static func constantBound(alpha: Double, information: [Double]) throws(SpendingError) -> Double {
    guard alpha > 0, alpha < 1 else { throw .alphaOutsideRange }
    guard !information.isEmpty else { throw .informationOutsideRange }
    // One look's bound is too low, and by the union bound that of alpha ÷ looks too high.
    var low = Normal.upperQuantile(log: log(alpha))
    var high = Normal.upperQuantile(log: log(alpha / Double(information.count)))
    while high - low > 1e-10 {
      let middle = low + (high - low) / 2
      let spent = try crossing(bounds: information.map { _ in middle }, information: information)
      if spent > alpha { low = middle } else { high = middle }
    }
    return low + (high - low) / 2
  }
}
