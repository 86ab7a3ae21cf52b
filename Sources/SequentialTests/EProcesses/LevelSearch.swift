/// Limits by inversion of an e-process whose evidence falls as the level it is held against rises.
struct LevelSearch {
  /// ln(1/α).
  let bound: Double
  /// Of levels, on a scale on which the estimate's error is about normal.
  let least: Double
  let most: Double

  /// The greatest level that is rejected, to within 10⁻⁹ of the evidence: below it all are, beyond it none is.
  ///
  /// - Parameters:
  ///   - estimate: on the same scale.
  ///   - information: the estimate's inverse variance, roughly.
  /// - Returns: nil where none is rejected.
  func lower(estimate: Double, information: Double, _ logE: (Double) -> Double) -> Double? {
    // What a prior costs is about 2; the limit is about as far off as a normal likelihood would have it.
    let distance = (2 * (bound + 2) / max(information, 1e-3)).squareRoot()
    let start = estimate.isFinite ? estimate - distance : 0
    return Crossing.find(from: start, step: 0.1 * distance, least: least, most: most) { logE($0) - bound }
  }
}
