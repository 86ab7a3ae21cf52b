/// Usability from two items: "its capabilities meet my requirements" and "it is easy to use".
///
/// - Source: J. R. Lewis, B. S. Utesch, D. E. Maher, "UMUX-LITE: when there's no time for the SUS", CHI 2013,
///   doi:10.1145/2470654.2481287.
public struct UsabilityLite: Sendable, Equatable {
  /// How many points the items have.
  public enum Scale: Int, Sendable, Hashable, Codable, CaseIterable {
    /// UX-Lite.
    case five = 5
    /// UMUX-Lite.
    case seven = 7
  }

  /// Of both items.
  public let scale: Scale
  /// 0…100.
  public let score: ScoreEstimate
  /// One score a person, divided by 100: what sequences for bounded values take.
  public let unitValues: [Double]
  /// People whose answers do not count.
  public let dropped: Int

  /// What the System Usability Scale would have given, by the published regression 0.65·score + 22.9 of means. It was
  /// fitted on seven points: nil for five.
  public var systemUsabilityEquivalent: Double? { scale == .seven ? 0.65 * score.mean + 22.9 : nil }

  /// One person's score, 0…100; both answers are needed.
  ///
  /// - Throws: `.answerOutsideScale` for respondent 0.
  public static func score(capabilities: Int, ease: Int, scale: Scale) throws(SurveyError) -> Double {
    for (item, answer) in [capabilities, ease].enumerated() where !(1...scale.rawValue).contains(answer) {
      throw .answerOutsideScale(respondent: 0, item: item, answer: answer)
    }
    return Double(capabilities + ease - 2) * 100 / Double(2 * (scale.rawValue - 1))
  }

  /// - Parameters:
  ///   - respondents: two answers a person, capabilities and ease; nil where none was given.
  ///   - missing: what becomes of gaps.
  ///   - confidence: in (0, 1).
  /// - Throws: `.noAnswers`, `.wrongAnswerCount`, `.answerOutsideScale`, `.invalidConfidence`.
  /// - Complexity: O(n).
  public init(
    _ respondents: [[Int?]], scale: Scale, missing: MissingAnswers, confidence: Double = 0.95
  ) throws(SurveyError) {
    let complete = try Questionnaire(items: 2, scale: 1...scale.rawValue).complete(respondents, missing: missing)
    let scores = complete.answers.map { ($0[0] + $0[1] - 2) * 100 / Double(2 * (scale.rawValue - 1)) }
    self.scale = scale
    score = try ScoreEstimate(scores, scale: 0...100, confidence: confidence)
    unitValues = scores.map { $0 / 100 }
    dropped = complete.dropped
  }
}
