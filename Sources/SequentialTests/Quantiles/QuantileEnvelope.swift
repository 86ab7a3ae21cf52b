import Foundation

/// How far the share of values up to any point may ever stray from the truth, at all points and all looks at once: a
/// band about every quantile together, wider than that of one quantile declared beforehand.
///
/// - Source: S. R. Howard, A. Ramdas, Bernoulli 28 (2022) 1704–1728, theorem 2, doi:10.3150/21-BEJ1388.
public struct QuantileEnvelope: Sendable, Equatable {
  /// The fewest values for which it holds.
  public let first: Int
  private let constant: Double

  private static let scale = 0.85

  /// - Parameters:
  ///   - first: looks begin at so many values, at least 1.
  ///   - alpha: that any share at any look is further off.
  /// - Throws: `.tuningOutside` for `first`; `.alphaOutside`, also below 10⁻³⁰.
  /// - Complexity: some ten thousand logarithms.
  public init(first: Int, alpha: Double) throws(SequenceError) {
    guard first >= 1, first <= Moments.maximumCount else { throw .tuningOutside }
    guard alpha >= 1e-30, alpha < 1 else { throw .alphaOutside }
    self.first = first
    var low = 0.01
    var high = 1_000.0
    for _ in 0..<100 {
      let middle = (low + high) / 2
      if Self.error(middle) > alpha { low = middle } else { high = middle }
    }
    constant = high
  }

  /// The half-width as a share: the p-quantile lies between the observed quantiles at p − f and p + f.
  ///
  /// - Parameter count: values so far.
  /// - Throws: `.tooFewUnits` under `first`; `.countOutside` above 2⁵³.
  public func halfWidth(_ count: Int) throws(SequenceError) -> Double {
    guard count >= first else { throw .tooFewUnits(needed: first) }
    guard count <= Moments.maximumCount else { throw .countOutside }
    let count = Double(count)
    return Self.scale * ((log1p(log(count / Double(first))) + constant) / count).squareRoot()
  }

  /// A bound on the probability of ever straying beyond, the least over the epochs' ratio.
  private static func error(_ constant: Double) -> Double {
    var low = 1.0
    var high = 2 * scale * scale
    // A single dip, sought by thirds.
    for _ in 0..<80 {
      let left = low + (high - low) / 3
      let right = high - (high - low) / 3
      if error(constant, left) <= error(constant, right) { high = right } else { low = left }
    }
    return error(constant, (low + high) / 2)
  }

  private static func error(_ constant: Double, _ ratio: Double) -> Double {
    let reach = scale - (2 * (ratio - 1) / constant).squareRoot()
    let square = 2 / ratio * reach * reach
    guard reach > 0, square > 1 else { return 4 * ratio }
    return 4 * exp(-square * constant) * (1 + 1 / ((square - 1) * log(ratio)))
  }
}
