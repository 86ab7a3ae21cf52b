/// Technology acceptance: how useful and how easy to use people find a system, six items of 1 to 7 each.
///
/// - Source: F. D. Davis, "Perceived usefulness, perceived ease of use, and user acceptance of information technology",
///   MIS Quarterly 13 (1989) 319–340, doi:10.2307/249008; 0…100: J. R. Lewis, "Comparison of four TAM item formats",
///   Journal of Usability Studies 14 (2019) 224–236.
public struct Acceptance: Sendable, Equatable {
  /// 1…7.
  public let usefulness: ScoreEstimate
  /// 1…7.
  public let easeOfUse: ScoreEstimate
  /// Of all twelve items, 1…7.
  public let overall: ScoreEstimate
  /// Answers for which the middle of the scale stands.
  public let imputed: Int
  /// People whose answers do not count.
  public let dropped: Int

  /// A mean of 1…7 as 0…100: (mean − 1)·100/6.
  public static func hundredths(_ mean: Double) -> Double { (mean - 1) * 100 / 6 }

  /// - Parameters:
  ///   - respondents: twelve answers a person, the six on usefulness first; nil where none was given.
  ///   - missing: what becomes of gaps.
  ///   - confidence: in (0, 1).
  /// - Throws: `.noAnswers`, `.wrongAnswerCount`, `.answerOutsideScale`, `.invalidConfidence`.
  /// - Complexity: O(n).
  public init(_ respondents: [[Int?]], missing: MissingAnswers, confidence: Double = 0.95) throws(SurveyError) {
    let complete = try Questionnaire(items: 12, scale: 1...7).complete(respondents, missing: missing)
    func mean(_ items: Range<Int>) throws(SurveyError) -> ScoreEstimate {
      let means = complete.answers.map { $0[items].reduce(0, +) / Double(items.count) }
      return try ScoreEstimate(means, scale: 1...7, confidence: confidence)
    }
    usefulness = try mean(0..<6)
    easeOfUse = try mean(6..<12)
    overall = try mean(0..<12)
    imputed = complete.imputed
    dropped = complete.dropped
  }
}
