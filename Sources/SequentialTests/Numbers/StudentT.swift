import Foundation

/// Student's t distribution with real degrees of freedom above 0.
enum StudentT {
  /// P(T > `t`).
  static func upperTail(_ t: Double, df: Double) -> Double {
    t < 0 ? 1 - exp(logUpperTail(-t, df: df)) : exp(logUpperTail(t, df: df))
  }

  /// ln P(T > `t`).
  static func logUpperTail(_ t: Double, df: Double) -> Double {
    if t < 0 { return log1p(-exp(logUpperTail(-t, df: df))) }
    // At so many degrees the two distributions agree to more digits than the beta function has.
    if df > 1e10 { return Normal.logUpperTail(t) }
    let square = t / df * t
    let (x, y) = (1 / (1 + square), square / (1 + square))
    if t < 1 { return log(0.5) + log1p(-IncompleteBeta.regularized(y, 0.5, df / 2)) }
    if t < 20 {
      let ratio = IncompleteBeta.logLowerRatio(x, y, df / 2, 0.5)
      return log(0.5) + min(0, ratio + IncompleteBeta.logPrefix(x, y, df / 2, 0.5))
    }
    // So far out the square may overflow and the continued fraction needs few levels.
    let logSquare = 2 * log(t) - log(df)
    let logFall = square > 1e17 ? logSquare : log1p(square)
    let prefix = 0.5 * (logSquare - logFall) - df / 2 * logFall - log(df / 2) - LogGamma.beta(df / 2, 0.5)
    return log(0.5) + prefix - log(tailFraction(square.isFinite ? x : 0, df / 2))
  }

  /// What divides xᵃ y^½ ÷ (a B(a, ½)) in I_x(a, ½), for x well below the mean.
  ///
  /// Source: NIST Digital Library of Mathematical Functions, 8.17.22, https://dlmf.nist.gov/8.17.
  private static func tailFraction(_ x: Double, _ a: Double) -> Double {
    var fraction = 1.0
    for level in stride(from: 60.0, through: 1, by: -1) {
      let even = level * (0.5 - level) * x / ((a + 2 * level - 1) * (a + 2 * level))
      let m = level - 1
      let odd = -(a + m) * (a + 0.5 + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      fraction = 1 + odd / (1 + even / fraction)
    }
    return fraction
  }

  /// The standard normal value with the same upper tail: evidence of a t on the scale of a z.
  static func normalScore(_ t: Double, df: Double) -> Double {
    t < 0
      ? -Normal.upperQuantile(log: logUpperTail(-t, df: df)) : Normal.upperQuantile(log: logUpperTail(t, df: df))
  }
}

extension StudentT {
  /// The t whose normal score is `z`; nil where it is too far out to be written.
  static func upperQuantile(z: Double, df: Double) -> Double? {
    let logTail = Normal.logUpperTail(z.magnitude)
    guard logTail.isFinite else { return nil }
    let t = upperQuantile(log: logTail, df: df)
    return t.map { z < 0 ? -$0 : $0 }
  }

  /// The t whose upper tail, ½ at most, has the natural logarithm `logTail`; nil where it is too far out to be written.
  ///
  /// The log of the tail is concave and falling in ln t, from the flat middle to the power of the far tail, so Newton's
  /// steps come down on the root from above.
  static func upperQuantile(log logTail: Double, df: Double) -> Double? {
    guard df <= 1e10 else { return Normal.upperQuantile(log: logTail) }
    let z = Normal.upperQuantile(log: logTail)
    guard z > 0 else { return z.isNaN ? nil : 0 }
    let constant = -0.5 * log(df) - LogGamma.beta(df / 2, 0.5)
    var logT = log(z)
    if z * z / df > 1e-3 { logT = 0.5 * (log(df) + min(600, log(expm1(min(600, z * z / df))))) }
    for _ in 0..<100 {
      let t = exp(logT)
      guard t < 1e140 else { return nil }
      let tail = logUpperTail(t, df: df)
      let slope = -exp(logT + constant - 0.5 * (df + 1) * log1p(t / df * t) - tail)
      let step = (logTail - tail) / slope
      guard step.isFinite else { return nil }
      logT += step
      if step.magnitude < 1e-13 { break }
    }
    return exp(logT)
  }
}
