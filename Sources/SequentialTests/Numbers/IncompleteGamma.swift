import Foundation

/// The regularised incomplete gamma functions P(a, x) and Q(a, x) = 1 − P(a, x), for a > 0, up to 10¹⁵ and beyond.
///
/// The tail away from the mean is summed or integrated, the other is its complement; each is held as what multiplies
/// xᵃ e⁻ˣ ÷ Γ(a), so that ratios of tails do not cancel.
///
/// Source: NIST Digital Library of Mathematical Functions, 8.2 and 8.7.1, https://dlmf.nist.gov/8.7.
enum IncompleteGamma {
  /// ln Q(a, x).
  static func logUpper(_ a: Double, _ x: Double) -> Double {
    guard x > 0 else { return x <= 0 ? 0 : .nan }
    let prefix = logPrefix(a, x)
    return isUpperDirect(a, x) ? min(0, log(upperTail(a, x)) + prefix) : complement(log(lowerTail(a, x)) + prefix)
  }

  /// ln P(a, x).
  static func logLower(_ a: Double, _ x: Double) -> Double {
    guard x > 0 else { return x <= 0 ? -.infinity : .nan }
    let prefix = logPrefix(a, x)
    return isUpperDirect(a, x) ? complement(log(upperTail(a, x)) + prefix) : min(0, log(lowerTail(a, x)) + prefix)
  }

  /// ln(xᵃ e⁻ˣ ÷ Γ(a)), x > 0.
  static func logPrefix(_ a: Double, _ x: Double) -> Double {
    0.5 * log(a) - LogGamma.halfLogTwoPi - LogGamma.stirlingError(a) - LogGamma.deviance(a, x)
  }

  /// ln of Q(a, x) ÷ (xᵃ e⁻ˣ ÷ Γ(a)), x > 0.
  static func logUpperRatio(_ a: Double, _ x: Double) -> Double {
    isUpperDirect(a, x) ? log(upperTail(a, x)) : logUpper(a, x) - logPrefix(a, x)
  }

  /// ln of P(a, x) ÷ (xᵃ e⁻ˣ ÷ Γ(a)), x > 0.
  static func logLowerRatio(_ a: Double, _ x: Double) -> Double {
    isUpperDirect(a, x) ? logLower(a, x) - logPrefix(a, x) : log(lowerTail(a, x))
  }

  /// Whether the upper tail is integrated; else the lower one is summed.
  private static func isUpperDirect(_ a: Double, _ x: Double) -> Bool { x >= a && x >= 1 }

  private static func complement(_ logTail: Double) -> Double { LogSum.complement(min(-0.0, logTail)) }

  private static func upperTail(_ a: Double, _ x: Double) -> Double {
    let area = TailQuadrature.area(end: .infinity, scale: min(1, x) * max(1, a).squareRoot()) { distance in
      (a - 1) * log1p(distance / x) - distance
    }
    return area / x
  }

  private static func lowerTail(_ a: Double, _ x: Double) -> Double {
    if a <= 2_000 || x <= 1 {
      var term = 1 / a
      var sum = term
      var n = 0.0
      while term > sum * 1e-17, n < 100_000 {
        n += 1
        term *= x / (a + n)
        sum += term
      }
      return sum
    }
    let area = TailQuadrature.area(end: x, scale: min(x, a.squareRoot())) { distance in
      (a - 1) * log1p(-distance / x) + distance
    }
    return area / x
  }
}
