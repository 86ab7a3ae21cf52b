import Foundation

/// The regularised incomplete beta function I_x(a, b) and its tails, for a, b > 0, up to 10¹⁵ and beyond.
///
/// The tail away from the mean is summed (all terms positive) or, where that would take more than a few hundred terms,
/// integrated; the other is its complement. Each is held as what multiplies xᵃ(1−x)ᵇ ÷ B(a, b), so that ratios of
/// tails do not cancel.
///
/// Source: NIST Digital Library of Mathematical Functions, 8.17.7 and 8.17.8, https://dlmf.nist.gov/8.17.
enum IncompleteBeta {
  /// I_x(a, b); 0 below 0 and 1 above 1.
  static func regularized(_ x: Double, _ a: Double, _ b: Double) -> Double {
    exp(logRegularized(x, a, b))
  }

  /// ln I_x(a, b).
  static func logRegularized(_ x: Double, _ a: Double, _ b: Double) -> Double {
    guard x > 0 else { return x <= 0 ? -.infinity : .nan }
    guard x < 1 else { return 0 }
    return logLower(x, 1 - x, a, b)
  }

  /// ln(1 − I_x(a, b)).
  static func logUpper(_ x: Double, _ a: Double, _ b: Double) -> Double {
    guard x > 0 else { return x <= 0 ? 0 : .nan }
    guard x < 1 else { return -.infinity }
    return logLower(1 - x, x, b, a)
  }

  /// ln(xᵃ yᵇ ÷ B(a, b)), x + y = 1, both positive.
  static func logPrefix(_ x: Double, _ y: Double, _ a: Double, _ b: Double) -> Double {
    let n = a + b
    let corrections = LogGamma.stirlingError(n) - LogGamma.stirlingError(a) - LogGamma.stirlingError(b)
    return 0.5 * log(a / n * b) - LogGamma.halfLogTwoPi + corrections
      - LogGamma.deviance(a, n * x) - LogGamma.deviance(b, n * y)
  }

  /// ln of I_x(a, b) ÷ (xᵃ yᵇ ÷ B(a, b)), x + y = 1, both positive. The upper tail's is that of (y, x, b, a).
  static func logLowerRatio(_ x: Double, _ y: Double, _ a: Double, _ b: Double) -> Double {
    if isDirect(x, y, a, b) { return log(lesserTail(x, y, a, b)) }
    return logLower(x, y, a, b) - logPrefix(x, y, a, b)
  }

  /// ln I_x(a, b), x + y = 1, both positive.
  private static func logLower(_ x: Double, _ y: Double, _ a: Double, _ b: Double) -> Double {
    let prefix = logPrefix(x, y, a, b)
    if isDirect(x, y, a, b) { return min(0, log(lesserTail(x, y, a, b)) + prefix) }
    return LogSum.complement(min(-0.0, log(lesserTail(y, x, b, a)) + prefix))
  }

  /// Whether the lower tail is summed, not the upper one.
  private static func isDirect(_ x: Double, _ y: Double, _ a: Double, _ b: Double) -> Bool {
    // Next to an end with a pole the sum has few terms, and the tail on the other side no simple shape.
    if a < 1, (a + b) * x <= 1, x <= 0.5 { return true }
    if b < 1, (a + b) * y <= 1, y <= 0.5 { return false }
    // Next to the far end a small exponent's tail is not small, and its own series would not end.
    return a * y >= b * x ? !(a < 50 && x > 0.9) : b < 50 && y > 0.9
  }

  /// The lower tail up to x, below the mean or next to 0, as a multiple of xᵃ yᵇ ÷ B(a, b).
  private static func lesserTail(_ x: Double, _ y: Double, _ a: Double, _ b: Double) -> Double {
    if a <= 2_000 * y || a <= 1 { return series(x, a, b) }
    let scale = min(x, (x * y / (a + b)).squareRoot())
    let area = TailQuadrature.area(end: x, scale: scale) { distance in
      (a - 1) * log1p(-distance / x) + (b - 1) * log1p(distance / y)
    }
    return area / (x * y)
  }

  /// Σ over n of (a + b)ₙ ÷ (a)ₙ₊₁ xⁿ.
  private static func series(_ x: Double, _ a: Double, _ b: Double) -> Double {
    var term = 1 / a
    var sum = term
    var n = 0.0
    while term > sum * 1e-17, n < 100_000 {
      term *= (a + b + n) / (a + 1 + n) * x
      sum += term
      n += 1
    }
    return sum
  }
}
