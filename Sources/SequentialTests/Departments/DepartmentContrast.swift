import Foundation

/// A difference of two arms of departments with its standard error.
struct DepartmentContrast: Sendable, Equatable {
  let estimate: Double
  let standardError: Double
  let degreesOfFreedom: Double

  /// Means of both arms, each with its own variance; at least 2 values an arm.
  static func welch(_ treatment: [Double], _ control: [Double]) throws(DepartmentError) -> DepartmentContrast {
    try weighted(treatment.map { (value: $0, weight: 1) }, control.map { (value: $0, weight: 1) })
  }

  /// Weighted means of both arms, each with the variance of a ratio of sums.
  ///
  /// The degrees of freedom of an arm are those of its equally weighted equivalent, one less than (Σw)² ÷ Σw².
  static func weighted(
    _ treatment: [(value: Double, weight: Double)], _ control: [(value: Double, weight: Double)]
  ) throws(DepartmentError) -> DepartmentContrast {
    let (ours, theirs) = (arm(treatment), arm(control))
    let variance = ours.variance + theirs.variance
    guard variance > 0 else { throw .noVariance }
    guard variance.isFinite else { throw .notFinite }
    let shares = (ours.variance / variance, theirs.variance / variance)
    let df = 1 / (shares.0 * shares.0 / ours.degrees + shares.1 * shares.1 / theirs.degrees)
    return try DepartmentContrast(ours.mean - theirs.mean, variance: variance, df: df)
  }

  /// After adjusted for before by a common slope within the arms, estimated from them.
  ///
  /// Without scatter before there is nothing to adjust for and no slope is estimated.
  static func adjusted(
    _ treatment: [(before: Double, after: Double)], _ control: [(before: Double, after: Double)]
  ) throws(DepartmentError) -> DepartmentContrast {
    let (ours, theirs) = (moments(treatment), moments(control))
    let counts = (Double(treatment.count), Double(control.count))
    let baseScatter = ours.xx + theirs.xx
    let slope = baseScatter > 0 ? (ours.xy + theirs.xy) / baseScatter : 0
    let df = counts.0 + counts.1 - (baseScatter > 0 ? 3 : 2)
    let residual = max(0, ours.yy + theirs.yy - slope * (ours.xy + theirs.xy)) / df
    let gap = ours.x - theirs.x
    let lever = baseScatter > 0 ? gap / baseScatter * gap : 0
    let variance = residual * (1 / counts.0 + 1 / counts.1 + lever)
    // A residual of rounding alone is none.
    guard variance > 1e-28 * (ours.yy + theirs.yy), variance > 0 else { throw .noVariance }
    return try DepartmentContrast(ours.y - theirs.y - slope * gap, variance: variance, df: df)
  }

  private init(_ estimate: Double, variance: Double, df: Double) throws(DepartmentError) {
    guard estimate.isFinite, variance.isFinite, df.isFinite, df > 0 else { throw .notFinite }
    self.estimate = estimate
    standardError = variance.squareRoot()
    degreesOfFreedom = df
  }

  private static func arm(
    _ values: [(value: Double, weight: Double)]
  ) -> (mean: Double, variance: Double, degrees: Double) {
    let heaviest = values.reduce(0) { max($0, $1.weight) }
    var (total, squares, sum) = (0.0, 0.0, 0.0)
    for entry in values {
      let weight = entry.weight / heaviest
      total += weight
      squares += weight * weight
      sum += weight * entry.value
    }
    let mean = sum / total
    var scatter = 0.0
    for entry in values {
      let deviation = entry.weight / heaviest * (entry.value - mean)
      scatter += deviation * deviation
    }
    let count = Double(values.count)
    let equivalent = total * total / squares
    // One department that outweighs all others leaves no degree of freedom; half a degree stands for hardly any.
    return (mean, count / (count - 1) * scatter / (total * total), max(0.5, equivalent - 1))
  }

  private static func moments(
    _ values: [(before: Double, after: Double)]
  ) -> (x: Double, y: Double, xx: Double, xy: Double, yy: Double) {
    let count = Double(values.count)
    let x = values.reduce(0) { $0 + $1.before } / count
    let y = values.reduce(0) { $0 + $1.after } / count
    var (xx, xy, yy) = (0.0, 0.0, 0.0)
    for value in values {
      xx += (value.before - x) * (value.before - x)
      xy += (value.before - x) * (value.after - y)
      yy += (value.after - y) * (value.after - y)
    }
    return (x, y, xx, xy, yy)
  }
}
