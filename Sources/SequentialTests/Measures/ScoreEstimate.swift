/// A mean score and how well it is known: mean ± t·s/√n.
public struct ScoreEstimate: Sendable, Equatable {
  /// People behind it.
  public let count: Int
  /// In the score's unit.
  public let mean: Double
  /// Standard deviation between people, n − 1 in the denominator; nil for one person.
  public let deviation: Double?
  /// Held within the scale. Nil for one person, and where all gave the same score: that nobody differed among a few says
  /// nothing of how the others would.
  public let interval: MeasureInterval?

  /// - Parameters:
  ///   - values: one for each person, on the scale.
  ///   - scale: the least and the greatest possible score; both finite.
  ///   - confidence: in (0, 1).
  /// - Throws: `.noAnswers`, `.valueOutsideScale`, `.invalidScale`, `.invalidConfidence`.
  /// - Complexity: O(n).
  /// - Source: Student, "The probable error of a mean", Biometrika 6 (1908) 1–25, doi:10.1093/biomet/6.1.1.
  public init(
    _ values: [Double], scale: ClosedRange<Double>, confidence: Double = 0.95
  ) throws(SurveyError) {
    guard MeasureReach.isConfidence(confidence) else { throw .invalidConfidence }
    guard (scale.upperBound - scale.lowerBound).isFinite else { throw .invalidScale }
    guard !values.isEmpty else { throw .noAnswers }
    for (respondent, value) in values.enumerated() where !scale.contains(value) {
      throw .valueOutsideScale(respondent: respondent)
    }
    let spread = ScoreSpread(values)
    count = values.count
    mean = spread.mean
    deviation = spread.variance.map { $0.squareRoot() }
    if let deviation, deviation > 0 {
      let df = Double(values.count - 1)
      let reach = MeasureReach.student(confidence, df: df) * deviation / Double(values.count).squareRoot()
      interval = MeasureInterval(centre: mean, reach: reach, confidence: confidence, within: scale)
    } else {
      interval = nil
    }
  }
}

/// Mean and variance of finite values.
struct ScoreSpread {
  let mean: Double
  /// n − 1 in the denominator; nil for fewer than two values.
  let variance: Double?

  /// - Parameter values: at least one.
  init(_ values: [Double]) {
    var mean = 0.0
    var scatter = 0.0
    for (index, value) in values.enumerated() {
      let step = value - mean
      mean += step / Double(index + 1)
      scatter += step * (value - mean)
    }
    self.mean = mean
    variance = values.count > 1 ? max(0, scatter) / Double(values.count - 1) : nil
  }
}
