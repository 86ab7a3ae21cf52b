/// What training taught, of what there was left to learn: (after − before)/(100 − before).
///
/// - Source: R. R. Hake, "Interactive-engagement versus traditional methods", American Journal of Physics 66 (1998)
///   64–74, doi:10.1119/1.18809.
public struct TrainingGain: Sendable, Equatable {
  /// People with both scores.
  public let count: Int
  /// Mean score before, 0…100.
  public let before: Double
  /// Mean score after, 0…100.
  public let after: Double
  /// Of the means; below 0 where less was known afterwards. Nil where there was nothing left to learn.
  public let gain: Double?
  /// Mean of the people's own gains, of those who had something left to learn; nil where nobody had.
  public let meanOfGains: Double?
  /// How much people's scores rose, in points, with its interval.
  public let rise: ScoreEstimate

  /// As Hake names them.
  public enum Size: String, Sendable, Hashable, Codable, CaseIterable {
    case low, medium, high
  }

  /// High from 0.7, medium from 0.3; nil without a gain.
  public var size: Size? {
    // 0.3 and 0.7 are themselves reached by quotients that rounding leaves a bit below.
    gain.map { $0 >= 0.7 - 1e-12 ? .high : $0 >= 0.3 - 1e-12 ? .medium : .low }
  }

  /// One person's gain; nil where there was nothing left to learn.
  ///
  /// - Parameters: both 0…100.
  /// - Throws: `.valueOutsideScale`.
  public static func gain(before: Double, after: Double, respondent: Int = 0) throws(SurveyError) -> Double? {
    guard (0...100).contains(before), (0...100).contains(after) else {
      throw .valueOutsideScale(respondent: respondent)
    }
    return before < 100 ? (after - before) / (100 - before) : nil
  }

  /// - Parameters:
  ///   - scores: one pair a person, both 0…100.
  ///   - confidence: in (0, 1).
  /// - Throws: `.noAnswers`, `.valueOutsideScale`, `.invalidConfidence`.
  /// - Complexity: O(n).
  public init(_ scores: [(before: Double, after: Double)], confidence: Double = 0.95) throws(SurveyError) {
    guard !scores.isEmpty else { throw .noAnswers }
    var gains: [Double] = []
    for (respondent, score) in scores.enumerated() {
      if let gain = try Self.gain(before: score.before, after: score.after, respondent: respondent) {
        gains.append(gain)
      }
    }
    count = scores.count
    before = ScoreSpread(scores.map(\.before)).mean
    after = ScoreSpread(scores.map(\.after)).mean
    gain = before < 100 ? (after - before) / (100 - before) : nil
    meanOfGains = gains.isEmpty ? nil : ScoreSpread(gains).mean
    rise = try ScoreEstimate(scores.map { $0.after - $0.before }, scale: -100...100, confidence: confidence)
  }
}
