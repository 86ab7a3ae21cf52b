import Foundation

/// Sums of numbers that are known by their logarithms.
enum LogSum {
  /// ln Σ exp(term); −∞ for no terms.
  static func value(_ terms: [Double]) -> Double {
    var greatest = -Double.infinity
    for term in terms { greatest = max(greatest, term) }
    guard greatest.isFinite else { return greatest }
    var sum = 0.0
    for term in terms { sum += exp(term - greatest) }
    return greatest + log(sum)
  }

  /// ln of the mean of exp(term); −∞ for no terms.
  static func mean(_ terms: [Double]) -> Double {
    terms.isEmpty ? -.infinity : value(terms) - log(Double(terms.count))
  }

  /// ln(1 − exp(x)) for x ≤ 0.
  static func complement(_ x: Double) -> Double {
    // Either form loses all digits where the other is exact.
    x > -0.693 ? log(-expm1(x)) : log1p(-exp(x))
  }
}
