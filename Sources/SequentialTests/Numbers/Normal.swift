import Foundation

/// The standard normal distribution, by its upper tail and in logs, so that far tails keep their digits.
enum Normal {
  /// The density at `z`.
  static func density(_ z: Double) -> Double {
    0.398_942_280_401_432_7 * exp(-z * z / 2)
  }

  /// P(Z > `z`).
  static func upperTail(_ z: Double) -> Double {
    0.5 * erfc(z * 0.707_106_781_186_547_5)
  }

  /// ln P(Z > `z`); −∞ only where `z` is +∞ or its square overflows.
  static func logUpperTail(_ z: Double) -> Double {
    if z < -1 { return log1p(-upperTail(-z)) }
    if z < 25 { return log(upperTail(z)) }
    // Mills' ratio as a continued fraction; at 25 and above ten levels give all digits.
    var below = z
    for level in stride(from: 10.0, through: 1, by: -1) { below = z + level / below }
    return -0.5 * z * z - 0.918_938_533_204_672_8 - log(below)
  }

  /// The value below which a share `p` of the distribution lies; −∞ at 0, +∞ at 1, not a number outside.
  static func quantile(_ p: Double) -> Double {
    if p == 0.5 { return 0 }
    if p < 0.5 { return p == 0 ? -.infinity : -upperQuantile(log: log(p)) }
    return p == 1 ? .infinity : upperQuantile(log: log1p(-p))
  }

  /// The `z` whose upper tail has the natural logarithm `logTail`; not a number above 0.
  static func upperQuantile(log logTail: Double) -> Double {
    guard logTail <= 0 else { return .nan }
    if logTail == 0 { return -.infinity }
    if logTail == -.infinity { return .infinity }
    if logTail == -0.693_147_180_559_945_3 { return 0 }
    if logTail > -0.693_147_180_559_945_3 {
      let complement = -expm1(logTail)
      return complement > 0 ? -upperQuantile(log: log(complement)) : -.infinity
    }
    // The log of the tail is concave and falling, so Newton's steps come down on the root from above.
    var z = (-2 * logTail).squareRoot()
    for _ in 0..<60 {
      let tail = logUpperTail(z)
      let hazard = exp(-0.5 * z * z - 0.918_938_533_204_672_8 - tail)
      let step = (tail - logTail) / hazard
      z += step
      if abs(step) <= 1e-15 * max(1, abs(z)) { break }
    }
    return z
  }
}
