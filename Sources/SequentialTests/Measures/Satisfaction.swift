/// How satisfied, 1 to 5: the share that answered 4 or 5.
public struct Satisfaction: Sendable, Equatable {
  /// 0…1 with its interval; as a percentage times 100.
  public let satisfied: ShareEstimate

  /// - Parameters:
  ///   - answers: one a person, 1 to 5.
  ///   - confidence: in (0, 1).
  /// - Throws: `.noAnswers`, `.answerOutsideScale`, `.invalidConfidence`.
  /// - Complexity: O(n).
  public init(_ answers: [Int], confidence: Double = 0.95) throws(SurveyError) {
    var satisfied = 0
    for (respondent, answer) in answers.enumerated() where try Self.unitValue(of: answer, respondent: respondent) == 1 {
      satisfied += 1
    }
    self.satisfied = try ShareEstimate(satisfied, of: answers.count, confidence: confidence)
  }

  /// 1 for an answer of 4 or 5, else 0: what tests of shares take.
  ///
  /// - Throws: `.answerOutsideScale`.
  public static func unitValue(of answer: Int, respondent: Int = 0) throws(SurveyError) -> Double {
    guard (1...5).contains(answer) else { throw .answerOutsideScale(respondent: respondent, item: 0, answer: answer) }
    return answer >= 4 ? 1 : 0
  }
}

/// How easy was it to get done, 1 to 7: the mean.
///
/// - Source: M. Dixon, K. Freeman, N. Toman, "Stop trying to delight your customers", Harvard Business Review 88/7
///   (2010) 116–122.
public struct EffortScore: Sendable, Equatable {
  /// 1…7.
  public let score: ScoreEstimate

  /// - Parameters:
  ///   - answers: one a person, 1 to 7.
  ///   - confidence: in (0, 1).
  /// - Throws: `.noAnswers`, `.answerOutsideScale`, `.invalidConfidence`.
  /// - Complexity: O(n).
  public init(_ answers: [Int], confidence: Double = 0.95) throws(SurveyError) {
    for (respondent, answer) in answers.enumerated() where !(1...7).contains(answer) {
      throw .answerOutsideScale(respondent: respondent, item: 0, answer: answer)
    }
    score = try ScoreEstimate(answers.map { Double($0) }, scale: 1...7, confidence: confidence)
  }
}
