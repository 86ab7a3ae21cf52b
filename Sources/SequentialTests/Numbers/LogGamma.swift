import Foundation

/// The logarithm of the gamma function and what belongs to it, for positive arguments.
///
/// Source: Stirling's series, NIST Digital Library of Mathematical Functions, 5.11.1, https://dlmf.nist.gov/5.11.
enum LogGamma {
  static let halfLogTwoPi = 0.5 * log(2 * Double.pi)

  /// ln Γ(x), x > 0.
  static func value(_ x: Double) -> Double {
    guard x < 10 else { return (x - 0.5) * log(x) - x + halfLogTwoPi + tail(x) }
    // Γ(x) = Γ(x + k) ÷ (x (x + 1) … (x + k − 1)), and the series is good from 10 on.
    var product = 1.0
    var y = x
    while y < 10 {
      product *= y
      y += 1
    }
    return (y - 0.5) * log(y) - y + halfLogTwoPi + tail(y) - log(product)
  }

  /// ln Γ(x) − ((x − ½) ln x − x + ½ ln 2π): what Stirling's formula lacks.
  static func stirlingError(_ x: Double) -> Double {
    x < 10 ? value(x) - ((x - 0.5) * log(x) - x + halfLogTwoPi) : tail(x)
  }

  /// ln B(a, b) without the cancellation of three large terms.
  static func beta(_ a: Double, _ b: Double) -> Double {
    let p = min(a, b)
    let q = max(a, b)
    guard q >= 10 else { return value(p) + value(q) - value(p + q) }
    let share = p / (p + q)
    let corrections = stirlingError(q) - stirlingError(p + q)
    if p >= 10 {
      return halfLogTwoPi + stirlingError(p) + corrections - 0.5 * log(q) + (p - 0.5) * log(share)
        + q * log1p(-share)
    }
    return value(p) + corrections + p - p * log(p + q) + (q - 0.5) * log1p(-share)
  }

  /// x ln(x ÷ m) + m − x for positive x and m: exact where both are nearly equal and however large they are.
  static func deviance(_ x: Double, _ m: Double) -> Double {
    let d = (m - x) / x
    guard d.magnitude < 0.25 else { return x * log(x / m) + (m - x) }
    // ln(1 + d) = 2 artanh v with v = d ÷ (2 + d), and d − 2v = d v.
    let v = d / (2 + d)
    let square = v * v
    var power = v * square
    var sum = 0.0
    var odd = 3.0
    while true {
      let next = sum + power / odd
      if next == sum || !next.isFinite { break }
      sum = next
      power *= square
      odd += 2
    }
    return x * (d * v - 2 * sum)
  }

  /// Stirling's series from 10 on.
  private static func tail(_ x: Double) -> Double {
    let r = 1 / x
    let s = r * r
    var sum = -3617.0 / 122_400
    sum = sum * s + 1.0 / 156
    sum = sum * s - 691.0 / 360_360
    sum = sum * s + 1.0 / 1_188
    sum = sum * s - 1.0 / 1_680
    sum = sum * s + 1.0 / 1_260
    sum = sum * s - 1.0 / 360
    sum = sum * s + 1.0 / 12
    return sum * r
  }
}
