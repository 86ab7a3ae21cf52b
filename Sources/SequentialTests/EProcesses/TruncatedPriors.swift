import Foundation

/// The e-value of a share against a level: a beta prior, cut off at the level, over the shares on one side of it.
///
/// Both densities are measured against their own value at the level, so that only tails are divided and nothing large
/// cancels.
struct TruncatedBeta {
  /// The prior's exponents, positive.
  let a: Double
  let b: Double

  /// ln E against a share of at most `level`.
  func logAbove(_ level: Double, rest: Double, hits: Double, misses: Double) -> Double {
    let x = a + hits
    let y = b + misses
    return IncompleteBeta.logLowerRatio(rest, level, y, x) - IncompleteBeta.logLowerRatio(rest, level, b, a)
  }

  /// ln E against a share of at least `level`.
  func logBelow(_ level: Double, rest: Double, hits: Double, misses: Double) -> Double {
    TruncatedBeta(a: b, b: a).logAbove(rest, rest: level, hits: misses, misses: hits)
  }
}

/// The e-value of a rate against a level: a gamma prior of the ratio between them, cut off at 1.
struct TruncatedGamma {
  /// The prior's shape and rate, positive.
  let shape: Double
  let rate: Double

  /// ln E against a ratio of at most 1.
  func logAbove(expected: Double, events: Double) -> Double {
    IncompleteGamma.logUpperRatio(shape + events, rate + expected)
      - IncompleteGamma.logUpperRatio(shape, rate)
  }

  /// ln E against a ratio of at least 1.
  func logBelow(expected: Double, events: Double) -> Double {
    IncompleteGamma.logLowerRatio(shape + events, rate + expected)
      - IncompleteGamma.logLowerRatio(shape, rate)
  }
}
